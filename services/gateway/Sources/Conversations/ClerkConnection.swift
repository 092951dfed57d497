import Contracts
import Logging
import MeshRuntime

/// The dialogue-manager, as the gateway needs it: calls that survive its restart.
struct ClerkConnection: Sendable {
    let client: DialogueV1.DialogueClient
    let turn: EventRelay.Limits
    let subscription: EventRelay.Limits
    let logger: Logger
    /// Waits; a parameter so that tests need not.
    var wait: @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }

    typealias Delivery = (DialogueV1.Event) async throws -> Void

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
    func handle(_ request: DialogueV1.HandleMessageRequest, deliver: Delivery) async throws {
        try await mappingErrors(conversation: request.conversationId) {
            try await relay(EventRelay(after: 0, limits: turn), deliver) { _ in
                try await client.handleMessage(request)
            }
        }
    }

    /// Recorded events after the request's number, then new ones, until the lifetime is over.
    func watch(
        _ request: DialogueV1.WatchEventsRequest,
        lifetime: () -> Duration,
        deliver: Delivery
    ) async throws {
        try await mappingErrors(conversation: request.conversationId) {
            try await relay(EventRelay(after: request.after, limits: subscription), deliver) { last in
                var resumed = request
                resumed.after = last
                return try await client.watchEvents(resumed, options: CallOptions(timeout: lifetime()))
            }
        }
    }

    private func relay(
        _ start: EventRelay,
        _ deliver: Delivery,
        call: (UInt64) async throws -> ResponseStream<DialogueV1.Event>
    ) async throws {
        var relay = start
        while true {
            do {
                for try await event in try await call(relay.last) where relay.delivers(number: event.number) {
                    try await deliver(event)
                }
                return
            } catch let error as CallError where error.code == .unavailable {
                guard case .repeat(let pause) = relay.failed() else { throw error }
                logger.debug("dialogue-manager lost, asking again", metadata: ["gateway.reason": "\(error.message)"])
                try await wait(max(pause, error.pushback ?? .zero))
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
