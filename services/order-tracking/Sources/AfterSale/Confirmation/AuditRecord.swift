import SQLStorage

/// Who did what on whose behalf, when and why, and what it changed.
struct AuditRecord: Hashable, Sendable {
    /// Grows with every record; 0 before it is written.
    var id: Int64 = 0
    var at: Timestamp
    var customerID: String
    /// Empty for a change of the customer's own data.
    var orderID: String
    var kind: ActionKind
    var reason: String
    var actor: Actor
    /// The order, or the address, in the import format.
    var before: String
    var after: String
    var idempotencyKey: String
}

extension AuditRecord {
    func insert(_ database: Database) throws {
        try database.run(
            """
            INSERT INTO audit_record
            (at, customer_id, order_id, kind, reason, actor_role, actor_id, conversation_id, before_json, after_json,
             idempotency_key)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                at.milliseconds, customerID, orderID, kind.rawValue, reason, actor.role.rawValue, actor.id,
                actor.conversationID, before, after, idempotencyKey,
            ]
        )
    }

    /// Oldest first, those after `id`.
    static func fetch(_ database: Database, orderID: String, after id: Int64, limit: Int) throws -> [AuditRecord] {
        try database.rows(
            "SELECT * FROM audit_record WHERE order_id = ? AND id > ? ORDER BY id LIMIT ?",
            [orderID, id, limit]
        ).map { try AuditRecord(row: $0) }
    }

    private init(row: Row) throws {
        id = row["id"]
        at = Timestamp(milliseconds: row["at"])
        customerID = row.text("customer_id")
        orderID = row.text("order_id")
        kind = try row.choice("kind")
        reason = row.text("reason")
        actor = Actor(
            recorded: try row.choice("actor_role"),
            id: row.text("actor_id"),
            conversationID: row.text("conversation_id")
        )
        before = row.text("before_json")
        after = row.text("after_json")
        idempotencyKey = row.text("idempotency_key")
    }
}
