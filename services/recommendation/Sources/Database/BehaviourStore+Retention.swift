import GRDB
import Storage

extension BehaviourStore {
    /// Forgets events before an instant, of at most `customersMax` customers at a time; tells whether some are left.
    ///
    /// What a customer asked for (to be left alone) and what is not settled (a complaint) stays. Counts follow as they do
    /// when events are recorded.
    func forgetEvents(before instant: Int64, customersMax: Int) async throws -> Bool {
        let (forgotten, products) = try await file.write { [counting] database in
            try Self.forget(before: instant, customersMax: customersMax, counting: counting, in: database)
        }
        customers.drop(forgotten)
        related.drop(products)
        return forgotten.count == customersMax
    }

    private static let keptKinds = [
        BehaviourEvent.Kind.mute, .unmute, .complaintOpened, .complaintClosed,
    ].map { "\($0.rawValue)" }.joined(separator: ", ")

    private static func forget(
        before instant: Int64,
        customersMax: Int,
        counting: CountingRules,
        in database: Database
    ) throws -> (customers: [String], products: Set<String>) {
        let customers = try String.fetchAll(
            database.cachedStatement(
                sql: "SELECT DISTINCT customer FROM event WHERE at < ? AND kind NOT IN (\(keptKinds)) LIMIT ?"
            ),
            arguments: [instant, customersMax]
        )
        var difference = BehaviourCounts()
        for customer in customers {
            let before = BehaviourCounts(
                of: try history(of: customer, counting: counting, in: database),
                rules: counting
            )
            try database.cachedStatement(
                sql: "DELETE FROM event WHERE customer = ? AND at < ? AND kind NOT IN (\(keptKinds))"
            ).execute(arguments: [customer, instant])
            let after = BehaviourCounts(
                of: try history(of: customer, counting: counting, in: database),
                rules: counting
            )
            difference.add(after.difference(from: before))
        }
        try difference.addToStored(in: database)
        return (customers, difference.touchedProducts)
    }
}
