import Foundation
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
            counting: config.counting
        )
        let now: @Sendable () -> Int64 = { Int64(Date().timeIntervalSince1970 * 1000) }
        if config.hasDemoShop {
            try await importDemoEvents(into: store, now: now(), environment)
        }
        let recommender = Recommender(
            store: store,
            counting: config.counting,
            ranking: Ranking(rules: config.ranking)
        )
        let pool = BlockingPool(threadCount: config.rankingThreads)
        let logger = environment.logger
        return ServiceAssembly(
            services: [
                RecommendationService(store: store, recommender: recommender, pool: pool, now: now),
                PromotionsService(),
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
