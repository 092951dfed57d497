import ArgumentParser
import MeshRuntime

/// `xiaoer chat`: a conversation as a customer.
struct Chat: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Talk to the clerk as a customer.",
        discussion: """
            On a terminal, type and read. Without one, lines are read from standard input; each is printed after "> ", \
            then its answers. Exit status 1 when a turn failed. When the gateway restarts, the conversation goes on.
            """
    )

    @OptionGroup
    var connection: ConnectionOptions

    @OptionGroup
    var options: ChatOptions

    @OptionGroup
    var bearer: BearerOptions

    func run() async throws {
        let token = try options.token ?? bearer.token(in: connection.home.value)
        try await options.converse(at: try connection.address(of: MeshMember.gateway.name), token: token)
    }
}

/// What a conversation looks like.
struct ChatOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Go on with this conversation.", valueName: "id"))
    var conversation: String?

    @Option(help: ArgumentHelp("Access token; one for --customer is made unless given.", valueName: "token"))
    var token: String?

    @Flag(help: "Print each event as a line of JSON.")
    var json = false

    /// Throws exit status 1 when a turn failed.
    func converse(at address: String, token: String) async throws {
        let style: ChatScreen.Style =
            if json { .json(try EventJSON()) } else if Console.isInputTerminal { .terminal } else { .lines }
        let client = ConnectionOptions.client(at: address, token: token)
        let failures = try await withClient(client) { client in
            let session = try await ChatSession.open(client, conversation: conversation, style: style)
            return try await session.run(InputLines.stream())
        }
        if style.isTerminal { Console.result("") }
        if failures > 0 { throw ExitCode(1) }
    }
}
