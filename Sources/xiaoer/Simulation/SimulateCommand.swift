import AccessToken
import ArgumentParser
import Contracts
import CustomerSimulator
import Foundation
import MeshRuntime
import ServiceShell

/// `xiaoer simulate GOALS`: simulated customers have conversations with the running mesh through its gateway.
struct Simulate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Let simulated customers pursue goals in conversations with the running mesh.",
        discussion: """
            GOALS holds a JSON object a line: what a customer knows, wants and asks. The customers need no language \
            model; they vary their words, make slips of the pen, digress and change their minds, the same way for the \
            same seed. What came of it is for the orders' database to tell: `scripts/simulate-retail` scores it.
            """
    )

    @OptionGroup
    var home: HomeOptions

    @Option(help: ArgumentHelp("Seed of everything that varies.", valueName: "number"))
    var seed: UInt64 = 1

    @Option(help: ArgumentHelp("Conversations at a time, 1 to 64.", valueName: "count"))
    var parallel = 4

    @Flag(help: "Print each conversation as a line of JSON, with all that was said.")
    var json = false

    @Argument(help: "File of goals, JSON Lines.")
    var goals: String

    func validate() throws {
        guard (1...64).contains(parallel) else { throw ValidationError("--parallel must be 1 to 64 (is \(parallel))") }
    }

    func run() async throws {
        let lines = try String(contentsOfFile: goals, encoding: .utf8).split(separator: "\n")
        let decoder = JSONDecoder()
        let all = try lines.enumerated().map { number, line in
            do {
                return try decoder.decode(CustomerGoal.self, from: Data(line.utf8))
            } catch {
                throw SimulationError.invalidGoal(line: number + 1, reason: String(describing: error))
            }
        }
        try await withClient(try client(of: .dialogueManager)) { dialogue in
            try await withThrowingTaskGroup(of: SimulatedConversation.Outcome.self) { group in
                var left = all[...]
                for goal in left.prefix(parallel) { group.addTask { try await have(goal, dialogue) } }
                left = left.dropFirst(parallel)
                while let outcome = try await group.next() {
                    try report(outcome)
                    guard let goal = left.popFirst() else { continue }
                    group.addTask { try await have(goal, dialogue) }
                }
            }
        }
    }

    private func have(_ goal: CustomerGoal, _ dialogue: MeshClient) async throws -> SimulatedConversation.Outcome {
        let token = try BearerOptions.token(for: goal.customer, role: .customer, in: home.value)
        return try await withClient(try client(of: .gateway, token: token)) { gateway in
            let conversation = SimulatedConversation(
                customer: GatewayV1.CustomerClient(gateway),
                dialogue: DialogueV1.DialogueClient(dialogue)
            )
            return try await conversation.run(SimulatedCustomer(goal, seed: seed))
        }
    }

    private func report(_ outcome: SimulatedConversation.Outcome) throws {
        guard json else {
            let trouble = outcome.givenUp.isEmpty ? "" : "; " + outcome.givenUp.joined(separator: "; ")
            Console.result("\(outcome.id): \(outcome.done) of \(outcome.wishes) wishes done\(trouble)")
            return
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        Console.result(String(decoding: try encoder.encode(outcome), as: UTF8.self))
    }

    private func client(of member: MeshMember, token: String = "") throws -> MeshClient {
        guard let file = home.value.runningFile(of: member) else {
            throw MeshError.memberNotRunning(member.name, home: home.value.folder)
        }
        return ConnectionOptions.client(at: file.address, token: token)
    }
}

enum SimulationError: Error, Equatable, CustomStringConvertible {
    case invalidGoal(line: Int, reason: String)

    var description: String {
        switch self {
        case .invalidGoal(let line, let reason): "line \(line) is no goal of a customer: \(reason)"
        }
    }
}
