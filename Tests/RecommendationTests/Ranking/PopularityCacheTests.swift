import Testing

@testable import Recommendation

@Suite struct PopularityCacheTests {
    @Test func popularityIsComputedAgainWhenItIsOld() async throws {
        try await withStore { store in
            let cache = PopularityCache(store: store, rules: RankingRules(popularAgeMaxMilliseconds: 1000))
            let before = try await cache.current(now: start)
            _ = try await store.record([event(.buy, "A", by: "C1"), event(.buy, "A", by: "C2")])
            let young = try await cache.current(now: start + 999)
            let old = try await cache.current(now: start + 1000)
            #expect(before.products.isEmpty && young.products.isEmpty)
            #expect(old.products.keys.sorted() == ["A"])
        }
    }

    @Test func aClockThatWentBackComputesAgain() async throws {
        try await withStore { store in
            let cache = PopularityCache(store: store, rules: RankingRules())
            _ = try await cache.current(now: start)
            _ = try await store.record([event(.buy, "A", by: "C1"), event(.buy, "A", by: "C2")])
            let popularity = try await cache.current(now: start - 1)
            #expect(popularity.products.count == 1)
        }
    }
}
