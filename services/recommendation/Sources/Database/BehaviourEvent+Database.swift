import GRDB

extension BehaviourEvent {
    /// Adds the event; false when its id is there already.
    func insert(into database: Database) throws -> Bool {
        try database.cachedStatement(
            sql: "INSERT OR IGNORE INTO event VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
        ).execute(
            arguments: [
                id, customerID, productID, kind.rawValue, at, Int64(quantity), text, orderID, conversationID,
            ]
        )
        return database.changesCount == 1
    }

    /// The customer's latest events.
    static func latest(of customerID: String, limit: Int, in database: Database) throws -> [BehaviourEvent] {
        try Row.fetchAll(
            database.cachedStatement(
                sql: "SELECT * FROM event WHERE customer = ? ORDER BY at DESC, id DESC LIMIT ?"
            ),
            arguments: [customerID, limit]
        ).map(BehaviourEvent.init(row:))
    }

    init(row: Row) throws {
        let kind: Int = row["kind"]
        guard let kind = Kind(rawValue: kind) else {
            // Only a newer release writes such a row, and it raises the schema version, which opening checks.
            preconditionFailure("event kind must be one of this schema version (is \(kind))")
        }
        self.init(
            id: row["id"],
            customerID: row["customer"],
            productID: row["product"],
            kind: kind,
            at: row["at"],
            quantity: UInt32(clamping: row["quantity"] as Int64),
            text: row["text"],
            orderID: row["order_id"],
            conversationID: row["conversation"]
        )
    }
}
