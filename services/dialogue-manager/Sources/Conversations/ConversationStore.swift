import GRDB
import Storage

/// The conversations on disk. Every write is one transaction.
struct ConversationStore: Sendable {
    let database: DatabaseFile

    /// Records a new conversation.
    func insert(_ conversation: Conversation, channel: String) async throws {
        let tracker = try JSONText.encode(conversation.tracker)
        try await database.write { database in
            try database.execute(
                sql: """
                    INSERT INTO conversations
                        (id, customer_id, channel, opened_ms, updated_ms, last_event, epoch, status, tracker)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    conversation.id, conversation.customerID, channel, conversation.openedAt.milliseconds,
                    conversation.openedAt.milliseconds, conversation.lastEvent, conversation.epoch,
                    conversation.tracker.status.rawValue, tracker,
                ]
            )
        }
    }

    /// Throws ``ConversationError/unknownConversation(_:)`` as well when it is another customer's. An empty customer is
    /// the shop's own staff, who may read every conversation; the gateway always names the customer.
    func conversation(_ id: String, of customerID: String) async throws -> Conversation {
        let found = try await database.read { database in
            try Row.fetchOne(
                database,
                sql: "SELECT * FROM conversations WHERE id = ? AND (customer_id = ? OR ?)",
                arguments: [id, customerID, customerID.isEmpty]
            )
            .map(Conversation.init(row:))
        }
        guard let found else { throw ConversationError.unknownConversation(id) }
        return found
    }

    /// Those of the named conversations that changed since a moment.
    func conversations(of ids: [String], changedSince milliseconds: Int64) async throws -> [String] {
        let wanted = Set(ids)
        return try await database.read { database in
            try String.fetchAll(
                database,
                sql: "SELECT id FROM conversations WHERE updated_ms >= ?",
                arguments: [milliseconds]
            )
        }
        .filter { wanted.contains($0) }
    }

    /// Events with a number greater than `after`, oldest first.
    func events(of conversationID: String, after: Int, limit: Int) async throws -> [ConversationEvent] {
        try await database.read { database in
            try Row.fetchAll(
                database,
                sql: "SELECT * FROM events WHERE conversation_id = ? AND number > ? ORDER BY number LIMIT ?",
                arguments: [conversationID, after, limit]
            )
            .map(ConversationEvent.init(row:))
        }
    }

    /// The events of the turn that answered this message; nil when it has not been answered.
    func turn(of messageID: String, in conversationID: String) async throws -> [ConversationEvent]? {
        try await database.read { database in
            guard
                let turn = try Row.fetchOne(
                    database,
                    sql: "SELECT first_event, last_event FROM turns WHERE conversation_id = ? AND message_id = ?",
                    arguments: [conversationID, messageID]
                )
            else { return nil }
            return try Row.fetchAll(
                database,
                sql: "SELECT * FROM events WHERE conversation_id = ? AND number BETWEEN ? AND ? ORDER BY number",
                arguments: [conversationID, turn["first_event"] as Int, turn["last_event"] as Int]
            )
            .map(ConversationEvent.init(row:))
        }
    }

    func record(of messageID: String, in conversationID: String) async throws -> TurnRecord? {
        let json = try await database.read { database in
            try String.fetchOne(
                database,
                sql: "SELECT record FROM turns WHERE conversation_id = ? AND message_id = ?",
                arguments: [conversationID, messageID]
            )
        }
        return try json.map { try JSONText.decode($0) }
    }
}

extension Conversation {
    init(row: Row) throws {
        self.init(
            id: row["id"],
            customerID: row["customer_id"],
            openedAt: Moment(milliseconds: row["opened_ms"]),
            lastEvent: row["last_event"],
            epoch: row["epoch"],
            tracker: try JSONText.decode(row["tracker"])
        )
    }
}

extension ConversationEvent {
    init(row: Row) throws {
        self.init(
            conversationID: row["conversation_id"],
            number: row["number"],
            at: Moment(milliseconds: row["at_ms"]),
            messageID: row["message_id"],
            completesTurn: row["completes_turn"],
            body: try EventBody(kind: row["kind"], json: row["body"])
        )
    }
}
