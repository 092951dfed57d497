import Testing

@testable import Recommendation

@Suite struct DiversityTests {
    private let scored = [("a", 10.0, "x"), ("b", 9, "x"), ("c", 8, "x"), ("d", 7, "y"), ("e", 1, "z")].map {
        Diversity.Scored(productID: $0.0, score: $0.1, category: $0.2)
    }

    private func pick(_ diversity: Diversity, limit: Int) -> [String] {
        diversity.pick(scored, limit: limit) { $0.category == $1.category ? 1 : 0 }.map(\.productID)
    }

    @Test func withoutWeightTheOrderIsThatOfTheScores() {
        #expect(pick(Diversity(weight: 0, categoryMax: 9), limit: 4) == ["a", "b", "c", "d"])
    }

    @Test func whatIsLikeAnEarlierPickComesLater() {
        #expect(pick(Diversity(weight: 0.5, categoryMax: 9), limit: 3) == ["a", "d", "b"])
    }

    @Test func categoryIsNotFilledPastItsShareWhileOthersAreLeft() {
        #expect(pick(Diversity(weight: 0, categoryMax: 1), limit: 3) == ["a", "d", "e"])
        #expect(pick(Diversity(weight: 0, categoryMax: 1), limit: 5) == ["a", "d", "e", "b", "c"])
    }
}
