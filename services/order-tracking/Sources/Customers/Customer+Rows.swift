import SQLStorage

extension Customer {
    func insert(_ database: Database) throws {
        try database.run(
            """
            INSERT INTO customer (id, name, name_key, email, email_key, phone, phone_key, language)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                id, name, LookupKey.name(name), email, email.map(LookupKey.email), phone, phone.map(LookupKey.phone),
                language,
            ]
        )
        for (position, address) in addresses.enumerated() {
            try database.run(
                "INSERT INTO customer_address (customer_id, position, postal_code, address) VALUES (?, ?, ?, ?)",
                [id, position, LookupKey.postalCode(address.postalCode), address.object.columnText]
            )
        }
        for (position, method) in paymentMethods.enumerated() {
            try database.run(
                """
                INSERT INTO payment_method (customer_id, id, position, kind, brand, last_four, balance, currency)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """,
                [
                    id, method.id, position, method.kind.rawValue, method.brand, method.lastFour,
                    method.balance?.minorUnits, method.balance?.currency.code,
                ]
            )
        }
    }

    /// Replaces the first address, or adds it where there is none.
    static func setDefaultAddress(_ database: Database, customerID: String, _ address: Address) throws {
        try database.run(
            """
            INSERT INTO customer_address (customer_id, position, postal_code, address) VALUES (?, 0, ?, ?)
            ON CONFLICT (customer_id, position) DO UPDATE
            SET postal_code = excluded.postal_code, address = excluded.address
            """,
            [customerID, LookupKey.postalCode(address.postalCode), address.object.columnText]
        )
    }

    static func fetch(_ database: Database, id: String) throws -> Customer? {
        guard let row = try database.row("SELECT * FROM customer WHERE id = ?", [id]) else { return nil }
        return Customer(
            id: id,
            name: row.text("name"),
            email: row["email"],
            phone: row["phone"],
            language: row["language"],
            addresses: try database.rows(
                "SELECT address FROM customer_address WHERE customer_id = ? ORDER BY position",
                [id]
            ).map { try $0.address("address") },
            paymentMethods: try database.rows(
                "SELECT * FROM payment_method WHERE customer_id = ? ORDER BY position",
                [id]
            ).map { try PaymentMethod(row: $0) }
        )
    }
}

extension PaymentMethod {
    /// The table refuses a balance below zero.
    static func add(_ database: Database, _ minorUnits: Int64, customerID: String, methodID: String) throws {
        try database.run(
            "UPDATE payment_method SET balance = balance + ? WHERE customer_id = ? AND id = ? AND balance IS NOT NULL",
            [minorUnits, customerID, methodID]
        )
        precondition(database.changesCount == 1, "a gift card of this customer has a balance")
    }

    init(row: Row) throws {
        id = row.text("id")
        kind = try row.choice("kind")
        brand = row.text("brand")
        lastFour = row.text("last_four")
        let minorUnits: Int64? = row["balance"]
        if let minorUnits {
            balance = Money(minorUnits: minorUnits, currency: try row.currency("currency"))
        }
    }
}
