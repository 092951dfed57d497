import AccessToken
import Contracts
import Foundation
import Logging
import MeshRuntime
import PersonalData

/// A customer's calls: checks the form, adds who it is, passes it on. Methods that are absent here answer UNIMPLEMENTED.
struct CustomerService: GatewayV1.CustomerService {
    let clerk: ClerkConnection
    let limits: MessageLimits
    let subscriptions: SubscriptionLimits
    /// By which notices reach a customer beside the conversation's events.
    let streams: CustomerStreams
    let lifetime: StreamLifetime
    let logger: Logger

    func openConversation(
        _ request: GatewayV1.OpenConversationRequest,
        context: CallContext
    ) async throws -> GatewayV1.OpenConversationResponse {
        try await mappingErrors {
            let customer = try Caller.required()
            try MessageLimits.check(request.conversationId, named: "conversation_id", in: 0...MessageLimits.idBytesMax)
            try MessageLimits.check(request.channel, named: "channel", in: 0...MessageLimits.channelBytesMax)
            let response = try await clerk.open(
                DialogueV1.OpenConversationRequest(
                    customerId: customer.subject,
                    conversationId: request.conversationId,
                    channel: request.channel
                )
            )
            return GatewayV1.OpenConversationResponse(conversation: response.conversation)
        }
    }

    func send(
        _ request: GatewayV1.SendRequest,
        responses: ResponseWriter<DialogueV1.Event>,
        context: CallContext
    ) async throws {
        try await mappingErrors {
            let customer = try Caller.required()
            try MessageLimits.check(request.conversationId, named: "conversation_id", in: 1...MessageLimits.idBytesMax)
            try limits.checkMessage(id: request.messageId, text: request.text, timeZone: request.timeZone)
            log(request, of: customer)
            let message = DialogueV1.HandleMessageRequest(
                conversationId: request.conversationId,
                customerId: customer.subject,
                messageId: request.messageId,
                text: request.text,
                timeZone: request.timeZone
            )
            try await clerk.handle(message) { try await responses.write($0) }
        }
    }

    func subscribe(
        _ request: GatewayV1.SubscribeRequest,
        responses: ResponseWriter<DialogueV1.Event>,
        context: CallContext
    ) async throws {
        try await mappingErrors {
            let customer = try Caller.required()
            try MessageLimits.check(request.conversationId, named: "conversation_id", in: 1...MessageLimits.idBytesMax)
            let watch = DialogueV1.WatchEventsRequest(
                conversationId: request.conversationId,
                customerId: customer.subject,
                after: request.after
            )
            try await subscriptions.withSubscription(of: customer.subject) {
                try await lifetime.stream(of: customer) { remaining in
                    try await streams.withNotices(for: customer.subject) { notice in
                        // Beside the conversation: it has no number, and is not listed later.
                        let event = DialogueV1.Event(
                            conversationId: request.conversationId,
                            atUnixMs: Int64(lifetime.now().timeIntervalSince1970 * 1_000),
                            body: .notice(notice)
                        )
                        try await responses.write(event)
                    } _: {
                        try await clerk.watch(watch, lifetime: remaining) { try await responses.write($0) }
                    }
                }
            }
        }
    }

    func rate(_ request: GatewayV1.RateRequest, context: CallContext) async throws -> GatewayV1.RateResponse {
        try await mappingErrors {
            let customer = try Caller.required()
            try MessageLimits.check(request.conversationId, named: "conversation_id", in: 1...MessageLimits.idBytesMax)
            let words = request.rating?.words ?? ""
            try MessageLimits.check(words, named: "rating.words", in: 0...MessageLimits.wordsBytesMax)
            try await clerk.rate(
                DialogueV1.RateConversationRequest(
                    conversationId: request.conversationId,
                    customerId: customer.subject,
                    rating: request.rating
                )
            )
            return GatewayV1.RateResponse()
        }
    }
}

extension CustomerService {
    private func log(_ request: GatewayV1.SendRequest, of customer: AccessToken) {
        logger.debug(
            "message received",
            metadata: [
                "gateway.conversation": "\(PersonalData.masked(request.conversationId))",
                "gateway.customer": "\(PersonalData.masked(customer.subject))",
                "gateway.bytes": "\(request.text.utf8.count)",
                "gateway.text": "\(PersonalData.masked(request.text))",
            ]
        )
    }
}

extension MeshService {
    /// The one place where what the gateway refuses becomes a status.
    func mappingErrors<Value>(_ body: () async throws -> Value) async throws -> Value {
        do {
            return try await body()
        } catch let error as GatewayError {
            throw CallError(error)
        }
    }
}
