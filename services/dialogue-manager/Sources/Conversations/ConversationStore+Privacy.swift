import GRDB
import Storage

/// What was deleted of a customer, for the proof that it was.
struct Deletion: Hashable, Sendable {
    var receipt: String
    var conversations: Int
}

// What is kept of one customer: told, rated, exported, deleted.
extension ConversationStore {
    func rate(_ rating: EventBody.Rating, _ conversationID: String, at now: Moment) async throws {
        try await database.write { database in
            let known = try Row.fetchOne(
                database,
                sql: "SELECT score, words FROM ratings WHERE conversation_id = ?",
                arguments: [conversationID]
            )
            // The same rating again is one: the call may be repeated.
            if let known, known["score"] == rating.score, known["words"] == rating.words { return }
            try database.execute(
                sql: "INSERT OR REPLACE INTO ratings (conversation_id, score, words, at_ms) VALUES (?, ?, ?, ?)",
                arguments: [conversationID, rating.score, rating.words, now.milliseconds]
            )
            _ = try Desk.append(.rating(rating), to: conversationID, at: now, raisingEpoch: false, database)
        }
    }

    /// One JSON text for each conversation, its events in it, oldest conversation first.
    func exported(_ conversationID: String) async throws -> String {
        try await database.read { database in
            let events = try Row.fetchAll(
                database,
                sql: "SELECT * FROM events WHERE conversation_id = ? ORDER BY number",
                arguments: [conversationID]
            )
            let conversation = try Row.fetchOne(
                database,
                sql: "SELECT opened_ms, channel FROM conversations WHERE id = ?",
                arguments: [conversationID]
            )
            let lines = events.map { row in
                let (number, at, kind, body): (Int, Int64, String, String) =
                    (row["number"], row["at_ms"], row["kind"], row["body"])
                return "{\"number\":\(number),\"at_ms\":\(at),\"kind\":\"\(kind)\",\"body\":\(body)}"
            }
            let (opened, channel): (Int64, String) = (conversation?["opened_ms"] ?? 0, conversation?["channel"] ?? "")
            return "{\"conversation\":\(try JSONText.encode(conversationID)),\"opened_ms\":\(opened),"
                + "\"channel\":\(try JSONText.encode(channel)),\"events\":[\(lines.joined(separator: ","))]}"
        }
    }

    func conversationIDs(of customerID: String) async throws -> [String] {
        try await database.read { database in
            try String.fetchAll(
                database,
                sql: "SELECT id FROM conversations WHERE customer_id = ? ORDER BY opened_ms, id",
                arguments: [customerID]
            )
        }
    }

    /// Everything of the customer's goes in one transaction; the same key gets the same receipt.
    func delete(_ customerID: String, key: String, receipt: String, at now: Moment) async throws -> Deletion {
        try await database.write { database in
            let known = try Row.fetchOne(
                database,
                sql: "SELECT receipt, conversations FROM deletions WHERE customer_id = ? AND idempotency_key = ?",
                arguments: [customerID, key]
            )
            if let known { return Deletion(receipt: known["receipt"], conversations: known["conversations"]) }
            try database.execute(sql: "DELETE FROM conversations WHERE customer_id = ?", arguments: [customerID])
            let deletion = Deletion(receipt: receipt, conversations: database.changesCount)
            try database.execute(
                sql: """
                    INSERT INTO deletions (customer_id, idempotency_key, receipt, conversations, at_ms)
                    VALUES (?, ?, ?, ?, ?)
                    """,
                arguments: [customerID, key, receipt, deletion.conversations, now.milliseconds]
            )
            return deletion
        }
    }
}

extension DialogueEngine {
    /// Sends what is kept of a customer, a line for each conversation.
    func export(_ customerID: String, send: (String) async throws -> Void) async throws {
        try ConversationError.checkLength(of: customerID, field: "customer_id", 1...128)
        for id in try await store.conversationIDs(of: customerID) { try await send(try await store.exported(id)) }
    }

    func delete(_ customerID: String, key: String) async throws -> Deletion {
        try ConversationError.checkLength(of: customerID, field: "customer_id", 1...128)
        try ConversationError.checkLength(of: key, field: "idempotency_key", 1...128)
        return try await store.delete(customerID, key: key, receipt: world.makeConversationID(), at: world.now())
    }
}
