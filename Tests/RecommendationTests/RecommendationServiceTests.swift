import MeshRuntime
import Testing

@testable import Contracts
@testable import Recommendation

@Suite struct RecommendationServiceTests {
    private func withService(
        _ body: (RecommendationV1.RecommenderClient, TestBench) async throws -> Void
    ) async throws {
        try await withServices { recommender, _, bench in try await body(recommender, bench) }
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
        try await withService { service, bench in
            let events = ["C1", "C2", "C3"].flatMap { [bought("tent", by: $0), bought("lamp", by: $0)] }
            let recorded = try await service.recordEvents(.init(events: events + [events[0]]))
            #expect(recorded == RecommendationV1.RecordEventsResponse(recorded: 6, duplicates: 1))
            let request = RecommendationV1.RecommendRequest(customerId: "C9", contextProductIds: ["tent"])
            let response = try await service.recommend(request)
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
        try await withService { service, bench in
            let events = [bought("tent", by: "C1"), bought("", by: "C1")]
            let error = await #expect(throws: CallError.self) {
                try await service.recordEvents(.init(events: events))
            }
            #expect(error?.code == .invalidArgument)
            #expect(error?.message == "events[1]: product_id must have 1 to 128 bytes (has 0); nothing was recorded")
            let isEmpty = try await bench.store.isEmpty()
            #expect(isEmpty)
        }
    }

    @Test(arguments: [RecommendationV1.EventKind.unspecified, .unrecognized(77)])
    func anUnknownKindIsRefused(kind: RecommendationV1.EventKind) async throws {
        try await withService { service, bench in
            var event = bought("tent", by: "C1")
            event.kind = kind
            let error = await #expect(throws: CallError.self) {
                try await service.recordEvents(.init(events: [event]))
            }
            #expect(error?.code == .invalidArgument)
        }
    }

    @Test func tooManyEventsAreRefused() async throws {
        try await withService { service, bench in
            let events = (0...1000).map { bought("P\($0)", by: "C1") }
            let error = await #expect(throws: CallError.self) {
                try await service.recordEvents(.init(events: events))
            }
            #expect(error?.message == "events must have at most 1000 entries (has 1001)")
        }
    }

    @Test(arguments: [UInt32(51), .max])
    func aLimitBeyondFiftyIsRefused(limit: UInt32) async throws {
        try await withService { service, bench in
            let error = await #expect(throws: CallError.self) {
                try await service.recommend(.init(customerId: "C1", limit: limit))
            }
            #expect(error?.code == .invalidArgument)
        }
    }

    @Test func anOpenComplaintIsAnsweredWithTheReason() async throws {
        try await withService { service, bench in
            let response = try await service.recommend(.init(customerId: "C1", complaintOpen: true))
            #expect(response.recommendations.isEmpty)
            #expect(response.silentBecause == "complaint_open")
        }
    }

    @Test func streamedBatchesAreRecordedOnce() async throws {
        try await withService { service, _ in
            for expected in [RecommendationV1.RecordEventsResponse(recorded: 6), .init(duplicates: 6)] {
                let answer = try await service.streamEvents { requests in
                    for customer in ["C1", "C2", "C3"] {
                        try await requests.write(
                            .init(events: [bought("tent", by: customer), bought("lamp", by: customer)])
                        )
                    }
                }
                #expect(answer == expected)
            }
        }
    }

    @Test func complaintIsRememberedBeyondItsConversation() async throws {
        try await withService { service, _ in
            let events = ["C1", "C2", "C3"].flatMap { [bought("tent", by: $0), bought("lamp", by: $0)] }
            _ = try await service.recordEvents(.init(events: events))
            func silence() async throws -> String {
                try await service.recommend(.init(customerId: "C9")).silentBecause
            }
            func record(_ kind: RecommendationV1.EventKind, at: Int64) async throws {
                let event = RecommendationV1.BehaviourEvent(id: "\(at)", customerId: "C9", kind: kind, atUnixMs: at)
                _ = try await service.recordEvents(.init(events: [event]))
            }
            #expect(try await silence() == "")
            try await record(.complaintOpened, at: start - 2)
            #expect(try await silence() == "complaint_open")
            try await record(.complaintClosed, at: start - 1)
            #expect(try await silence() == "")
            try await record(.mute, at: start)
            #expect(try await silence() == "muted")
        }
    }

    @Test func trainListExplainAndRollBack() async throws {
        try await withService { service, bench in
            _ = try await bench.store.record(SmallShop.events())
            var last: RecommendationV1.TrainProgress?
            for try await progress in try await service.train(.init(idempotencyKey: "k")) {
                #expect(progress.done >= last?.done ?? 0)
                last = progress
            }
            let version = try #require(last?.version)
            #expect(version.serving && version.customers == 150 && version.hitRatioAt10 > 0.1)
            #expect(try await service.listVersions(.init()).versions == [version])
            let best = try #require(try await service.recommend(.init(customerId: "U1")).recommendations.first)
            let explained = try await service.explain(.init(customerId: "U1", productId: best.productId))
            #expect(explained.recommendation?.productId == best.productId)
            #expect(!explained.contributions.isEmpty && explained.excludedBy.isEmpty)
            #expect(try await service.similar(.init(productId: best.productId, limit: 3)).recommendations.count == 3)
            #expect(try await service.rollback(.init()).version == nil)
            #expect(try await service.recommend(.init(customerId: "U1")).modelVersion == "counts-1")
            #expect(try await service.rollback(.init(version: version.version)).version == version)
            let error = await #expect(throws: CallError.self) { try await service.rollback(.init(version: "none")) }
            #expect(error?.code == .notFound)
        }
    }
}
