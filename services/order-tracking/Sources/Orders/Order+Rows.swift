import SQLStorage

extension Order {
    func insert(_ database: Database) throws {
        try database.run(
            """
            INSERT INTO shop_order
            (id, customer_id, status, created_at, currency, total, address, cancel_reason, revision)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                id, customerID, status.rawValue, createdAt?.milliseconds, currency.code, total.minorUnits,
                address.object.columnText, cancelReason, revision,
            ]
        )
        for (position, item) in items.enumerated() {
            try database.run(
                """
                INSERT INTO order_item
                (order_id, id, position, product_id, variant_id, name, options, quantity, unit_price, status)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                [
                    id, item.id, position, item.productID, item.variantID, item.name,
                    JSONValue.attributes(item.options).columnText, item.quantity, item.unitPrice.minorUnits,
                    item.status.rawValue,
                ]
            )
        }
        try insertPayments(database, from: 0)
        try insertHistory(database, from: 0)
    }

    /// Writes what differs from `before`, the state in the table. Payments and history only ever grow, items keep
    /// their ids.
    func update(_ database: Database, from before: Order) throws {
        try database.run(
            """
            UPDATE shop_order SET status = ?, total = ?, address = ?, cancel_reason = ?, revision = ?
            WHERE id = ? AND revision = ?
            """,
            [
                status.rawValue, total.minorUnits, address.object.columnText, cancelReason, revision, id,
                before.revision,
            ]
        )
        precondition(database.changesCount == 1, "an order is updated from the revision in the table")
        for item in items where !before.items.contains(item) {
            try database.run(
                """
                UPDATE order_item SET variant_id = ?, options = ?, unit_price = ?, status = ?
                WHERE order_id = ? AND id = ?
                """,
                [
                    item.variantID, JSONValue.attributes(item.options).columnText, item.unitPrice.minorUnits,
                    item.status.rawValue, id, item.id,
                ]
            )
        }
        try insertPayments(database, from: before.payments.count)
        try insertHistory(database, from: before.history.count)
        for change in history.dropFirst(before.history.count) {
            try OrderChange.insert(database, self, at: change.at, .status(change.status))
        }
    }

    private func insertPayments(_ database: Database, from start: Int) throws {
        for (position, payment) in payments.enumerated().dropFirst(start) {
            try database.run(
                "INSERT INTO payment (order_id, id, position, direction, amount, method_id, at) VALUES (?, ?, ?, ?, ?, ?, ?)",
                [
                    id, payment.id, position, payment.direction.rawValue, payment.amount.minorUnits, payment.methodID,
                    payment.at?.milliseconds,
                ]
            )
        }
    }

    private func insertHistory(_ database: Database, from start: Int) throws {
        for (position, change) in history.enumerated().dropFirst(start) {
            try database.run(
                "INSERT INTO order_status_change (order_id, position, status, at) VALUES (?, ?, ?, ?)",
                [id, position, change.status.rawValue, change.at.milliseconds]
            )
        }
    }

    static func fetch(_ database: Database, id: String) throws -> Order? {
        guard let row = try database.row("SELECT * FROM shop_order WHERE id = ?", [id]) else { return nil }
        let currency = try row.currency("currency")
        return Order(
            id: id,
            customerID: row.text("customer_id"),
            status: try row.choice("status"),
            createdAt: row.timestamp("created_at"),
            currency: currency,
            total: Money(minorUnits: row["total"], currency: currency),
            address: try row.address("address"),
            items: try database.rows("SELECT * FROM order_item WHERE order_id = ? ORDER BY position", [id])
                .map { try OrderItem(row: $0, currency: currency) },
            payments: try database.rows("SELECT * FROM payment WHERE order_id = ? ORDER BY position", [id])
                .map { try Payment(row: $0, currency: currency) },
            history: try database.rows("SELECT * FROM order_status_change WHERE order_id = ? ORDER BY position", [id])
                .map { StatusChange(status: try $0.choice("status"), at: Timestamp(milliseconds: $0["at"])) },
            cancelReason: row.text("cancel_reason"),
            revision: row["revision"]
        )
    }
}

extension OrderItem {
    init(row: Row, currency: Currency) throws {
        id = row.text("id")
        productID = row.text("product_id")
        variantID = row.text("variant_id")
        name = row.text("name")
        options = try row.attributes("options")
        quantity = row["quantity"]
        unitPrice = Money(minorUnits: row["unit_price"], currency: currency)
        status = try row.choice("status")
    }
}

extension Payment {
    init(row: Row, currency: Currency) throws {
        id = row.text("id")
        direction = try row.choice("direction")
        amount = Money(minorUnits: row["amount"], currency: currency)
        methodID = row.text("method_id")
        at = row.timestamp("at")
    }
}
