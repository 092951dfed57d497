import Contracts
import ItemRecommendation
import MeshRuntime

/// Decodes a call, asks once, encodes the answer.
struct RecommendationService: RecommendationV1.RecommenderService {
    let intake: EventIntake
    let recommender: Recommender
    let models: ModelStore
    let training: ModelTraining
    /// Ranking goes through hundreds of candidates, which must not hold up an event loop.
    let pool: BlockingPool
    /// Unix milliseconds.
    let now: @Sendable () -> Int64

    func recordEvents(
        _ request: RecommendationV1.RecordEventsRequest,
        context: CallContext
    ) async throws -> RecommendationV1.RecordEventsResponse {
        try await mappingErrors {
            let events = try request.behaviourEvents(now: now())
            let recorded = try await intake.record(events)
            return RecommendationV1.RecordEventsResponse(
                recorded: UInt32(recorded.added),
                duplicates: UInt32(recorded.duplicates)
            )
        }
    }

    func streamEvents(
        _ requests: RequestStream<RecommendationV1.RecordEventsRequest>,
        context: CallContext
    ) async throws -> RecommendationV1.RecordEventsResponse {
        try await mappingErrors {
            var sum = RecommendationV1.RecordEventsResponse()
            for try await request in requests {
                let recorded = try await intake.record(try request.behaviourEvents(now: now()))
                sum.recorded &+= UInt32(recorded.added)
                sum.duplicates &+= UInt32(recorded.duplicates)
            }
            return sum
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
            return RecommendationV1.RecommendResponse(answer, modelVersion: recommender.modelVersion)
        }
    }

    func similar(
        _ request: RecommendationV1.SimilarRequest,
        context: CallContext
    ) async throws -> RecommendationV1.SimilarResponse {
        try await mappingErrors {
            let productID = try RequestRules.id(request.productId, named: "product_id")
            let limit = try RequestRules.limit(request.limit)
            let products = try await withTaskExecutorPreference(pool) {
                try await recommender.similar(to: productID, limit: limit, now: now())
            }
            return RecommendationV1.SimilarResponse(recommendations: products.map(RecommendationV1.Recommendation.init))
        }
    }

    func explain(
        _ request: RecommendationV1.ExplainRequest,
        context: CallContext
    ) async throws -> RecommendationV1.ExplainResponse {
        try await mappingErrors {
            let customerID = try RequestRules.id(request.customerId, named: "customer_id")
            let productID = try RequestRules.id(request.productId, named: "product_id")
            return RecommendationV1.ExplainResponse(
                try await withTaskExecutorPreference(pool) {
                    try await recommender.explain(productID, to: customerID, now: now())
                }
            )
        }
    }

    func train(
        _ request: RecommendationV1.TrainRequest,
        responses: ResponseWriter<RecommendationV1.TrainProgress>,
        context: CallContext
    ) async throws {
        try await mappingErrors {
            for try await progress in try training.begin(key: request.idempotencyKey) {
                let version = progress.version.map {
                    RecommendationV1.ModelVersion($0, serving: models.shelf.serving?.summary.version)
                }
                try await responses.write(
                    RecommendationV1.TrainProgress(stage: progress.stage, done: progress.done, version: version)
                )
            }
        }
    }

    func listVersions(
        _ request: RecommendationV1.ListVersionsRequest,
        context: CallContext
    ) async throws -> RecommendationV1.ListVersionsResponse {
        let serving = models.shelf.serving?.summary.version
        return RecommendationV1.ListVersionsResponse(
            versions: models.shelf.versions().map { RecommendationV1.ModelVersion($0, serving: serving) }
        )
    }

    func rollback(
        _ request: RecommendationV1.RollbackRequest,
        context: CallContext
    ) async throws -> RecommendationV1.RollbackResponse {
        try await mappingErrors {
            let summary = try await models.rollBack(to: request.version)
            return RecommendationV1.RollbackResponse(
                version: summary.map { RecommendationV1.ModelVersion($0, serving: $0.version) }
            )
        }
    }
}
