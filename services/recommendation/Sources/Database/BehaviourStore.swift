import GRDB
import Storage

/// Events and what they add up to, in one SQLite file; what is asked for often is kept in memory until it changes.
struct BehaviourStore: Sendable {
    let file: DatabaseFile
    let counting: CountingRules
    let customers: FreshCache<String, CustomerState>
    let related: FreshCache<String, [RelatedProduct]>

    /// Of a product's neighbours only those with the largest counts are ranked.
    static let relatedMax = 200

    /// How much is kept in memory.
    struct CacheLimits: Hashable, Sendable {
        var customersMax = 10_000
        var productsMax = 10_000
        /// A product's neighbours also depend on how popular those are by themselves, which changes without notice here.
        var ageMaxMilliseconds: Int64 = 60_000
    }

    /// Opens the file. Counts made under other rules are made anew, which takes a while with many events.
    static func open(
        path: String,
        configuration: StorageConfiguration,
        counting: CountingRules,
        caches: CacheLimits = CacheLimits()
    ) async throws -> BehaviourStore {
        let file = try DatabaseFile(path: path, schema: .recommendation, configuration: configuration)
        let store = BehaviourStore(
            file: file,
            counting: counting,
            customers: FreshCache(entriesMax: caches.customersMax, ageMaxMilliseconds: caches.ageMaxMilliseconds),
            related: FreshCache(entriesMax: caches.productsMax, ageMaxMilliseconds: caches.ageMaxMilliseconds)
        )
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
    ///
    /// - Parameter derived: recorded in the same transaction and not counted in the answer.
    func record(_ events: [BehaviourEvent], alongside derived: [BehaviourEvent] = []) async throws -> Recorded {
        let (recorded, products) = try await file.write { [counting] database in
            let (recorded, products) = try Self.record(events, counting: counting, in: database)
            let (_, others) = try Self.record(derived, counting: counting, in: database)
            for event in events + derived where event.kind == .unsubscribe {
                try Consent.withdrawAll(of: event.customerID, at: event.at, in: database)
            }
            return (recorded, products.union(others))
        }
        customers.drop(Set((events + derived).map(\.customerID)))
        related.drop(products)
        return recorded
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

    /// The neighbours of each product, strongest pair first. `now` is in Unix milliseconds.
    func related(to productIDs: some Sequence<String>, now: Int64) async throws -> [String: [RelatedProduct]] {
        var found: [String: [RelatedProduct]] = [:]
        var missing: [(product: String, ticket: FreshCache<String, [RelatedProduct]>.Ticket)] = []
        for product in Set(productIDs) {
            let (known, ticket) = related.look(product, now: now)
            if let known { found[product] = known } else { missing.append((product, ticket)) }
        }
        guard !missing.isEmpty else { return found }
        let read = try await file.read { [missing] database in
            try missing.map { try Self.related(to: $0.product, in: database) }
        }
        for (entry, neighbours) in zip(missing, read) {
            related.keep(neighbours, for: entry.product, entry.ticket, now: now)
            found[entry.product] = neighbours
        }
        return found
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
    ) throws -> (Recorded, products: Set<String>) {
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
        return (recorded, difference.touchedProducts)
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

    static func history(
        of customerID: String,
        counting: CountingRules,
        in database: Database
    ) throws -> CustomerHistory {
        let limit = counting.eventsOfCustomerMax
        return CustomerHistory(try BehaviourEvent.latest(of: customerID, limit: limit, in: database), limit: limit)
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
