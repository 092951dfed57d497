import Foundation
import ItemRecommendation
import Logging
import MeshRuntime

@testable import Recommendation

/// A shop whose customers walk from theme to theme, large enough to train on in a second.
enum SmallShop {
    static func events() -> [BehaviourEvent] {
        var synthetic = SyntheticInteractions()
        synthetic.users = 150
        synthetic.items = 60
        synthetic.themes = 6
        let sequences = synthetic.sequences()
        return (0..<sequences.userCount).flatMap { user in
            sequences[user].enumerated().map { place, item in
                event(place % 3 == 0 ? .buy : .view, "P\(item)", by: "U\(user)", onDay: Int64(place))
            }
        }
    }

    static func settings() -> RecommenderSettings {
        var settings = RecommenderSettings()
        settings.embeddingDimension = 16
        settings.treeUsersMin = 40
        settings.treeCount = 10
        return settings
    }
}

/// Everything that answers, over a folder of its own.
struct TestBench {
    let store: BehaviourStore
    let models: ModelStore
    let training: ModelTraining
    let catalogue: CatalogueShelf
    let recommender: Recommender

    static func with(
        catalogue: Catalogue = .unknown,
        business: BusinessRules = BusinessRules(),
        intents: IntentEmbedder? = nil,
        trains: Bool = true,
        now: @escaping @Sendable () -> Date = { Date(timeIntervalSince1970: Double(start) / 1_000) },
        _ body: (TestBench) async throws -> Void
    ) async throws {
        try await withTemporaryFolder { folder in
            let store = try await openStore(in: folder)
            let logger = Logger(label: "test")
            let pool = BlockingPool(threadCount: 1)
            let shelf = ModelShelf(folder: folder.appending(path: "models").path, versionsMax: 2)
            let models = ModelStore(shelf: shelf, store: store, pool: pool, logger: logger)
            let shop = CatalogueShelf(catalogue)
            let training = ModelTraining(
                store: store,
                models: models,
                settings: SmallShop.settings(),
                now: now,
                logger: logger
            )
            let bench = TestBench(
                store: store,
                models: models,
                training: training,
                catalogue: shop,
                recommender: Recommender(
                    store: store,
                    ranking: Ranking(rules: RankingRules(), business: business),
                    models: shelf,
                    catalogue: shop,
                    intents: intents
                )
            )
            try await withThrowingTaskGroup(of: Void.self) { group in
                if trains { group.addTask { try await training.run() } }
                defer { group.cancelAll() }
                try await body(bench)
            }
            try await pool.shutdown()
            try store.close()
        }
    }

    /// Trains on what was recorded.
    func train(key: String = "") async throws -> RecommenderSummary? {
        var version: RecommenderSummary?
        for try await progress in try training.begin(key: key) { version = progress.version ?? version }
        return version
    }

    func products(
        for customer: String,
        limit: Int = 10,
        category: String = "",
        words: String = ""
    ) async throws
        -> [RankedProduct]
    {
        let request = Recommender.Request(customerID: customer, limit: limit, category: category, words: words)
        guard case .ranked(let products) = try await recommender.recommend(request, now: start + 40 * day) else {
            return []
        }
        return products
    }
}
