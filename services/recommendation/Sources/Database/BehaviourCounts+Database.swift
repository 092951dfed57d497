import GRDB

extension BehaviourCounts {
    /// Adds to the stored counts; counts that become zero are removed.
    func addToStored(in database: Database) throws {
        for (product, count) in products {
            try Self.add(count, to: "product_count", key: [("product", product)], in: database)
        }
        for (pair, count) in pairs {
            try Self.add(count, to: "pair_count", key: [("product", pair.first), ("other", pair.second)], in: database)
            try Self.add(count, to: "pair_count", key: [("product", pair.second), ("other", pair.first)], in: database)
        }
        for (key, count) in days {
            try Self.add(count, to: "day_count", key: [("day", key.day), ("product", key.product)], in: database)
        }
    }

    static func removeStored(in database: Database) throws {
        for table in ["product_count", "pair_count", "day_count"] {
            try database.execute(sql: "DELETE FROM \(table)")
        }
    }

    static func stored(in database: Database) throws -> BehaviourCounts {
        var counts = BehaviourCounts()
        for row in try Row.fetchAll(database, sql: "SELECT * FROM product_count") {
            counts.products[row["product"]] = Count(row: row)
        }
        for row in try Row.fetchAll(database, sql: "SELECT * FROM pair_count WHERE product < other") {
            counts.pairs[ProductPair(row["product"], row["other"])] = Count(row: row)
        }
        counts.days = try storedDays(since: 0, in: database)
        return counts
    }

    static func storedDays(since day: Int, in database: Database) throws -> [ProductDay: Count] {
        let rows = try Row.fetchAll(
            database.cachedStatement(sql: "SELECT * FROM day_count WHERE day >= ?"),
            arguments: [day]
        )
        let counts = rows.map { (ProductDay(product: $0["product"], day: $0["day"]), Count(row: $0)) }
        return Dictionary(uniqueKeysWithValues: counts)
    }

    /// Table and column names are this file's own literals.
    private static func add(
        _ count: Count,
        to table: String,
        key: [(column: String, value: any DatabaseValueConvertible)],
        in database: Database
    ) throws {
        let columns = key.map(\.column)
        let statement = try database.cachedStatement(
            sql: """
                INSERT INTO \(table) (\(columns.joined(separator: ", ")), weight, customers, buyers)
                VALUES (\(columns.map { _ in "?" }.joined(separator: ", ")), ?, ?, ?)
                ON CONFLICT DO UPDATE SET weight = weight + excluded.weight,
                    customers = customers + excluded.customers, buyers = buyers + excluded.buyers
                """
        )
        let values = key.map(\.value)
        try statement.execute(arguments: StatementArguments(values + [count.weight, count.customers, count.buyers]))
        let condition = columns.map { "\($0) = ?" }.joined(separator: " AND ")
        guard count.customers <= 0 else { return }
        try database.cachedStatement(sql: "DELETE FROM \(table) WHERE \(condition) AND customers = 0")
            .execute(arguments: StatementArguments(values))
    }
}

extension BehaviourCounts.Count {
    init(row: Row) {
        self.init(weight: row["weight"], customers: row["customers"], buyers: row["buyers"])
    }
}
