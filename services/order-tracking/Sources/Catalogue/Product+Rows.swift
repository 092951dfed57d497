import SQLStorage

extension Product {
    func insert(_ database: Database) throws {
        try database.run(
            """
            INSERT INTO product
            (id, name, english_name, category, brand, aliases, attributes, description, english_description, currency)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                id, name, englishName, category, brand, JSONValue.texts(aliases).columnText,
                JSONValue.attributes(attributes).columnText, description, englishDescription, currency.code,
            ]
        )
        for (position, variant) in variants.enumerated() {
            try database.run(
                """
                INSERT INTO variant (id, product_id, position, options, price, stock, is_listed)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """,
                [
                    variant.id, id, position, JSONValue.attributes(variant.options).columnText,
                    variant.price.minorUnits,
                    variant.stock, variant.isListed,
                ]
            )
        }
        for (term, weight) in termWeights {
            try database.run(
                "INSERT INTO product_term (term, product_id, weight) VALUES (?, ?, ?)",
                [term, id, weight]
            )
        }
    }

    static func fetch(_ database: Database, id: String) throws -> Product? {
        guard let row = try database.row("SELECT * FROM product WHERE id = ?", [id]) else { return nil }
        let currency = try row.currency("currency")
        return Product(
            id: id,
            name: row.text("name"),
            englishName: row.text("english_name"),
            category: row.text("category"),
            brand: row.text("brand"),
            aliases: try row.texts("aliases"),
            attributes: try row.attributes("attributes"),
            description: row.text("description"),
            englishDescription: row.text("english_description"),
            currency: currency,
            variants: try database.rows("SELECT * FROM variant WHERE product_id = ? ORDER BY position", [id])
                .map { try Variant(row: $0, currency: currency) }
        )
    }

    /// What the product is called weighs more than how it is made; descriptions are left out, since their words are
    /// those of every product.
    private var termWeights: [String: Int] {
        let texts =
            ([name, englishName] + aliases).map { ($0, 4) } + [(brand, 3)] + attributes.map { ($0.value, 1) }
            + variants.flatMap { $0.options.map { ($0.value, 2) } }
        var weights: [String: Int] = [:]
        for (text, weight) in texts {
            for term in SearchTerms.index(text).terms {
                weights[term] = max(weights[term] ?? 0, weight)
            }
        }
        return weights
    }
}

extension Variant {
    /// The table refuses a stock below zero.
    static func addStock(_ database: Database, _ units: Int, variantID: String) throws {
        try database.run(
            "UPDATE variant SET stock = stock + ? WHERE id = ? AND stock IS NOT NULL",
            [units, variantID]
        )
        precondition(database.changesCount == 1, "a variant whose stock is counted is in the table")
    }

    init(row: Row, currency: Currency) throws {
        id = row.text("id")
        options = try row.attributes("options")
        price = Money(minorUnits: row["price"], currency: currency)
        stock = row["stock"]
        isListed = row["is_listed"]
    }
}
