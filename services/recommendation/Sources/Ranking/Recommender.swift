import ItemRecommendation

/// Answers what a customer may like: gathers what is known, ranks it.
struct Recommender: Sendable {
    let store: BehaviourStore
    let ranking: Ranking
    private let models: ModelShelf?
    private let catalogue: CatalogueShelf
    private let intents: IntentEmbedder?
    private let popularity: TimedCache<Popularity>
    private let returns: TimedCache<ReturnStatistics>

    /// - Parameters:
    ///   - models: nil answers from counts alone.
    ///   - intents: nil does not look at what customers say.
    init(
        store: BehaviourStore,
        ranking: Ranking,
        models: ModelShelf? = nil,
        catalogue: CatalogueShelf = CatalogueShelf(),
        intents: IntentEmbedder? = nil
    ) {
        self.store = store
        self.ranking = ranking
        self.models = models
        self.catalogue = catalogue
        self.intents = intents
        let rules = ranking.rules
        popularity = TimedCache(ageMaxMilliseconds: rules.popularAgeMaxMilliseconds) { now in
            let today = Int(now / CountingRules.millisecondsOfDay)
            let days = try await store.days(since: today - rules.popularDays + 1)
            return Popularity(days: days, today: today, rules: rules)
        }
        returns = TimedCache(ageMaxMilliseconds: rules.popularAgeMaxMilliseconds) { _ in
            try await store.returnStatistics()
        }
    }

    /// Names how answers are made while nothing was trained.
    static let modelVersionOfCounts = "counts-1"

    var modelVersion: String { models?.serving?.summary.version ?? Self.modelVersionOfCounts }

    struct Request: Hashable, Sendable {
        var customerID: String
        var contextProductIDs: [String] = []
        var limit: Int
        /// Empty is every category.
        var category = ""
        var complaintIsOpen = false
        var conversationID = ""
        /// What the customer asks for just now; empty is nothing.
        var words = ""
    }

    enum Answer: Hashable, Sendable {
        case ranked([RankedProduct])
        /// There could be some, but the customer should be left alone.
        case silent(Silence)
    }

    /// `now` is in Unix milliseconds.
    func recommend(_ request: Request, now: Int64) async throws -> Answer {
        guard !request.complaintIsOpen else { return .silent(.complaintOpen) }
        let customer = try await store.state(of: request.customerID, now: now)
        if let silence = Silence(customer) { return .silent(silence) }
        return .ranked(ranking.answer(try await input(request, customer, now: now), limit: request.limit))
    }

    /// Products that go with one or may replace it, whoever asks; none for a product that nothing is known of.
    func similar(to productID: String, limit: Int, now: Int64) async throws -> [RankedProduct] {
        let request = Request(customerID: "", contextProductIDs: [productID], limit: limit)
        let input = try await input(request, .unknown, now: now)
        let known = ranking.candidates(input).parts.filter { Set($0.value.keys) != [.popular] }.keys
        return ranking.answer(input, limit: limit + known.count).filter { known.contains($0.productID) }
            .prefix(limit).map(\.self)
    }

    func explain(_ productID: String, to customerID: String, now: Int64) async throws -> Explanation {
        let request = Request(customerID: customerID, limit: 1)
        let input = try await input(request, try await store.state(of: customerID, now: now), now: now)
        return ranking.explain(productID, input)
    }

    private func input(_ request: Request, _ customer: CustomerState, now: Int64) async throws -> RankingInput {
        let seeds = ranking.seeds(context: request.contextProductIDs, history: customer.history, now: now)
        let model = models?.serving
        return RankingInput(
            now: now,
            customer: customer,
            contextProductIDs: request.contextProductIDs,
            category: request.category,
            seeds: seeds,
            related: try await store.related(to: seeds.map(\.productID), now: now),
            popularity: try await popularity.current(now: now),
            returns: try await returns.current(now: now),
            model: model,
            catalogue: catalogue.catalogue,
            newProducts: catalogue.newProducts(beside: model),
            intent: try await intent(request, now: now)
        )
    }

    /// The words of the request, or else the latest ones of its conversation.
    private func intent(_ request: Request, now: Int64) async throws -> [Float]? {
        guard let intents, !catalogue.catalogue.content.isEmpty else { return nil }
        if !request.words.isEmpty { return await intents.vector(of: request.words, now: now) }
        guard !request.conversationID.isEmpty else { return nil }
        let start = now - Int64(ranking.rules.intentMinutes) * 60_000
        let words = try await store.lastWords(
            of: request.customerID,
            conversationID: request.conversationID,
            since: start
        )
        guard let words else { return nil }
        return await intents.vector(of: words, now: now)
    }
}

/// Why a customer is left alone.
enum Silence: String, Hashable, Sendable {
    case complaintOpen = "complaint_open"
    case muted

    init?(_ customer: CustomerState) {
        if customer.isComplaintOpen {
            self = .complaintOpen
        } else if customer.isMuted {
            self = .muted
        } else {
            return nil
        }
    }
}

extension CustomerState {
    /// Somebody of whom nothing is known.
    static let unknown = CustomerState(
        history: CustomerHistory([BehaviourEvent](), limit: 1),
        isMuted: false,
        isComplaintOpen: false,
        disliked: [],
        boughtAt: [:],
        returnReasons: [:]
    )
}
