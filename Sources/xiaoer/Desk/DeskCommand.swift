import AccessToken
import ArgumentParser
import Contracts
import Foundation
import MeshRuntime

/// `xiaoer desk ...`: the human's side of conversations, over the gateway.
struct Desk: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Serve customers as a human agent.",
        discussion: """
            A conversation waits in the queue until an agent takes it. While an agent has it the machine is silent; it \
            answers again when the conversation is given back or resolved.
            """,
        subcommands: [
            DeskList.self, DeskTake.self, DeskRead.self, DeskAnswer.self, DeskNote.self, DeskGiveBack.self,
            DeskResolve.self,
        ]
    )
}

/// Who serves, and where.
struct DeskOptions: ParsableArguments {
    @OptionGroup
    var connection: ConnectionOptions

    @Option(help: ArgumentHelp("Id of the agent.", valueName: "id"))
    var agent = "agent-1"

    @Option(help: ArgumentHelp("Access token; one for --agent is made unless given.", valueName: "token"))
    var token: String?

    func withDesk<Result: Sendable>(
        _ body: (GatewayV1.AgentDeskClient) async throws -> Result
    ) async throws -> Result {
        let token = try token ?? BearerOptions.token(for: agent, role: .agent, in: connection.home.value)
        let client = try connection.client(of: MeshMember.gateway.name, token: token)
        return try await withClient(client) { try await body(GatewayV1.AgentDeskClient($0)) }
    }
}

struct DeskList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "Print the queue, best first.")

    @OptionGroup
    var desk: DeskOptions

    @Flag(help: "Go on with every change until interrupted.")
    var follow = false

    /// Long enough for the present queue to arrive; nothing marks its end.
    private static let listing = Duration.seconds(2)

    func run() async throws {
        try await desk.withDesk { client in
            let options = CallOptions(timeout: follow ? .seconds(86_400) : Self.listing)
            do {
                for try await change in try await client.watchQueue(DialogueV1.WatchQueueRequest(), options: options) {
                    Console.result(DeskText.line(change))
                }
            } catch let error as CallError where error.code == .deadlineExceeded && !follow {
                // The queue was listed; waiting for changes was not asked for.
            }
        }
    }
}

struct DeskTake: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "take",
        abstract: "Take a conversation, the best waiting one unless named."
    )

    @OptionGroup
    var desk: DeskOptions

    @Argument(help: "Id of the conversation.")
    var conversation = ""

    func run() async throws {
        try await desk.withDesk { client in
            let claimed = try await client.claim(DialogueV1.ClaimRequest(conversationId: conversation))
            guard let entry = claimed.entry else { return }
            Console.result("\(entry.conversationId)  customer \(entry.customerId)\n\(Console.harmless(entry.summary))")
        }
    }
}

struct DeskRead: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "read",
        abstract: "Print a conversation, and with --follow what is said from now on."
    )

    @OptionGroup
    var desk: DeskOptions

    @Argument(help: "Id of the conversation.")
    var conversation: String

    @Flag(help: "Go on until interrupted.")
    var follow = false

    private static let reading = Duration.seconds(2)

    func run() async throws {
        try await desk.withDesk { client in
            let request = GatewayV1.SubscribeRequest(conversationId: conversation)
            let options = CallOptions(timeout: follow ? .seconds(86_400) : Self.reading)
            do {
                for try await event in try await client.subscribe(request, options: options) {
                    for line in EventText.lines(for: event, shown: "") { Console.result(line) }
                }
            } catch let error as CallError where error.code == .deadlineExceeded && !follow {
                // All that was said was read; waiting for more was not asked for.
            }
        }
    }
}

struct DeskAnswer: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "answer", abstract: "Say something to the customer.")

    @OptionGroup
    var desk: DeskOptions

    @Option(help: ArgumentHelp("Repeated with the same id, it is said once.", valueName: "id"))
    var messageID = UUID().uuidString.lowercased()

    @Argument(help: "Id of the conversation.")
    var conversation: String

    @Argument(help: "The words.")
    var text: String

    func run() async throws {
        try await desk.withDesk { client in
            let request = DialogueV1.ReplyRequest(conversationId: conversation, messageId: messageID, text: text)
            _ = try await client.reply(request)
        }
    }
}

struct DeskNote: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "note",
        abstract: "Leave a note for colleagues; the customer never sees it."
    )

    @OptionGroup
    var desk: DeskOptions

    @Argument(help: "Id of the conversation.")
    var conversation: String

    @Argument(help: "The words.")
    var text: String

    func run() async throws {
        try await desk.withDesk { client in
            _ = try await client.note(DialogueV1.NoteRequest(conversationId: conversation, text: text))
        }
    }
}

struct DeskGiveBack: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "give-back",
        abstract: "Give a conversation back to the machine, or to the queue."
    )

    @OptionGroup
    var desk: DeskOptions

    @Argument(help: "Id of the conversation.")
    var conversation: String

    @Flag(help: "Into the queue, for another agent.")
    var toQueue = false

    func run() async throws {
        try await desk.withDesk { client in
            _ = try await client.release(DialogueV1.ReleaseRequest(conversationId: conversation, toBot: !toQueue))
        }
    }
}

struct DeskResolve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resolve",
        abstract: "End the matter; the customer is asked how it was."
    )

    @OptionGroup
    var desk: DeskOptions

    @Argument(help: "Id of the conversation.")
    var conversation: String

    @Option(help: ArgumentHelp("What came of it.", valueName: "words"))
    var outcome = ""

    func run() async throws {
        try await desk.withDesk { client in
            _ = try await client.resolve(DialogueV1.ResolveRequest(conversationId: conversation, outcome: outcome))
        }
    }
}
