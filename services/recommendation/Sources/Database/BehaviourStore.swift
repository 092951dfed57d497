import GRDB
import Storage

/// Events and what they add up to, in one SQLite file.
struct BehaviourStore: Sendable {
    private let file: DatabaseFile
    private let counting: CountingRules

    /// Of a product's neighbours only those with the largest counts are ranked.
    static let relatedMax = 500

    /// Opens the file. Counts made under other rules are made anew, which takes a while with many events.
    static func open(
        path: String,
        configuration: StorageConfiguration,
        counting: CountingRules
    ) async throws -> BehaviourStore {
        let file = try DatabaseFile(path: path, schema: .recommendation, configuration: configuration)
        let store = BehaviourStore(file: file, counting: counting)
        try await store.countAnewIfNeeded()
        return store
    }

    func close() throws {
        try file.close()
    }

    struct Recorded: Hashable, Sendable {
        var added = 0
        var duplicates = 0
    }

    /// All of the events are on disk and counted when this returns, or none.
    func record(_ events: [BehaviourEvent]) async throws -> Recorded {
        try await file.write { [counting] database in
            try Self.record(events, counting: counting, in: database)
        }
    }

    func isEmpty() async throws -> Bool {
        try await file.read(Self.isEmpty)
    }

    /// Records them if there is no event yet; tells whether it did.
    func recordFirst(_ events: [BehaviourEvent]) async throws -> Bool {
        try await file.write { [counting] database in
            guard try Self.isEmpty(database) else { return false }
            _ = try Self.record(events, counting: counting, in: database)
            return true
        }
    }

    func state(of customerID: String, boughtSince start: Int64) async throws -> CustomerState {
        try await file.read { [counting] database in
            CustomerState(
                history: try Self.history(of: customerID, counting: counting, in: database),
                isMuted: try Self.isMuted(customerID, in: database),
                unwelcomeProducts: try Self.unwelcomeProducts(of: customerID, boughtSince: start, in: database)
            )
        }
    }

    /// The neighbours of each product, strongest pair first.
    func related(to productIDs: some Sequence<String>) async throws -> [String: [RelatedProduct]] {
        let productIDs = Set(productIDs)
        return try await file.read { database in
            var related: [String: [RelatedProduct]] = [:]
            for productID in productIDs {
                related[productID] = try Self.related(to: productID, in: database)
            }
            return related
        }
    }

    func days(since day: Int) async throws -> [BehaviourCounts.ProductDay: BehaviourCounts.Count] {
        try await file.read { try BehaviourCounts.storedDays(since: day, in: $0) }
    }

    /// Everything counted, for tests and checks.
    func counts() async throws -> BehaviourCounts {
        try await file.read { try BehaviourCounts.stored(in: $0) }
    }
}

extension BehaviourStore {
    /// A customer's part of the counts is a function of their events, so it is taken out as it was and put back as it
    /// is: the difference is all that is written.
    private static func record(
        _ events: [BehaviourEvent],
        counting: CountingRules,
        in database: Database
    ) throws -> Recorded {
        var recorded = Recorded()
        var difference = BehaviourCounts()
        for (customerID, events) in Dictionary(grouping: events, by: \.customerID) {
            let before = try history(of: customerID, counting: counting, in: database)
            for event in events {
                if try event.insert(into: database) { recorded.added += 1 } else { recorded.duplicates += 1 }
            }
            let after = try history(of: customerID, counting: counting, in: database)
            guard before != after else { continue }
            let old = BehaviourCounts(of: before, rules: counting)
            difference.add(BehaviourCounts(of: after, rules: counting).difference(from: old))
        }
        try difference.addToStored(in: database)
        return recorded
    }

    private static func isEmpty(_ database: Database) throws -> Bool {
        try Bool.fetchOne(database, sql: "SELECT NOT EXISTS (SELECT 1 FROM event)") ?? true
    }

    private func countAnewIfNeeded() async throws {
        try await file.write { [counting] database in
            let rules = try String.fetchOne(database, sql: "SELECT rules FROM counted_under")
            guard rules != counting.fingerprint else { return }
            try BehaviourCounts.removeStored(in: database)
            for customerID in try String.fetchAll(database, sql: "SELECT DISTINCT customer FROM event") {
                let history = try Self.history(of: customerID, counting: counting, in: database)
                try BehaviourCounts(of: history, rules: counting).addToStored(in: database)
            }
            try database.execute(sql: "DELETE FROM counted_under")
            try database.execute(sql: "INSERT INTO counted_under VALUES (?)", arguments: [counting.fingerprint])
        }
    }

    private static func history(
        of customerID: String,
        counting: CountingRules,
        in database: Database
    ) throws -> CustomerHistory {
        let limit = counting.eventsOfCustomerMax
        return CustomerHistory(try BehaviourEvent.latest(of: customerID, limit: limit, in: database), limit: limit)
    }

    private static func isMuted(_ customerID: String, in database: Database) throws -> Bool {
        let kinds = [BehaviourEvent.Kind.mute, .unmute]
        let last = try Int.fetchOne(
            database.cachedStatement(
                sql: "SELECT kind FROM event WHERE customer = ? AND kind IN (?, ?) ORDER BY at DESC, id DESC LIMIT 1"
            ),
            arguments: [customerID, kinds[0].rawValue, kinds[1].rawValue]
        )
        return last == BehaviourEvent.Kind.mute.rawValue
    }

    private static func unwelcomeProducts(
        of customerID: String,
        boughtSince start: Int64,
        in database: Database
    ) throws -> Set<String> {
        let kinds = [BehaviourEvent.Kind.dislike, .buy, .return].map(\.rawValue)
        return try Set(
            String.fetchAll(
                database.cachedStatement(
                    sql: """
                        SELECT DISTINCT product FROM event
                        WHERE customer = ? AND (kind = ? OR (kind IN (?, ?) AND at >= ?))
                        """
                ),
                arguments: [customerID, kinds[0], kinds[1], kinds[2], start]
            )
        )
    }

    private static func related(to productID: String, in database: Database) throws -> [RelatedProduct] {
        try Row.fetchAll(
            database.cachedStatement(
                sql: """
                    SELECT pair.*, own.weight AS own_weight, neighbour.weight AS neighbour_weight
                    FROM pair_count AS pair
                    JOIN product_count AS own ON own.product = pair.product
                    JOIN product_count AS neighbour ON neighbour.product = pair.other
                    WHERE pair.product = ? ORDER BY pair.weight DESC, pair.other LIMIT ?
                    """
            ),
            arguments: [productID, relatedMax]
        ).map { row in
            RelatedProduct(
                productID: row["other"],
                pair: BehaviourCounts.Count(row: row),
                weight: row["own_weight"],
                otherWeight: row["neighbour_weight"]
            )
        }
    }
}
