import Contracts
import MeshRuntime

/// Decodes a call, asks the engine once, encodes the answer. Methods that are absent here answer UNIMPLEMENTED.
struct DialogueService: DialogueV1.DialogueService {
    let engine: DialogueEngine
    /// IANA name, for messages that name none.
    let defaultTimeZone: String
    /// Hears what customers say and what was answered, once that is on disk.
    var heard: @Sendable (IncomingMessage, [ConversationEvent]) -> Void = { _, _ in }

    func openConversation(
        _ request: DialogueV1.OpenConversationRequest,
        context: CallContext
    ) async throws -> DialogueV1.OpenConversationResponse {
        try await mappingErrors {
            let conversation = try await engine.open(
                request.conversationId,
                of: request.customerId,
                channel: request.channel
            )
            return DialogueV1.OpenConversationResponse(conversation: DialogueV1.Conversation(conversation))
        }
    }

    /// The events are sent once they are on disk: what a customer has seen is never taken back.
    func handleMessage(
        _ request: DialogueV1.HandleMessageRequest,
        responses: ResponseWriter<DialogueV1.Event>,
        context: CallContext
    ) async throws {
        let events = try await mappingErrors {
            let message = try IncomingMessage(
                conversationID: request.conversationId,
                customerID: request.customerId,
                id: request.messageId,
                text: request.text,
                now: request.nowUnixMs == 0 ? engine.world.now() : Moment(milliseconds: request.nowUnixMs),
                timeZone: request.timeZone.isEmpty ? defaultTimeZone : request.timeZone,
                bytesMax: engine.limits.messageBytesMax
            )
            let events = try await engine.handle(message)
            heard(message, events)
            return events
        }
        for event in events { try await responses.write(DialogueV1.Event(event)) }
    }

    func listEvents(
        _ request: DialogueV1.ListEventsRequest,
        context: CallContext
    ) async throws -> DialogueV1.ListEventsResponse {
        try await mappingErrors {
            let page = try await engine.events(
                of: request.conversationId,
                customer: request.customerId,
                after: Int(clamping: request.after),
                limit: Int(request.limit)
            )
            return DialogueV1.ListEventsResponse(
                events: page.events.map(DialogueV1.Event.init),
                conversation: DialogueV1.Conversation(page.conversation)
            )
        }
    }

    func watchEvents(
        _ request: DialogueV1.WatchEventsRequest,
        responses: ResponseWriter<DialogueV1.Event>,
        context: CallContext
    ) async throws {
        try await mappingErrors {
            try await engine.watch(
                request.conversationId,
                customer: request.customerId,
                after: Int(clamping: request.after)
            ) { event in
                try await responses.write(DialogueV1.Event(event))
            }
        }
    }

    func rateConversation(
        _ request: DialogueV1.RateConversationRequest,
        context: CallContext
    ) async throws -> DialogueV1.RateConversationResponse {
        try await mappingErrors {
            let rating = EventBody.Rating(
                score: Int(request.rating?.score ?? 0),
                words: request.rating?.words ?? ""
            )
            try await engine.rate(rating, request.conversationId, of: request.customerId)
            return DialogueV1.RateConversationResponse()
        }
    }

    func reportConversations(
        _ request: DialogueV1.ReportConversationsRequest,
        context: CallContext
    ) async throws -> DialogueV1.ReportConversationsResponse {
        try await mappingErrors {
            let period = try ReportPeriod(
                from: Moment(milliseconds: request.fromUnixMs),
                to: Moment(milliseconds: request.toUnixMs),
                timeZone: request.timeZone.isEmpty ? defaultTimeZone : request.timeZone
            )
            return DialogueV1.ReportConversationsResponse(try await engine.store.report(on: period))
        }
    }

    func exportCustomer(
        _ request: DialogueV1.ExportCustomerRequest,
        responses: ResponseWriter<DialogueV1.CustomerDataChunk>,
        context: CallContext
    ) async throws {
        try await mappingErrors {
            try await engine.export(request.customerId) { line in
                try await responses.write(DialogueV1.CustomerDataChunk(data: Array((line + "\n").utf8)))
            }
        }
    }

    func deleteCustomer(
        _ request: DialogueV1.DeleteCustomerRequest,
        context: CallContext
    ) async throws -> DialogueV1.DeleteCustomerResponse {
        try await mappingErrors {
            let deletion = try await engine.delete(request.customerId, key: request.idempotencyKey)
            return DialogueV1.DeleteCustomerResponse(
                receipt: deletion.receipt,
                conversations: UInt32(clamping: deletion.conversations)
            )
        }
    }

    func getTurnRecord(
        _ request: DialogueV1.GetTurnRecordRequest,
        context: CallContext
    ) async throws -> DialogueV1.GetTurnRecordResponse {
        try await mappingErrors {
            let record = try await engine.record(of: request.messageId, in: request.conversationId)
            return DialogueV1.GetTurnRecordResponse(record: DialogueV1.TurnRecord(record))
        }
    }
}
