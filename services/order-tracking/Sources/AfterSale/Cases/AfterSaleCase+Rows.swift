import SQLStorage

extension AfterSaleCase {
    func insert(_ database: Database) throws {
        try database.run(
            """
            INSERT INTO after_sale_case
            (id, order_id, kind, status, opened_at, reason, method_id, refund, charge, currency, items, details,
             steps)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                id, orderID, kind.rawValue, status.rawValue, openedAt.milliseconds, reason, methodID,
                refund?.minorUnits, charge?.minorUnits, currency.code, JSONValue.array(items.map(\.object)).columnText,
                JSONValue.attributes(details).columnText, JSONValue.array(steps.map(\.object)).columnText,
            ]
        )
    }

    /// Writes what a step changes.
    func update(_ database: Database) throws {
        try database.run(
            "UPDATE after_sale_case SET status = ?, steps = ? WHERE id = ?",
            [status.rawValue, JSONValue.array(steps.map(\.object)).columnText, id]
        )
        precondition(database.changesCount == 1, "a case that moves on is in the table")
    }

    static func fetch(_ database: Database, id: String) throws -> AfterSaleCase? {
        try database.row("SELECT * FROM after_sale_case WHERE id = ?", [id]).map { try AfterSaleCase(row: $0) }
    }

    static func fetchAll(_ database: Database, orderID: String) throws -> [AfterSaleCase] {
        try database.rows("SELECT * FROM after_sale_case WHERE order_id = ? ORDER BY opened_at, id", [orderID])
            .map { try AfterSaleCase(row: $0) }
    }

    init(row: Row) throws {
        id = row.text("id")
        orderID = row.text("order_id")
        kind = try row.choice("kind")
        status = try row.choice("status")
        openedAt = Timestamp(milliseconds: row["opened_at"])
        reason = row.text("reason")
        methodID = row.text("method_id")
        let currency = try row.currency("currency")
        self.currency = currency
        let refund: Int64? = row["refund"]
        let charge: Int64? = row["charge"]
        self.refund = refund.map { Money(minorUnits: $0, currency: currency) }
        self.charge = charge.map { Money(minorUnits: $0, currency: currency) }
        let kind = kind
        items = try row.objects("items").map { fields in
            var fields = fields
            return try Item(fields: &fields, kind: kind)
        }
        details = try row.attributes("details")
        steps = try row.objects("steps").map { fields in
            var fields = fields
            return try Step(fields: &fields)
        }
    }
}
