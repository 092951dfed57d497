import MeshRuntime
import MeshTestKit

@testable import Contracts
@testable import Recommendation

/// Both services as callers see them: through the mesh, without sockets. Their clock stands at `start`.
func withServices(
    _ body: (RecommendationV1.RecommenderClient, RecommendationV1.PromotionsClient, TestBench) async throws -> Void
) async throws {
    try await TestBench.with { bench in
        let pool = BlockingPool(threadCount: 1)
        let mesh = InMemoryMesh(services: [
            RecommendationService(
                intake: EventIntake(store: bench.store),
                recommender: bench.recommender,
                models: bench.models,
                training: bench.training,
                pool: pool,
                now: { start }
            ),
            PromotionsService(
                desk: PromotionDesk(
                    promotions: PromotionStore(file: bench.store.file),
                    notices: NoticeStore(file: bench.store.file),
                    customers: PromotionCustomers(store: bench.store, catalogue: bench.catalogue),
                    quietHours: QuietHours(from: 1_320, until: 480)
                ),
                now: { start }
            ),
        ])
        let client = mesh.makeClient()
        let result: Result<Void, any Error>
        do {
            result = .success(
                try await body(
                    RecommendationV1.RecommenderClient(client),
                    RecommendationV1.PromotionsClient(client),
                    bench
                )
            )
        } catch {
            result = .failure(error)
        }
        await client.close()
        await mesh.stop()
        try await pool.shutdown()
        try result.get()
    }
}
