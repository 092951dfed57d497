import ItemRecommendation
import Logging
import MeshRuntime

/// Versions on the shelf, and in the database which of them is served.
struct ModelStore: Sendable {
    let shelf: ModelShelf
    let store: BehaviourStore
    /// Reading a model takes seconds.
    let pool: BlockingPool
    let logger: Logger

    /// Serves what was served last; without that the newest version there is. A version that cannot be read is told, and
    /// counts answer alone.
    func serveAtStart() async throws {
        let chosen = try await store.servingVersion()
        guard let version = chosen ?? shelf.versions().first?.version, !version.isEmpty else { return }
        do {
            let model = try await pool.run { [shelf] in try shelf.load(version) }
            shelf.serve(model)
            logger.info("model loaded", metadata: ["recommendation.version": "\(version)"])
        } catch {
            logger.error(
                "model not loaded, counts answer alone",
                metadata: ["recommendation.version": "\(version)", "recommendation.reason": "\(error)"]
            )
        }
    }

    func summary(of version: String) -> RecommenderSummary? {
        shelf.versions().first { $0.version == version }
    }

    /// Puts a trained recommender on the shelf and serves it.
    func add(_ recommender: ItemRecommender, _ summary: RecommenderSummary) async throws {
        try await pool.run { [shelf] in try shelf.save(recommender, summary) }
        try await store.setServingVersion(summary.version)
        shelf.serve(ServingModel(summary: summary, recommender: recommender))
        try await pool.run { [shelf] in try shelf.removeOld() }
    }

    /// Serves another version; an empty one serves counts alone.
    func rollBack(to version: String) async throws -> RecommenderSummary? {
        let model = version.isEmpty ? nil : try await pool.run { [shelf] in try shelf.load(version) }
        try await store.setServingVersion(version)
        shelf.serve(model)
        return model?.summary
    }
}
