import Testing

@testable import Recommendation

@Suite struct RecommenderTests {
    private let now = start + 10 * day

    private func recommender(_ store: BehaviourStore) -> Recommender {
        Recommender(store: store, ranking: Ranking(rules: RankingRules()))
    }

    /// Three customers bought a tent and a lamp, two of them looked at a stove.
    private func campers() -> [BehaviourEvent] {
        (1...3).flatMap { [event(.buy, "tent", by: "C\($0)"), event(.buy, "lamp", by: "C\($0)")] }
            + (1...2).map { event(.view, "stove", by: "C\($0)") }
    }

    @Test func whatWasBoughtWithTheContextIsRecommendedWithItsCount() async throws {
        try await withStore { store in
            _ = try await store.record(campers())
            let request = Recommender.Request(customerID: "new", contextProductIDs: ["tent"], limit: 5)
            let answer = try await recommender(store).recommend(request, now: now)
            guard case .ranked(let products) = answer else {
                Issue.record("answered \(answer)")
                return
            }
            #expect(products.map(\.productID) == ["lamp", "stove"])
            let reasons: [RankedProduct.Reason] = [
                .boughtTogether(with: "tent", customers: 3), .popular(purchases: 3, days: 30),
            ]
            #expect(products.first?.reasons == reasons)
            #expect(products.last?.reasons == [.viewedTogether(with: "tent", customers: 2)])
        }
    }

    @Test func aStrangerGetsWhatIsPopular() async throws {
        try await withStore { store in
            _ = try await store.record(campers())
            let answer = try await recommender(store).recommend(
                Recommender.Request(customerID: "new", limit: 1),
                now: now
            )
            guard case .ranked(let products) = answer else {
                Issue.record("answered \(answer)")
                return
            }
            #expect(products.map(\.reasons) == [[.popular(purchases: 3, days: 30)]])
        }
    }

    @Test func whatTheCustomerJustBoughtIsNeverRecommended() async throws {
        try await withStore { store in
            _ = try await store.record(campers())
            let answer = try await recommender(store).recommend(
                Recommender.Request(customerID: "C3", limit: 50),
                now: now
            )
            guard case .ranked(let products) = answer else {
                Issue.record("answered \(answer)")
                return
            }
            #expect(products.map(\.productID) == ["stove"])
        }
    }

    @Test func anAngryOrMutedCustomerIsLeftAlone() async throws {
        try await withStore { store in
            _ = try await store.record(campers() + [event(.mute, by: "C9")])
            let complaint = Recommender.Request(customerID: "C1", limit: 5, complaintIsOpen: true)
            #expect(try await recommender(store).recommend(complaint, now: now) == .silent(.complaintOpen))
            let muted = Recommender.Request(customerID: "C9", limit: 5)
            #expect(try await recommender(store).recommend(muted, now: now) == .silent(.muted))
        }
    }

    @Test func anEmptyShopHasNothingToRecommend() async throws {
        try await withStore { store in
            let request = Recommender.Request(customerID: "C1", contextProductIDs: ["tent"], limit: 5)
            let answer = try await recommender(store).recommend(request, now: now)
            let similar = try await recommender(store).similar(to: "tent", limit: 5, now: now)
            #expect(answer == .ranked([]))
            #expect(similar.isEmpty)
        }
    }

    @Test func similarProductsAreThoseTurnedToTogether() async throws {
        try await withStore { store in
            _ = try await store.record(campers())
            let similar = try await recommender(store).similar(to: "lamp", limit: 5, now: now)
            #expect(similar.map(\.productID) == ["tent", "stove"])
        }
    }
}
