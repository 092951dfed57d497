import Testing

@testable import Recommendation

@Suite struct PromotionEffectTests {
    private func effect(_ told: (Int, Int), _ heldOut: (Int, Int)) -> PromotionEffect {
        PromotionEffect(
            told: PromotionEffect.Group(customers: told.1, buyers: told.0),
            heldOut: PromotionEffect.Group(customers: heldOut.1, buyers: heldOut.0)
        )
    }

    /// Cases of Newcombe's paper of 1998, table II, method 10.
    @Test(arguments: [
        ((56, 70), (48, 80), 0.0524, 0.3339), ((9, 10), (3, 10), 0.1705, 0.8090), ((10, 10), (0, 10), 0.6075, 1.0),
    ])
    func intervalIsThatOfThePaper(told: (Int, Int), heldOut: (Int, Int), lower: Double, upper: Double) {
        let interval = effect(told, heldOut).interval
        #expect(abs(interval.lowerBound - lower) < 0.0001)
        #expect(abs(interval.upperBound - upper) < 0.0001)
    }

    @Test func withoutCustomersNothingIsKnown() {
        #expect(effect((0, 0), (0, 0)).difference == 0)
        #expect(effect((0, 0), (0, 0)).interval == -1...1)
    }
}
