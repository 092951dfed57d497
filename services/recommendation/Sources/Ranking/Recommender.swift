/// Answers what a customer may like: reads counts, ranks them.
struct Recommender: Sendable {
    let store: BehaviourStore
    let counting: CountingRules
    let ranking: Ranking
    private let popularity: PopularityCache

    init(store: BehaviourStore, counting: CountingRules, ranking: Ranking) {
        self.store = store
        self.counting = counting
        self.ranking = ranking
        popularity = PopularityCache(store: store, rules: ranking.rules)
    }

    /// Names how answers were made, for comparing them later.
    static let modelVersion = "counts-1"

    struct Request: Hashable, Sendable {
        var customerID: String
        var contextProductIDs: [String] = []
        var limit: Int
        var complaintIsOpen = false
    }

    enum Answer: Hashable, Sendable {
        case ranked([RankedProduct])
        /// There could be some, but the customer should be left alone.
        case silent(Reason)

        enum Reason: String, Sendable {
            case complaintOpen = "complaint_open"
            case muted
        }
    }

    /// `now` is in Unix milliseconds.
    func recommend(_ request: Request, now: Int64) async throws -> Answer {
        guard !request.complaintIsOpen else { return .silent(.complaintOpen) }
        let start = now - Int64(ranking.rules.boughtDays) * CountingRules.millisecondsOfDay
        let customer = try await store.state(of: request.customerID, boughtSince: start)
        guard !customer.isMuted else { return .silent(.muted) }
        let seeds = ranking.seeds(
            context: request.contextProductIDs,
            history: customer.history,
            counting: counting,
            now: now
        )
        return .ranked(
            ranking.rank(
                seeds: seeds,
                related: try await store.related(to: seeds.map(\.productID)),
                popularity: try await popularity.current(now: now),
                excluding: customer.unwelcomeProducts.union(request.contextProductIDs),
                limit: request.limit
            )
        )
    }

    /// Products that go with one; none for a product that nobody turned to.
    func similar(to productID: String, limit: Int) async throws -> [RankedProduct] {
        ranking.rank(
            seeds: [Ranking.Seed(productID: productID, weight: 1)],
            related: try await store.related(to: [productID]),
            popularity: nil,
            excluding: [productID],
            limit: limit
        )
    }
}
