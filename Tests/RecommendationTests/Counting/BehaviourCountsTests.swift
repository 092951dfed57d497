import Testing

@testable import Recommendation

private typealias Count = BehaviourCounts.Count
private typealias ProductPair = BehaviourCounts.ProductPair
private typealias ProductDay = BehaviourCounts.ProductDay

@Suite struct BehaviourCountsTests {
    /// A customer's strongest event counts, and only once.
    @Test func oneCustomerCountsOnceForAProduct() {
        let counts = counts(event(.view, "A"), event(.view, "A", onDay: 1), event(.buy, "A", onDay: 2))
        #expect(counts.products == ["A": Count(weight: 4, customers: 1, buyers: 1)])
        #expect(counts.pairs.isEmpty)
    }

    @Test func eachDayCountsItsOwnStrongestEvent() {
        let counts = counts(event(.view, "A"), event(.cart, "A"), event(.buy, "A", onDay: 1))
        #expect(
            counts.days == [
                ProductDay(product: "A", day: 20_000): Count(weight: 2, customers: 1, buyers: 0),
                ProductDay(product: "A", day: 20_001): Count(weight: 4, customers: 1, buyers: 1),
            ]
        )
    }

    /// A pair is as strong as the weaker of its two events, at their best.
    @Test(arguments: [
        ([event(.view, "A"), event(.view, "B")], Count(weight: 1, customers: 1, buyers: 0)),
        ([event(.buy, "A"), event(.view, "B")], Count(weight: 1, customers: 1, buyers: 0)),
        ([event(.buy, "A"), event(.cart, "B")], Count(weight: 2, customers: 1, buyers: 0)),
        ([event(.buy, "A"), event(.buy, "B")], Count(weight: 4, customers: 1, buyers: 1)),
        ([event(.buy, "A"), event(.buy, "B"), event(.view, "B")], Count(weight: 4, customers: 1, buyers: 1)),
    ])
    func aPairIsAsStrongAsItsWeakerSide(events: [BehaviourEvent], expected: BehaviourCounts.Count) {
        let counts = BehaviourCounts(of: CustomerHistory(events, limit: 9), rules: CountingRules())
        #expect(counts.pairs == [ProductPair("B", "A"): expected])
    }

    @Test func eventsFurtherApartThanTheWindowAreNoPair() {
        let rules = CountingRules(windowDays: 7)
        #expect(counts(event(.buy, "A"), event(.buy, "B", onDay: 7), rules: rules).pairs.count == 1)
        #expect(counts(event(.buy, "A"), event(.buy, "B", onDay: 8), rules: rules).pairs.isEmpty)
    }

    @Test func aReturnedPurchaseCountsAsALook() {
        let counts = counts(event(.buy, "A"), event(.buy, "B"), event(.return, "A", onDay: 1))
        #expect(counts.products["A"] == Count(weight: 1, customers: 1, buyers: 0))
        #expect(counts.pairs[ProductPair("A", "B")] == Count(weight: 1, customers: 1, buyers: 0))
    }

    @Test func wordsAndRatingsCountNothing() {
        let kinds: [BehaviourEvent.Kind] = [.rate, .dislike, .search, .say, .mute, .unmute]
        let events = kinds.map { event($0, "A") } + [event(.view, "B")]
        let counts = BehaviourCounts(of: CustomerHistory(events, limit: 9), rules: CountingRules())
        #expect(counts.products.keys.sorted() == ["B"])
    }

    @Test func theDifferenceLeadsFromOldToNew() {
        var old = counts(event(.buy, "A"), event(.buy, "B"), event(.view, "C"))
        let new = counts(event(.buy, "A"), event(.buy, "B"), event(.return, "A", onDay: 1), event(.buy, "D"))
        old.add(new.difference(from: old))
        #expect(old.difference(from: new) == BehaviourCounts())
        #expect(new.difference(from: new) == BehaviourCounts())
    }
}
