import Testing

@testable import Recommendation

@Suite struct RankingTests {
    private let ranking = Ranking(rules: RankingRules())

    private func related(_ product: String, weight: Int, customers: Int = 5, buyers: Int = 0) -> RelatedProduct {
        RelatedProduct(
            productID: product,
            pair: BehaviourCounts.Count(weight: weight, customers: customers, buyers: buyers),
            weight: 40,
            otherWeight: 40
        )
    }

    private func rank(
        _ related: [RelatedProduct],
        popularity: Popularity? = nil,
        excluding: Set<String> = [],
        limit: Int = 10
    ) -> [RankedProduct] {
        ranking.rank(
            seeds: [Ranking.Seed(productID: "seed", weight: 1)],
            related: ["seed": related],
            popularity: popularity,
            excluding: excluding,
            limit: limit
        )
    }

    @Test func theMostRelatedComesFirst() {
        let ranked = rank([related("weak", weight: 5), related("strong", weight: 20)])
        #expect(ranked.map(\.productID) == ["strong", "weak"])
    }

    @Test func equalScoresComeInOrderOfTheirIDs() {
        let ranked = rank([related("C", weight: 5), related("A", weight: 5), related("B", weight: 5)], limit: 2)
        #expect(ranked.map(\.productID) == ["A", "B"])
    }

    @Test func excludedProductsAreNeverRanked() {
        #expect(rank([related("A", weight: 5), related("B", weight: 5)], excluding: ["A"]).map(\.productID) == ["B"])
    }

    @Test func whatOneCustomerDidIsNoEvidence() {
        #expect(rank([related("A", weight: 5, customers: 1)]).isEmpty)
    }

    @Test func boughtTogetherIsSaidWhenEnoughBoughtBoth() {
        let ranked = rank([related("A", weight: 20, buyers: 3), related("B", weight: 10, buyers: 1)])
        #expect(ranked[0].reasons == [.boughtTogether(with: "seed", customers: 3)])
        #expect(ranked[1].reasons == [.viewedTogether(with: "seed", customers: 5)])
    }

    @Test func popularProductsFollowRelatedOnes() {
        let sold = BehaviourCounts.Count(weight: 40, customers: 10, buyers: 10)
        let popularity = Popularity(
            days: [BehaviourCounts.ProductDay(product: "best-seller", day: 20_000): sold],
            today: 20_000,
            rules: ranking.rules
        )
        let ranked = rank([related("A", weight: 20)], popularity: popularity)
        #expect(ranked.map(\.productID) == ["A", "best-seller"])
        #expect(ranked[1].reasons == [.popular(purchases: 10, days: 30)])
    }

    @Test func withoutContextTheLatestProductsAreTheSeeds() {
        let history = history(event(.buy, "old"), event(.view, "new", onDay: 30), event(.search, "", onDay: 31))
        let seeds = ranking.seeds(context: [], history: history, now: start + 30 * day)
        #expect(seeds == [Ranking.Seed(productID: "new", weight: 1), Ranking.Seed(productID: "old", weight: 2)])
    }

    @Test func contextReplacesTheHistory() {
        let seeds = ranking.seeds(
            context: ["X"],
            history: history(event(.buy, "A")),
            now: start
        )
        #expect(seeds == [Ranking.Seed(productID: "X", weight: 1)])
    }
}
