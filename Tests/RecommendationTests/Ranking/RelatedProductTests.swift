import SeededRandom
import Testing

@testable import Recommendation

@Suite struct RelatedProductTests {
    private func related(pair: Int, customers: Int, weight: Int, otherWeight: Int) -> RelatedProduct {
        RelatedProduct(
            productID: "B",
            pair: BehaviourCounts.Count(weight: pair, customers: customers, buyers: 0),
            weight: weight,
            otherWeight: otherWeight
        )
    }

    @Test func similarityIsTheCosine() {
        let product = related(pair: 8, customers: 2, weight: 16, otherWeight: 16)
        #expect(abs(product.similarity(shrinkage: 0) - 0.5) < 1e-12)
    }

    @Test func similarityIsHalvedAtAsManyCustomersAsTheShrinkage() {
        let product = related(pair: 16, customers: 2, weight: 16, otherWeight: 16)
        #expect(abs(product.similarity(shrinkage: 2) - 0.5) < 1e-12)
    }

    @Test func aBestSellerIsNotCloserForBeingSoldMore() {
        let niche = related(pair: 8, customers: 2, weight: 8, otherWeight: 8)
        let bestSeller = related(pair: 8, customers: 2, weight: 8, otherWeight: 800)
        #expect(niche.similarity(shrinkage: 2) > 5 * bestSeller.similarity(shrinkage: 2))
    }

    /// No set of customers leads above 1: drawn at random, with the seed in the message of a failure.
    @Test(arguments: UInt64(1)...20)
    func similarityIsAtMostOne(seed: UInt64) {
        var generator = SplitMix64(seed: seed)
        var total = BehaviourCounts()
        for customer in 0..<30 {
            let events = (0..<6).map { number in
                BehaviourEvent(
                    id: "\(customer)-\(number)",
                    customerID: "C\(customer)",
                    productID: Bool.random(using: &generator) ? "A" : "B",
                    kind: [.view, .cart, .buy].randomElement(using: &generator) ?? .view,
                    at: start + Int64.random(in: 0...60, using: &generator) * day
                )
            }
            total.add(BehaviourCounts(of: CustomerHistory(events, limit: 9), rules: CountingRules()))
        }
        let product = RelatedProduct(
            productID: "B",
            pair: total.pairs[BehaviourCounts.ProductPair("A", "B")] ?? BehaviourCounts.Count(),
            weight: total.products["A"]?.weight ?? 0,
            otherWeight: total.products["B"]?.weight ?? 0
        )
        #expect((0...1).contains(product.similarity(shrinkage: 0)), "seed \(seed)")
    }
}
