import GRDB
import PersonalData
import Storage

/// Unanswered questions and the entries that operators made of them.
///
/// The questions are read from the conversations themselves, so nothing of a customer is kept twice and the deletion of
/// a customer's data takes them along. They leave the database masked.
struct KnowledgeStore: Sendable {
    let database: DatabaseFile

    /// Questions that are looked at, the latest ones.
    static let questionsMax = 2_000

    /// In the order in which they were asked.
    func unanswered() async throws -> [UnansweredQuestion] {
        let rows = try await database.read { database in
            try Row.fetchAll(database, sql: Self.unansweredSQL, arguments: [Self.questionsMax])
                .map { row in
                    UnansweredQuestion(
                        conversationID: row["conversation_id"],
                        messageID: row["message_id"],
                        language: Language(rawValue: row["language"]) ?? .chinese,
                        text: PersonalData.masked(row["question"]),
                        humanAnswer: (row["answer"] as String?).map { PersonalData.masked($0) }
                    )
                }
        }
        return rows.reversed()
    }

    func approvedEntries() async throws -> [KnowledgeEntry] {
        let texts = try await database.read { database in
            try String.fetchAll(database, sql: "SELECT body FROM approved_knowledge ORDER BY id")
        }
        return try texts.map { try JSONText.decode($0) }
    }

    /// Records the entry and that its questions are answered, both or neither.
    func approve(
        _ entry: KnowledgeEntry,
        answers cluster: UnansweredCluster,
        by operatorID: String,
        at: Moment
    ) async throws {
        let body = try JSONText.encode(entry)
        try await database.write { database in
            try database.execute(
                sql: "INSERT OR REPLACE INTO approved_knowledge (id, body, approved_by, at_ms) VALUES (?, ?, ?, ?)",
                arguments: [entry.id, body, operatorID, at.milliseconds]
            )
            for question in cluster.questions {
                try database.execute(
                    sql: """
                        INSERT OR IGNORE INTO answered_questions (conversation_id, message_id, entry_id) VALUES (?, ?, ?)
                        """,
                    arguments: [question.conversationID, question.messageID, entry.id]
                )
            }
        }
    }

    /// An answer of the clerk that told nothing, the message it was for, and what an agent said next in there.
    private static let unansweredSQL = """
        SELECT clerk.conversation_id, clerk.message_id, clerk.body ->> '$.language' AS language,
            customer.body ->> '$.text' AS question,
            (SELECT agent.body ->> '$.text' FROM events agent
             WHERE agent.conversation_id = clerk.conversation_id AND agent.number > clerk.number
                 AND agent.kind = 'agent_message'
             ORDER BY agent.number LIMIT 1) AS answer
        FROM events clerk
        JOIN events customer ON customer.conversation_id = clerk.conversation_id
            AND customer.message_id = clerk.message_id AND customer.kind = 'customer_message'
        WHERE clerk.kind = 'clerk_message'
            AND clerk.body ->> '$.answer' IN ('out_of_scope', 'not_understood', 'cannot_do_yet')
            AND NOT EXISTS (
                SELECT 1 FROM answered_questions answered
                WHERE answered.conversation_id = clerk.conversation_id AND answered.message_id = clerk.message_id)
        GROUP BY clerk.conversation_id, clerk.message_id
        ORDER BY clerk.at_ms DESC, clerk.conversation_id DESC, clerk.number DESC
        LIMIT ?
        """
}

/// Why an answer was not approved.
enum KnowledgeError: Error, Hashable, Sendable, CustomStringConvertible {
    case unknownCluster(String)
    case noAnswer(String)
    case noApprover

    var description: String {
        switch self {
        case .unknownCluster(let id): "there is no unanswered question \"\(id)\"; list them for their ids"
        case .noAnswer(let id): "nobody has answered \"\(id)\" yet; an answer must be given"
        case .noApprover: "approved_by must name who approves"
        }
    }
}
