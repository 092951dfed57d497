import SQLStorage

/// What the shop sells, at what price, and how much of it is left.
struct Catalogue: Sendable {
    let file: any DatabaseStore
    let pageLimits: PageLimits

    struct Query: Hashable, Sendable {
        /// Name, alias or attribute words; empty lists the catalogue.
        var text = ""
        /// Empty means every category.
        var category = ""
        var inStockOnly = false
        /// 0 asks for the default size.
        var pageSize = 0
        var pageToken = ""
    }

    /// Best first; in order of id where no text was given.
    func search(_ query: Query) async throws -> Page<Product> {
        let size = try pageLimits.size(for: query.pageSize)
        let offset = try Self.offset(of: query.pageToken)
        return try await file.read { database in
            let ids = try Self.matchingIDs(database, query, limit: size + 1, offset: offset)
            let products = try ids.prefix(size).compactMap { try Product.fetch(database, id: $0) }
            return Page(elements: products, nextToken: ids.count > size ? String(offset + size) : nil)
        }
    }

    func product(id: String) async throws -> Product {
        try await file.read { database in
            guard let product = try Product.fetch(database, id: id) else { throw ShopError.productNotFound(id) }
            return product
        }
    }

    /// Deepest page that a search serves; nobody reads on from there, and each page costs all before it.
    private static let offsetMax = 10_000

    private static func offset(of token: String) throws -> Int {
        guard !token.isEmpty else { return 0 }
        guard let offset = Int(token), (0...offsetMax).contains(offset) else {
            throw ShopError.invalid(field: "page.token", rule: "must be the next_token of the page before")
        }
        return offset
    }

    private static func matchingIDs(_ database: Database, _ query: Query, limit: Int, offset: Int) throws -> [String] {
        let terms = SearchTerms.query(query.text).terms.sorted()
        // A text of signs alone asks for something, and nothing fits it.
        guard query.text.isEmpty || !terms.isEmpty else { return [] }
        var arguments: [any SQLConvertible] = []
        var sql = "SELECT product.id AS id FROM product"
        if !terms.isEmpty {
            let marks = terms.map { _ in "?" }.joined(separator: ", ")
            sql += """
                 JOIN (SELECT product_id, count(*) AS hits, sum(weight) AS score
                       FROM product_term WHERE term IN (\(marks)) GROUP BY product_id) AS found
                 ON found.product_id = product.id AND found.hits * 2 >= ?
                """
            arguments += terms
            arguments.append(terms.count)
        }
        sql += " WHERE (? = '' OR product.category = ?)"
        arguments += [query.category, query.category]
        if query.inStockOnly {
            sql += """
                 AND EXISTS (SELECT 1 FROM variant WHERE variant.product_id = product.id
                             AND variant.is_listed = 1 AND coalesce(variant.stock, 1) > 0)
                """
        }
        sql +=
            " ORDER BY " + (terms.isEmpty ? "" : "found.hits DESC, found.score DESC, ") + "product.id LIMIT ? OFFSET ?"
        arguments += [limit, offset]
        return try database.texts(sql, SQLArguments(arguments))
    }
}
