import Contracts
import MeshRuntime

/// Decodes a call, asks once, encodes the answer. Methods that are absent here answer UNIMPLEMENTED.
struct RecommendationService: RecommendationV1.RecommenderService {
    let store: BehaviourStore
    let recommender: Recommender
    /// Ranking goes through thousands of candidates, which must not hold up an event loop.
    let pool: BlockingPool
    /// Unix milliseconds.
    let now: @Sendable () -> Int64

    func recordEvents(
        _ request: RecommendationV1.RecordEventsRequest,
        context: CallContext
    ) async throws -> RecommendationV1.RecordEventsResponse {
        try await mappingErrors {
            let events = try request.behaviourEvents(now: now())
            let recorded = try await store.record(events)
            return RecommendationV1.RecordEventsResponse(
                recorded: UInt32(recorded.added),
                duplicates: UInt32(recorded.duplicates)
            )
        }
    }

    func recommend(
        _ request: RecommendationV1.RecommendRequest,
        context: CallContext
    ) async throws -> RecommendationV1.RecommendResponse {
        try await mappingErrors {
            let request = try Recommender.Request(request)
            let answer = try await withTaskExecutorPreference(pool) {
                try await recommender.recommend(request, now: now())
            }
            return RecommendationV1.RecommendResponse(answer)
        }
    }

    func similar(
        _ request: RecommendationV1.SimilarRequest,
        context: CallContext
    ) async throws -> RecommendationV1.SimilarResponse {
        try await mappingErrors {
            let productID = try RequestRules.productID(request.productId)
            let limit = try RequestRules.limit(request.limit)
            let products = try await withTaskExecutorPreference(pool) {
                try await recommender.similar(to: productID, limit: limit)
            }
            return RecommendationV1.SimilarResponse(recommendations: products.map(RecommendationV1.Recommendation.init))
        }
    }
}

/// Promotions and consents are in the contract and not served yet.
struct PromotionsService: RecommendationV1.PromotionsService {}
