import GRDB
import Storage

// The desk's reads and writes inside a transaction.
extension Desk {
    static func check(_ value: String, _ field: String, _ allowed: ClosedRange<Int>) throws(DeskError) {
        let bytes = value.utf8.count
        guard allowed.contains(bytes) else { throw .invalidLength(field: field, bytes: bytes, allowed: allowed) }
    }

    static func entry(toClaim id: String, by agentID: String, _ database: Database) throws -> DeskEntry {
        guard !id.isEmpty else {
            guard let best = try DeskEntry.fetchAll(database, where: "agent_id = ''", [], limit: 1).first else {
                throw DeskError.nothingWaits
            }
            return best
        }
        guard let entry = try DeskEntry.fetchAll(database, where: "conversation_id = ?", [id], limit: 1).first else {
            throw DeskError.notWaiting(id)
        }
        guard entry.agentID.isEmpty || entry.agentID == agentID else { throw DeskError.taken(id) }
        return entry
    }

    static func requireOwner(_ agentID: String, of conversationID: String, _ database: Database) throws {
        let owner = try String.fetchOne(
            database,
            sql: "SELECT agent_id FROM desk_queue WHERE conversation_id = ?",
            arguments: [conversationID]
        )
        guard let owner, !owner.isEmpty, owner == agentID else { throw DeskError.notYours(conversationID) }
    }

    /// Another status under a new epoch, told as an event.
    static func move(
        _ conversationID: String,
        to status: ConversationStatus,
        because reason: String,
        _ now: Moment,
        _ database: Database
    ) throws -> Conversation {
        let body = EventBody.statusChange(.init(status: status, reason: reason))
        _ = try append(body, to: conversationID, at: now, raisingEpoch: true, database) { $0.move(to: status) }
        return try Conversation.desk(conversationID, database)
    }

    /// One event outside of any turn.
    static func append(
        _ body: EventBody,
        to conversationID: String,
        at now: Moment,
        raisingEpoch: Bool,
        _ database: Database,
        change: (inout Tracker) -> Void = { _ in }
    ) throws -> ConversationEvent {
        var conversation = try Conversation.desk(conversationID, database)
        change(&conversation.tracker)
        let event = ConversationEvent(
            conversationID: conversationID,
            number: conversation.lastEvent + 1,
            at: now,
            messageID: "",
            completesTurn: false,
            body: body
        )
        try ConversationStore.insert(event, body: try body.json(), database)
        try database.execute(
            sql: """
                UPDATE conversations SET last_event = ?, updated_ms = ?, status = ?, tracker = ?, epoch = epoch + ?
                WHERE id = ?
                """,
            arguments: [
                event.number, now.milliseconds, conversation.tracker.status.rawValue,
                try JSONText.encode(conversation.tracker), raisingEpoch ? 1 : 0, conversationID,
            ]
        )
        return event
    }

    static func agentMessage(
        _ messageID: String,
        in conversationID: String,
        _ database: Database
    ) throws -> ConversationEvent? {
        try Row.fetchOne(
            database,
            sql: """
                SELECT * FROM events WHERE conversation_id = ? AND kind = 'agent_message'
                    AND json_extract(body, '$.messageID') = ?
                """,
            arguments: [conversationID, messageID]
        )
        .map(ConversationEvent.init(row:))
    }
}

extension Conversation {
    /// Whoever's it is: the desk serves all customers.
    static func desk(_ id: String, _ database: Database) throws -> Conversation {
        let row = try Row.fetchOne(database, sql: "SELECT * FROM conversations WHERE id = ?", arguments: [id])
        guard let row else { throw DeskError.unknownConversation(id) }
        return try Conversation(row: row)
    }
}

extension DeskEntry {
    static func fetchAll(
        _ database: Database,
        where condition: String,
        _ arguments: StatementArguments,
        limit: Int
    ) throws -> [DeskEntry] {
        try Row.fetchAll(
            database,
            sql: """
                SELECT desk_queue.*, conversations.customer_id FROM desk_queue
                JOIN conversations ON conversations.id = desk_queue.conversation_id
                WHERE \(condition) ORDER BY priority DESC, waiting_since_ms, conversation_id LIMIT \(limit)
                """,
            arguments: arguments
        )
        .map { row in
            DeskEntry(
                conversationID: row["conversation_id"],
                customerID: row["customer_id"],
                skill: DeskSkill(rawValue: row["skill"]) ?? .general,
                language: Language(rawValue: row["language"]) ?? .chinese,
                priority: row["priority"],
                waitingSince: Moment(milliseconds: row["waiting_since_ms"]),
                reason: row["reason"],
                summary: row["summary"],
                agentID: row["agent_id"]
            )
        }
    }
}
