import AccessToken
import ArgumentParser
import Contracts
import Foundation
import MeshRuntime
import ServiceShell

/// `xiaoer evaluate dialogue FOLDER`: scripted conversations with the running mesh.
struct EvaluateDialogue: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dialogue",
        abstract: "Have scripted conversations with the running mesh and check what comes of them.",
        discussion: """
            Each conversation is had by a copy of the demo customer, with the same orders under numbers of its own. \
            With several runs every decision and every call must be the same in each; of equal phrases each conversation \
            may be told another one. Exit status 1 when a conversation is not as written.
            """
    )

    @OptionGroup
    var home: HomeOptions

    @Option(help: ArgumentHelp("Times that every conversation is had, 1 to 20.", valueName: "count"))
    var runs = 1

    @Option(
        help: ArgumentHelp("First series of numbers, 0 to 99; another one for a database used before.", valueName: "n")
    )
    var series = 0

    @Argument(help: "Folder of .yaml files.")
    var folder: String

    func validate() throws {
        guard (1...20).contains(runs), (0...99).contains(series), series + runs <= 100 else {
            throw ValidationError("--runs must be 1 to 20, and --series with it at most 100")
        }
    }

    func run() async throws {
        let scripts = try DialogueScript.load(folder: folder)
        let conversations = scripts.flatMap { file, script in script.conversations.map { (file, $0) } }
        var failed: Set<String> = []
        var firstRun: [String: [String]] = [:]
        for run in 0..<runs {
            let clones = try await self.clones(conversations.count, series: series + run)
            for ((file, conversation), clone) in zip(conversations, clones) {
                let name = "\(file): \(conversation.name)"
                let (problems, did) = try await have(conversation, as: clone)
                for problem in problems { Console.result("\(name): \(problem)") }
                if !problems.isEmpty { failed.insert(name) }
                if let before = firstRun[name], before != did {
                    Console.result("\(name): run \(run + 1) decided otherwise than run 1")
                    failed.insert(name)
                }
                firstRun[name] = firstRun[name] ?? did
            }
        }
        let total = conversations.count
        Console.result("\(total - failed.count) of \(total) conversations are as written, in each of \(runs) runs")
        if !failed.isEmpty { throw ExitCode(1) }
    }

    private func clones(_ count: Int, series: Int) async throws -> [ShopClone] {
        try await withClient(try client(of: .orderTracking)) { client in
            try await ShopClone.make(
                count,
                of: BearerOptions.demoCustomer,
                series: series,
                OrdersV1.OrdersClient(client)
            )
        }
    }

    private func client(of member: MeshMember, token: String = "") throws -> MeshClient {
        guard let file = home.value.runningFile(of: member) else {
            throw MeshError.memberNotRunning(member.name, home: home.value.folder)
        }
        return ConnectionOptions.client(at: file.address, token: token)
    }

    private func have(
        _ conversation: DialogueScript.Conversation,
        as clone: ShopClone
    ) async throws -> (problems: [String], did: [String]) {
        let token = try BearerOptions.token(for: clone.customerID, role: .customer, in: home.value)
        let gateway = try client(of: .gateway, token: token)
        let dialogue = try client(of: .dialogueManager)
        return try await withClient(gateway) { gateway in
            try await withClient(dialogue) { dialogue in
                try await have(
                    conversation,
                    clone,
                    GatewayV1.CustomerClient(gateway),
                    DialogueV1.DialogueClient(dialogue)
                )
            }
        }
    }

    private func have(
        _ conversation: DialogueScript.Conversation,
        _ clone: ShopClone,
        _ customer: GatewayV1.CustomerClient,
        _ dialogue: DialogueV1.DialogueClient
    ) async throws -> (problems: [String], did: [String]) {
        let opened = try await customer.openConversation(GatewayV1.OpenConversationRequest(channel: "evaluation"))
        let id = opened.conversation?.id ?? ""
        var problems: [String] = []
        var did: [String] = []
        for (number, turn) in conversation.turns.enumerated() {
            let message = "m\(number + 1)"
            let request = GatewayV1.SendRequest(conversationId: id, messageId: message, text: clone.own(turn.say))
            var outcome = DialogueScript.Turn.Outcome()
            for try await event in try await customer.send(request, options: CallOptions(timeout: .seconds(60))) {
                guard case .clerkMessage(let answer) = event.body else { continue }
                outcome.words.append(clone.shared(answer.text))
                outcome.languages.insert(answer.language == .english ? "en" : "zh")
            }
            let record = try await dialogue.getTurnRecord(
                DialogueV1.GetTurnRecordRequest(conversationId: id, messageId: message)
            ).record
            outcome.decisions = record?.decisions.map { "\($0.by): \($0.what)" } ?? []
            outcome.calls = record?.calls.map(\.method) ?? []
            problems += turn.problems(with: outcome).map { "turn \(number + 1) (\(turn.say)): \($0)" }
            did += (outcome.decisions + outcome.calls).map { clone.shared($0) }
        }
        return (problems, did)
    }
}
