import Foundation
import ItemRecommendation
import Logging
import MeshRuntime
import ServiceShell
import Storage

extension Recommendation {
    static func assemble(
        _ config: RecommendationConfig,
        _ environment: ServiceEnvironment
    ) async throws -> ServiceAssembly {
        let store = try await BehaviourStore.open(
            path: environment.homePath(config.databasePath),
            configuration: config.storage,
            counting: config.counting,
            caches: config.caches
        )
        let now: @Sendable () -> Int64 = { Int64(Date().timeIntervalSince1970 * 1000) }
        if config.hasDemoShop {
            try await importDemoEvents(into: store, now: now(), environment)
        }
        let pool = BlockingPool(threadCount: config.rankingThreads)
        let models = ModelStore(
            shelf: ModelShelf(
                folder: environment.homePath(config.models.folder),
                versionsMax: config.models.versionsMax
            ),
            store: store,
            pool: pool,
            logger: environment.logger
        )
        try await models.serveAtStart()
        let catalogue = CatalogueShelf()
        let embedder = TextEmbedder.inference(
            environment.client(of: "inference"),
            queryTimeout: config.catalogue.intentTimeout,
            passagesTimeout: config.catalogue.embeddingTimeout
        )
        let recommender = Recommender(
            store: store,
            ranking: Ranking(
                rules: config.ranking,
                counting: config.counting,
                business: try businessRules(config, environment)
            ),
            models: models.shelf,
            catalogue: catalogue,
            intents: IntentEmbedder(embedder: embedder, cacheSize: 1_000, pause: config.catalogue.retry)
        )
        let training = ModelTraining(
            store: store,
            models: models,
            settings: recommenderSettings(config),
            now: { Date() },
            logger: environment.logger
        )
        let desk = PromotionDesk(
            promotions: PromotionStore(file: store.file),
            notices: NoticeStore(file: store.file),
            customers: PromotionCustomers(store: store, catalogue: catalogue),
            quietHours: config.notices.quietHours
        )
        let logger = environment.logger
        return ServiceAssembly(
            services: [
                RecommendationService(
                    intake: EventIntake(store: store),
                    recommender: recommender,
                    models: models,
                    training: training,
                    pool: pool,
                    now: now
                ),
                PromotionsService(desk: desk, now: now),
            ],
            background: [
                training,
                CatalogueRefresh(
                    source: .orders(
                        environment.client(of: "order-tracking"),
                        timeout: config.catalogue.timeout,
                        productsMax: config.catalogue.productsMax
                    ),
                    embedder: embedder,
                    shelf: catalogue,
                    interval: config.catalogue.interval,
                    retry: config.catalogue.retry,
                    logger: logger
                ),
                EventRetention(store: store, rules: config.retention, now: now, logger: logger),
                noticeDelivery(config, environment, desk: desk, now: now),
            ],
            shutdown: {
                do {
                    try await pool.shutdown()
                    try store.close()
                } catch {
                    logger.error("not closed cleanly", metadata: ["recommendation.error": "\(error)"])
                }
            }
        )
    }

    private static func recommenderSettings(_ config: RecommendationConfig) -> RecommenderSettings {
        var settings = RecommenderSettings()
        settings.threads = config.models.trainingThreads
        return settings
    }

    private static func businessRules(
        _ config: RecommendationConfig,
        _ environment: ServiceEnvironment
    ) throws -> BusinessRules {
        try BusinessRules(yaml: String(contentsOfFile: environment.configPath(config.rulesFile), encoding: .utf8))
    }

    private static func noticeDelivery(
        _ config: RecommendationConfig,
        _ environment: ServiceEnvironment,
        desk: PromotionDesk,
        now: @escaping @Sendable () -> Int64
    ) -> NoticeDelivery {
        let notices = config.notices
        return NoticeDelivery(
            planner: NoticePlanner(
                promotions: desk.promotions,
                notices: desk.notices,
                customers: desk.customers,
                batchMax: notices.batchMax
            ),
            sink: .gateway(
                environment.client(of: "gateway"),
                keyFile: environment.homePath(notices.keyFile),
                timeout: notices.timeout
            ),
            rules: notices.rules,
            quietHours: notices.quietHours,
            interval: notices.interval,
            batchMax: notices.batchMax,
            now: now,
            logger: environment.logger
        )
    }

    private static func importDemoEvents(
        into store: BehaviourStore,
        now: Int64,
        _ environment: ServiceEnvironment
    ) async throws {
        guard try await store.isEmpty() else { return }
        let path = try environment.configPath("demo-events.jsonl")
        let events = try DemoEvents.read(contents: String(contentsOfFile: path, encoding: .utf8), now: now)
        guard try await store.recordFirst(events) else { return }
        environment.logger.info("demo events imported", metadata: ["recommendation.events": "\(events.count)"])
    }
}
