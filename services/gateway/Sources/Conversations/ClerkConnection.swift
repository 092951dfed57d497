import Contracts
import Logging
import MeshRuntime

/// The dialogue-manager, as the gateway needs it: calls that survive its restart.
struct ClerkConnection: Sendable {
    let client: DialogueV1.DialogueClient
    let turn: RepeatedCall
    /// How long one attempt at a turn may take; the client's own deadline may be nearer.
    let turnTimeout: Duration
    let subscription: RepeatedCall
    let logger: Logger

    func open(
        _ request: DialogueV1.OpenConversationRequest
    ) async throws -> DialogueV1.OpenConversationResponse {
        try await mappingErrors(conversation: request.conversationId) {
            try await client.openConversation(request)
        }
    }

    func rate(_ request: DialogueV1.RateConversationRequest) async throws {
        try await mappingErrors(conversation: request.conversationId) {
            _ = try await client.rateConversation(request)
        }
    }

    /// The events of one message's turn, each once.
    func handle(
        _ request: DialogueV1.HandleMessageRequest,
        deliver: (DialogueV1.Event) async throws -> Void
    ) async throws {
        try await mappingErrors(conversation: request.conversationId) {
            try await turn.events(after: 0, deliver: deliver) { _ in
                try await client.handleMessage(request, options: CallOptions(timeout: turnTimeout))
            }
        }
    }

    /// Recorded events after the request's number, then new ones, until the lifetime is over.
    func watch(
        _ request: DialogueV1.WatchEventsRequest,
        lifetime: () -> Duration,
        deliver: (DialogueV1.Event) async throws -> Void
    ) async throws {
        try await mappingErrors(conversation: request.conversationId) {
            try await subscription.events(after: request.after, deliver: deliver) { last in
                var resumed = request
                resumed.after = last
                return try await client.watchEvents(resumed, options: CallOptions(timeout: lifetime()))
            }
        }
    }

    /// Another customer's conversation and an unknown one get the same answer. What went wrong inside is for the log:
    /// a client can do nothing with it.
    private func mappingErrors<Value>(conversation: String, _ body: () async throws -> Value) async throws -> Value {
        do {
            return try await body()
        } catch let error as CallError {
            switch error.code {
            case .notFound, .permissionDenied:
                throw GatewayError.unknownConversation(conversation)
            case .unavailable:
                logger.warning("dialogue-manager not reached", metadata: ["gateway.reason": "\(error.message)"])
                throw GatewayError.dialogueUnavailable
            case .cancelled, .deadlineExceeded, .invalidArgument, .resourceExhausted, .failedPrecondition, .aborted,
                .unimplemented, .outOfRange, .alreadyExists:
                throw error
            case .unknown, .internalError, .dataLoss, .unauthenticated, .ok:
                logger.error(
                    "dialogue-manager failed",
                    metadata: ["gateway.code": "\(error.code.name)", "gateway.reason": "\(error.message)"]
                )
                throw GatewayError.dialogueFailed(.internalError)
            }
        }
    }
}
