import Contracts
import CustomerSimulator
import MeshRuntime

/// One simulated customer's conversation through the gateway.
///
/// What the clerk says comes from the gateway alone. Which question it asks comes from the turn's record: people tell
/// that from the words, a simulator without a language model cannot.
struct SimulatedConversation: Sendable {
    let customer: GatewayV1.CustomerClient
    let dialogue: DialogueV1.DialogueClient

    struct Outcome: Codable, Hashable, Sendable {
        var id: String
        var wishes: Int
        var done: Int
        var givenUp: [String]
        var turns: [Turn]

        struct Turn: Codable, Hashable, Sendable {
            var said: String
            var heard: String
            var acts: [String]
        }
    }

    private static let turnTimeout = Duration.seconds(60)

    func run(_ simulated: SimulatedCustomer) async throws -> Outcome {
        var simulated = simulated
        let opened = try await customer.openConversation(GatewayV1.OpenConversationRequest(channel: "simulation"))
        let id = opened.conversation?.id ?? ""
        var turns: [Outcome.Turn] = []
        var next: String? = simulated.open()
        while let said = next {
            let turn = try await send(said, number: turns.count + 1, to: id)
            turns.append(Outcome.Turn(said: said, heard: turn.words, acts: turn.acts))
            next = simulated.reply(to: turn)
        }
        return Outcome(
            id: simulated.goal.id,
            wishes: simulated.goal.wishes.count,
            done: simulated.done,
            givenUp: simulated.givenUp,
            turns: turns
        )
    }

    private func send(_ text: String, number: Int, to conversation: String) async throws -> ClerkTurn {
        let message = "m\(number)"
        let request = GatewayV1.SendRequest(conversationId: conversation, messageId: message, text: text)
        var words: [String] = []
        for try await event in try await customer.send(request, options: CallOptions(timeout: Self.turnTimeout)) {
            if case .clerkMessage(let answer) = event.body { words.append(answer.text) }
        }
        let record = try await dialogue.getTurnRecord(
            DialogueV1.GetTurnRecordRequest(conversationId: conversation, messageId: message)
        ).record
        return ClerkTurn(words: words.joined(separator: "\n"), acts: record?.decisions.map(\.what) ?? [])
    }
}
