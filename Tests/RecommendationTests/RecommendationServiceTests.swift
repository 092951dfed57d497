import MeshRuntime
import Testing

@testable import Contracts
@testable import Recommendation

@Suite struct RecommendationServiceTests {
    private let context = CallContext(method: "xiaoer.recommendation.v1.Recommender/Any")

    private func withService(_ body: (RecommendationService) async throws -> Void) async throws {
        try await withStore { store in
            let recommender = Recommender(
                store: store,
                counting: CountingRules(),
                ranking: Ranking(rules: RankingRules())
            )
            let pool = BlockingPool(threadCount: 1)
            try await body(RecommendationService(store: store, recommender: recommender, pool: pool, now: { start }))
            try await pool.shutdown()
        }
    }

    private func bought(_ product: String, by customer: String) -> RecommendationV1.BehaviourEvent {
        RecommendationV1.BehaviourEvent(
            id: "\(customer)-\(product)",
            customerId: customer,
            productId: product,
            kind: .buy,
            atUnixMs: start,
            quantity: 1
        )
    }

    @Test func recordedPurchasesAreRecommendedWithTheirEvidence() async throws {
        try await withService { service in
            let events = ["C1", "C2", "C3"].flatMap { [bought("tent", by: $0), bought("lamp", by: $0)] }
            let recorded = try await service.recordEvents(.init(events: events + [events[0]]), context: context)
            #expect(recorded == RecommendationV1.RecordEventsResponse(recorded: 6, duplicates: 1))
            let request = RecommendationV1.RecommendRequest(customerId: "C9", contextProductIds: ["tent"])
            let response = try await service.recommend(request, context: context)
            #expect(response.recommendations.map(\.productId) == ["lamp"])
            #expect(
                response.recommendations.first?.reasons == [
                    RecommendationV1.Reason(kind: .boughtTogether, productId: "tent", count: 3),
                    RecommendationV1.Reason(kind: .popular, count: 3, days: 30),
                ]
            )
            #expect(response.modelVersion == "counts-1")
        }
    }

    @Test func oneWrongEventRefusesThemAllAndIsNamed() async throws {
        try await withService { service in
            let events = [bought("tent", by: "C1"), bought("", by: "C1")]
            let error = await #expect(throws: CallError.self) {
                try await service.recordEvents(.init(events: events), context: context)
            }
            #expect(error?.code == .invalidArgument)
            #expect(error?.message == "events[1]: product_id must have 1 to 128 bytes (has 0); nothing was recorded")
            let isEmpty = try await service.store.isEmpty()
            #expect(isEmpty)
        }
    }

    @Test(arguments: [RecommendationV1.EventKind.unspecified, .unrecognized(77)])
    func anUnknownKindIsRefused(kind: RecommendationV1.EventKind) async throws {
        try await withService { service in
            var event = bought("tent", by: "C1")
            event.kind = kind
            let error = await #expect(throws: CallError.self) {
                try await service.recordEvents(.init(events: [event]), context: context)
            }
            #expect(error?.code == .invalidArgument)
        }
    }

    @Test func tooManyEventsAreRefused() async throws {
        try await withService { service in
            let events = (0...1000).map { bought("P\($0)", by: "C1") }
            let error = await #expect(throws: CallError.self) {
                try await service.recordEvents(.init(events: events), context: context)
            }
            #expect(error?.message == "events must have at most 1000 entries (has 1001)")
        }
    }

    @Test(arguments: [UInt32(51), .max])
    func aLimitBeyondFiftyIsRefused(limit: UInt32) async throws {
        try await withService { service in
            let error = await #expect(throws: CallError.self) {
                try await service.recommend(.init(customerId: "C1", limit: limit), context: context)
            }
            #expect(error?.code == .invalidArgument)
        }
    }

    @Test func aCategoryIsNotServedYet() async throws {
        try await withService { service in
            let error = await #expect(throws: CallError.self) {
                try await service.recommend(.init(customerId: "C1", category: "shoes"), context: context)
            }
            #expect(error?.code == .unimplemented)
        }
    }

    @Test func anOpenComplaintIsAnsweredWithTheReason() async throws {
        try await withService { service in
            let response = try await service.recommend(.init(customerId: "C1", complaintOpen: true), context: context)
            #expect(response.recommendations.isEmpty)
            #expect(response.silentBecause == "complaint_open")
        }
    }

    @Test func promotionsAreNotServedYet() async {
        let error = await #expect(throws: CallError.self) {
            try await PromotionsService().listPromotions(.init(), context: context)
        }
        #expect(error?.code == .unimplemented)
    }
}
