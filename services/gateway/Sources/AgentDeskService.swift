import AccessToken
import Contracts
import MeshRuntime

/// An agent's calls: each is the Desk call of the same name with the token's agent filled in.
struct AgentDeskService: GatewayV1.AgentDeskService {
    let desk: DialogueV1.DeskClient
    let clerk: ClerkConnection
    let subscriptions: SubscriptionLimits
    let lifetime: StreamLifetime

    func watchQueue(
        _ request: DialogueV1.WatchQueueRequest,
        responses: ResponseWriter<DialogueV1.QueueChange>,
        context: CallContext
    ) async throws {
        try await mappingErrors {
            let agent = try Caller.required()
            var watch = request
            watch.agentId = agent.subject
            let named = watch
            try await subscriptions.withSubscription(of: agent.subject) {
                try await lifetime.stream(of: agent) { lifetime in
                    let changes = try await desk.watchQueue(named, options: CallOptions(timeout: lifetime()))
                    for try await change in changes { try await responses.write(change) }
                }
            }
        }
    }

    func claim(_ request: DialogueV1.ClaimRequest, context: CallContext) async throws -> DialogueV1.ClaimResponse {
        var named = request
        named.agentId = try agentID()
        return try await desk.claim(named)
    }

    func reply(_ request: DialogueV1.ReplyRequest, context: CallContext) async throws -> DialogueV1.ReplyResponse {
        var named = request
        named.agentId = try agentID()
        return try await desk.reply(named)
    }

    func note(_ request: DialogueV1.NoteRequest, context: CallContext) async throws -> DialogueV1.NoteResponse {
        var named = request
        named.agentId = try agentID()
        return try await desk.note(named)
    }

    func transfer(
        _ request: DialogueV1.TransferRequest,
        context: CallContext
    ) async throws -> DialogueV1.TransferResponse {
        var named = request
        named.agentId = try agentID()
        return try await desk.transfer(named)
    }

    func release(
        _ request: DialogueV1.ReleaseRequest,
        context: CallContext
    ) async throws -> DialogueV1.ReleaseResponse {
        var named = request
        named.agentId = try agentID()
        return try await desk.release(named)
    }

    func resolve(
        _ request: DialogueV1.ResolveRequest,
        context: CallContext
    ) async throws -> DialogueV1.ResolveResponse {
        var named = request
        named.agentId = try agentID()
        return try await desk.resolve(named)
    }

    /// A conversation's events for an agent, who may read every customer's.
    func subscribe(
        _ request: GatewayV1.SubscribeRequest,
        responses: ResponseWriter<DialogueV1.Event>,
        context: CallContext
    ) async throws {
        try await mappingErrors {
            let agent = try Caller.required()
            try MessageLimits.check(request.conversationId, named: "conversation_id", in: 1...MessageLimits.idBytesMax)
            let watch = DialogueV1.WatchEventsRequest(conversationId: request.conversationId, after: request.after)
            try await subscriptions.withSubscription(of: agent.subject) {
                try await lifetime.stream(of: agent) { lifetime in
                    try await clerk.watch(watch, lifetime: lifetime) { try await responses.write($0) }
                }
            }
        }
    }

    private func agentID() throws -> String {
        do throws(GatewayError) {
            return try Caller.required().subject
        } catch {
            throw CallError(error)
        }
    }
}
