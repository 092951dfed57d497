import Foundation
import Testing

@testable import ItemRecommendation

@Suite struct ItemRecommenderTests {
    private static let fitted = Result { try ItemRecommender(fitting: Small.shop(), settings: Small.settings()) }

    private func recommend(
        _ recommender: ItemRecommender,
        _ history: [UInt32],
        limit: Int = 10,
        isAllowed: (UInt32) -> Bool = { _ in true }
    ) -> [UInt32] {
        var scores = SignalScores(itemCount: recommender.models.itemCount)
        return recommender.recommend(for: history, limit: limit, scores: &scores, isAllowed: isAllowed).map(\.item)
    }

    @Test func fittingTwiceGivesTheSame() throws {
        #expect(try ItemRecommender(fitting: Small.shop(), settings: Small.settings()) == Self.fitted.get())
    }

    @Test func treesAreFittedWhereThereIsEnoughToLearn() throws {
        #expect(try Self.fitted.get().rankerChoice.treesGain != nil)
        var settings = Small.settings()
        settings.treeUsersMin = 1_000
        let few = try ItemRecommender(fitting: Small.shop(), settings: settings)
        #expect(few.trees == nil)
        #expect(!recommend(few, [3]).isEmpty)
    }

    @Test func answerHoldsNothingOfTheHistoryAndNothingTwice() throws {
        let items = recommend(try Self.fitted.get(), [3, 9, 15], limit: 120)
        #expect(items.count == 117)
        #expect(Set(items).count == 117)
        #expect(Set(items).isDisjoint(with: [3, 9, 15]))
    }

    @Test func newEventChangesTheAnswerWithoutTraining() throws {
        let recommender = try Self.fitted.get()
        // Items of the same theme are six apart.
        let before = recommend(recommender, [6, 12])
        let after = recommend(recommender, [6, 12, 7])
        #expect(before != after)
        #expect(after.count { $0 % 6 == 1 } > before.count { $0 % 6 == 1 })
    }

    @Test func newCustomerGetsWhatIsPopular() throws {
        let recommender = try Self.fitted.get()
        let items = recommend(recommender, [], limit: 3)
        let frequencies = recommender.models.frequencies
        #expect(items.map { frequencies[Int($0)] } == Array(frequencies.sorted(by: >).prefix(3)))
    }

    @Test func whatIsNotAllowedIsLeftOut() throws {
        let items = recommend(try Self.fitted.get(), [3, 9], limit: 200) { $0 % 2 == 0 }
        #expect(items.allSatisfy { $0 % 2 == 0 })
        #expect(items.count == 60)
    }

    @Test func answerDoesNotDependOnEarlierOnes() throws {
        let recommender = try Self.fitted.get()
        var scores = SignalScores(itemCount: recommender.models.itemCount)
        _ = recommender.recommend(for: [UInt32](0..<40), limit: 10, scores: &scores)
        let used = recommender.recommend(for: [UInt32]([5, 8]), limit: 10, scores: &scores)
        #expect(used.map(\.item) == recommend(recommender, [5, 8]))
    }

    @Test func evidenceSharesAddUpToOne() throws {
        let recommender = try Self.fitted.get()
        let history: [UInt32] = [6, 12, 18]
        let item = recommend(recommender, history)[0]
        let evidence = recommender.explain(item, history: history)
        #expect(!evidence.isEmpty)
        #expect(abs(evidence.reduce(0) { $0 + $1.share } - 1) < 1e-5)
        #expect(evidence.map(\.share) == evidence.map(\.share).sorted(by: >))
        #expect(evidence.allSatisfy { history.contains($0.historyItem) })
    }

    @Test func itemIsFoundByItsName() throws {
        let recommender = try Self.fitted.get()
        #expect(recommender.number(of: "7") == 7)
        #expect(recommender.number(of: "a new one") == nil)
    }

    @Test func evaluationBeatsPopularityAndRepeats() throws {
        let report = try RecommendationEvaluation.run(Small.shop(), settings: Small.settings())
        let gains = Dictionary(
            uniqueKeysWithValues: report.models.map { ($0.name, $0.metrics.normalisedGain["10"] ?? 0) }
        )
        #expect(report.evaluatedUsers == 500)
        #expect(gains["recommender", default: 0] > gains["popularity", default: 1])
        let again = try RecommendationEvaluation.run(Small.shop(), settings: Small.settings())
        #expect(again.models == report.models)
    }

    @Test func evaluationWithoutAnythingToHoldOutIsRefused() {
        #expect(throws: ItemRecommendationError.noEvaluableUsers(itemsMin: 2)) {
            try RecommendationEvaluation.run(
                InteractionSequences(itemCount: 1, users: [[0]]),
                settings: Small.settings()
            )
        }
    }
}
