import Contracts
import MeshRuntime

/// The human agents' side: decodes a call, asks the desk once, encodes the answer.
struct DeskService: DialogueV1.DeskService {
    let desk: Desk
    /// Hears of each complaint that a human has settled, with its conversation.
    var complaintClosed: @Sendable (Conversation) -> Void = { _ in }

    func watchQueue(
        _ request: DialogueV1.WatchQueueRequest,
        responses: ResponseWriter<DialogueV1.QueueChange>,
        context: CallContext
    ) async throws {
        try await mappingErrors {
            let languages = request.languages.compactMap { Language($0) }
            try await desk.watch(skills: request.skills, languages: languages) { change in
                try await responses.write(DialogueV1.QueueChange(change))
            }
        }
    }

    func claim(_ request: DialogueV1.ClaimRequest, context: CallContext) async throws -> DialogueV1.ClaimResponse {
        try await mappingErrors {
            let (entry, conversation) = try await desk.claim(request.conversationId, by: request.agentId)
            var told = DialogueV1.Conversation(conversation)
            told.agentId = entry.agentID
            return DialogueV1.ClaimResponse(entry: DialogueV1.QueueEntry(entry), conversation: told)
        }
    }

    func reply(_ request: DialogueV1.ReplyRequest, context: CallContext) async throws -> DialogueV1.ReplyResponse {
        try await mappingErrors {
            let event = try await desk.reply(
                request.text,
                id: request.messageId,
                to: request.conversationId,
                by: request.agentId
            )
            return DialogueV1.ReplyResponse(event: DialogueV1.Event(event))
        }
    }

    func note(_ request: DialogueV1.NoteRequest, context: CallContext) async throws -> DialogueV1.NoteResponse {
        try await mappingErrors {
            try await desk.note(request.text, on: request.conversationId, by: request.agentId)
            return DialogueV1.NoteResponse()
        }
    }

    func transfer(
        _ request: DialogueV1.TransferRequest,
        context: CallContext
    ) async throws -> DialogueV1.TransferResponse {
        try await mappingErrors {
            try await desk.transfer(
                request.conversationId,
                by: request.agentId,
                to: request.toAgentId,
                skill: request.toSkill,
                because: request.reason
            )
            return DialogueV1.TransferResponse()
        }
    }

    func release(
        _ request: DialogueV1.ReleaseRequest,
        context: CallContext
    ) async throws -> DialogueV1.ReleaseResponse {
        try await mappingErrors {
            if let settled = try await desk.release(request.conversationId, by: request.agentId, toBot: request.toBot) {
                complaintClosed(settled)
            }
            return DialogueV1.ReleaseResponse()
        }
    }

    func resolve(
        _ request: DialogueV1.ResolveRequest,
        context: CallContext
    ) async throws -> DialogueV1.ResolveResponse {
        try await mappingErrors {
            if let settled = try await desk.resolve(
                request.conversationId,
                by: request.agentId,
                outcome: request.outcome
            ) {
                complaintClosed(settled)
            }
            return DialogueV1.ResolveResponse()
        }
    }
}

extension DialogueV1.QueueChange {
    fileprivate init(_ change: DeskChange) {
        switch change {
        case .put(let entry): self.init(change: .put(DialogueV1.QueueEntry(entry)))
        case .removed(let id): self.init(change: .removed(id))
        }
    }
}

extension DialogueV1.QueueEntry {
    fileprivate init(_ entry: DeskEntry) {
        self.init(
            conversationId: entry.conversationID,
            customerId: entry.customerID,
            skill: entry.skill.rawValue,
            language: TypesV1.Language(entry.language),
            priority: entry.priority,
            waitingSinceUnixMs: entry.waitingSince.milliseconds,
            reason: entry.reason,
            summary: entry.summary,
            agentId: entry.agentID
        )
    }
}
