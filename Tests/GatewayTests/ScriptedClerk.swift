import MeshRuntime
import Synchronization

@testable import Contracts

/// A dialogue-manager that does what a test wrote down, one step a call, and remembers what it was asked.
final class ScriptedClerk: DialogueV1.DialogueService {
    /// Sends these events, then ends the call well or with an error.
    struct Step {
        var events: [DialogueV1.Event] = []
        var failure: CallError?
        /// Goes on waiting for news instead of ending.
        var staysOpen = false
    }

    private struct State {
        var steps: [Step]
        var messages: [DialogueV1.HandleMessageRequest] = []
        var watches: [DialogueV1.WatchEventsRequest] = []
        var opened: [DialogueV1.OpenConversationRequest] = []
    }

    private let state: Mutex<State>

    init(_ steps: [Step] = []) {
        state = Mutex(State(steps: steps))
    }

    var messages: [DialogueV1.HandleMessageRequest] { state.withLock(\.messages) }
    var watches: [DialogueV1.WatchEventsRequest] { state.withLock(\.watches) }
    var opened: [DialogueV1.OpenConversationRequest] { state.withLock(\.opened) }

    func openConversation(
        _ request: DialogueV1.OpenConversationRequest,
        context: CallContext
    ) async throws -> DialogueV1.OpenConversationResponse {
        state.withLock { $0.opened.append(request) }
        let conversation = DialogueV1.Conversation(id: "new", customerId: request.customerId)
        return DialogueV1.OpenConversationResponse(conversation: conversation)
    }

    func handleMessage(
        _ request: DialogueV1.HandleMessageRequest,
        responses: ResponseWriter<DialogueV1.Event>,
        context: CallContext
    ) async throws {
        try await play(next { $0.messages.append(request) }, responses)
    }

    func watchEvents(
        _ request: DialogueV1.WatchEventsRequest,
        responses: ResponseWriter<DialogueV1.Event>,
        context: CallContext
    ) async throws {
        try await play(next { $0.watches.append(request) }, responses)
    }

    private func next(_ remember: (inout State) -> Void) throws(CallError) -> Step {
        try state.withLock { state throws(CallError) in
            remember(&state)
            guard !state.steps.isEmpty else { throw CallError(.internalError, "the script is over") }
            return state.steps.removeFirst()
        }
    }

    private func play(_ step: Step, _ responses: ResponseWriter<DialogueV1.Event>) async throws {
        for event in step.events { try await responses.write(event) }
        if let failure = step.failure { throw failure }
        if step.staysOpen {
            // Ends when the call is cancelled.
            for await _ in AsyncStream<Never>.makeStream().stream {}
        }
    }
}

/// An answer of the clerk.
func clerkSays(_ text: String, number: UInt64, completes: Bool = false) -> DialogueV1.Event {
    DialogueV1.Event(
        number: number,
        turnComplete: completes,
        body: .clerkMessage(DialogueV1.ClerkMessage(text: text))
    )
}
