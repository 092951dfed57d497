import SQLStorage

/// Finds who is asking.
struct CustomerDirectory: Sendable {
    let file: any DatabaseStore

    enum Key: Hashable, Sendable {
        case id(String)
        case email(String)
        case phone(String)
        /// Fits any of a customer's addresses.
        case nameAndPostalCode(name: String, postalCode: String)
    }

    /// Exactly one customer; two that fit are ``ShopError/customerAmbiguous``, never a guess.
    func find(_ key: Key) async throws -> Customer {
        try key.validate()
        return try await file.read { database in
            let ids = try key.matchingIDs(database)
            guard let id = ids.first else { throw ShopError.customerNotFound }
            guard ids.count == 1 else { throw ShopError.customerAmbiguous }
            guard let customer = try Customer.fetch(database, id: id) else { throw ShopError.customerNotFound }
            return customer
        }
    }
}

extension CustomerDirectory.Key {
    fileprivate func validate() throws {
        switch self {
        case .id(let id):
            guard !id.isEmpty else { throw ShopError.invalid(field: "customer_id", rule: "must not be empty") }
        case .email(let email):
            guard email.contains("@") else {
                throw ShopError.invalid(field: "email", rule: "must be an e-mail address, with an @")
            }
        case .phone(let phone):
            guard LookupKey.phone(phone).count >= LookupKey.phoneDigitsMin else {
                throw ShopError.invalid(field: "phone", rule: "must have at least \(LookupKey.phoneDigitsMin) digits")
            }
        case .nameAndPostalCode(let name, let postalCode):
            guard !LookupKey.name(name).isEmpty else {
                throw ShopError.invalid(field: "name", rule: "must not be empty")
            }
            guard !LookupKey.postalCode(postalCode).isEmpty else {
                throw ShopError.invalid(field: "postal_code", rule: "must not be empty")
            }
        }
    }

    /// At most two, which is enough to tell one from several.
    fileprivate func matchingIDs(_ database: Database) throws -> [String] {
        let rows =
            switch self {
            case .id(let id):
                try database.rows("SELECT id FROM customer WHERE id = ?", [id])
            case .email(let email):
                try database.rows("SELECT id FROM customer WHERE email_key = ? LIMIT 2", [LookupKey.email(email)])
            case .phone(let phone):
                try database.rows("SELECT id FROM customer WHERE phone_key = ? LIMIT 2", [LookupKey.phone(phone)])
            case .nameAndPostalCode(let name, let postalCode):
                try database.rows(
                    """
                    SELECT DISTINCT customer.id AS id FROM customer_address
                    JOIN customer ON customer.id = customer_address.customer_id
                    WHERE customer_address.postal_code = ? AND customer.name_key = ? LIMIT 2
                    """,
                    [LookupKey.postalCode(postalCode), LookupKey.name(name)]
                )
            }
        return rows.map { $0.text("id") }
    }
}
