import SQLStorage

/// Place in a customer's list of orders, newest first: the last order that was passed.
struct OrderCursor: Hashable, Sendable {
    private(set) var createdMilliseconds = Int64.max
    private(set) var id = ""

    init(_ order: Order) {
        createdMilliseconds = order.createdAt?.milliseconds ?? 0
        id = order.id
    }

    /// An empty token is the start of the list.
    init(token: String) throws {
        guard !token.isEmpty else { return }
        let parts = token.split(separator: ".", maxSplits: 1)
        guard parts.count == 2, let milliseconds = Int64(parts[0]) else {
            throw ShopError.invalid(field: "page.token", rule: "must be the next_token of the page before")
        }
        createdMilliseconds = milliseconds
        id = String(parts[1])
    }

    var token: String { "\(createdMilliseconds).\(id)" }
}

/// Walks a customer's orders newest first, reading them in batches.
struct OrderScan {
    let query: OrderQuery
    private(set) var cursor: OrderCursor
    /// The place before the order that ``next(_:)`` gave last.
    private(set) var previousCursor: OrderCursor
    private var batch: ArraySlice<String> = []
    private var isAtEnd = false
    private let productTerms: SearchTerms
    private var terms: [String: SearchTerms] = [:]

    private static let batchSize = 50

    init(query: OrderQuery, cursor: OrderCursor) {
        self.query = query
        self.cursor = cursor
        previousCursor = cursor
        productTerms = SearchTerms.query(query.productText)
    }

    mutating func next(_ database: Database) throws -> Order? {
        if batch.isEmpty, !isAtEnd {
            batch = try nextBatch(database)[...]
            isAtEnd = batch.count < Self.batchSize
        }
        guard let id = batch.popFirst(), let order = try Order.fetch(database, id: id) else { return nil }
        previousCursor = cursor
        cursor = OrderCursor(order)
        return order
    }

    /// Whether one of the order's items is what the customer calls it.
    mutating func mentions(_ database: Database, _ order: Order) throws -> Bool {
        guard !query.productText.isEmpty else { return true }
        for item in order.items {
            if try termsOf(item, database).fits(productTerms) { return true }
        }
        return false
    }

    private mutating func termsOf(_ item: OrderItem, _ database: Database) throws -> SearchTerms {
        if let known = terms[item.variantID] { return known }
        let product = try Product.fetch(database, id: item.productID)
        let names = [product?.name, product?.englishName].compactMap(\.self) + (product?.aliases ?? [])
        let found = SearchTerms.index(([item.name] + item.options.map(\.value) + names).joined(separator: " "))
        terms[item.variantID] = found
        return found
    }

    private func nextBatch(_ database: Database) throws -> [String] {
        let statuses = query.statuses.map(\.rawValue).sorted()
        var sql = """
            SELECT id FROM shop_order
            WHERE customer_id = ? AND (coalesce(created_at, 0), id) < (?, ?)
            """
        var arguments: [any SQLConvertible] = [query.customerID, cursor.createdMilliseconds, cursor.id]
        if !statuses.isEmpty {
            sql += " AND status IN (\(statuses.map { _ in "?" }.joined(separator: ", ")))"
            arguments += statuses
        }
        if let created = query.created {
            sql += " AND created_at >= ? AND created_at < ?"
            arguments += [created.lowerBound.milliseconds, created.upperBound.milliseconds]
        }
        sql += " ORDER BY coalesce(created_at, 0) DESC, id DESC LIMIT \(Self.batchSize)"
        return try database.texts(sql, SQLArguments(arguments))
    }
}
