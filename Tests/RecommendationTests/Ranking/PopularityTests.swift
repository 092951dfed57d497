import Testing

@testable import Recommendation

private typealias Count = BehaviourCounts.Count
private typealias ProductDay = BehaviourCounts.ProductDay

@Suite struct PopularityTests {
    private let rules = RankingRules(popularDays: 30, popularHalfLifeDays: 7, customersMin: 2)

    private func popularity(_ days: (String, Int, Int)...) -> Popularity {
        let counts = days.map { product, age, buyers in
            (
                ProductDay(product: product, day: 20_000 - age),
                Count(weight: 4 * buyers, customers: buyers, buyers: buyers)
            )
        }
        return Popularity(days: Dictionary(uniqueKeysWithValues: counts), today: 20_000, rules: rules)
    }

    @Test func aHalfLifeHalvesAPurchase() {
        let popularity = popularity(("old", 7, 10), ("new", 0, 10))
        #expect(popularity.share(of: "new") == 1)
        #expect(abs(popularity.share(of: "old") - 0.5) < 1e-12)
    }

    @Test func purchasesOfTheWindowAreToldUndecayed() {
        let popularity = popularity(("A", 0, 2), ("A", 29, 3), ("A", 30, 100))
        #expect(popularity.reason(for: "A") == .popular(purchases: 5, days: 30))
    }

    @Test func aProductThatTooFewBoughtIsNotPopular() {
        #expect(popularity(("A", 0, 1)).reason(for: "A") == nil)
    }

    @Test func aDayAheadOfTheClockCountsAsToday() {
        #expect(popularity(("ahead", -1, 10), ("today", 0, 10)).share(of: "ahead") == 1)
    }
}
