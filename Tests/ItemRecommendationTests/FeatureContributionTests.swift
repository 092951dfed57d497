import Testing

@testable import ItemRecommendation

@Suite struct FeatureContributionTests {
    private func contributions(treeUsersMin: Int) throws -> (ItemRecommender, [FeatureContribution]) {
        var settings = Small.settings()
        settings.treeUsersMin = treeUsersMin
        let recommender = try ItemRecommender(fitting: Small.shop(), settings: settings)
        var scores = SignalScores(itemCount: recommender.models.itemCount)
        let history: [UInt32] = [6, 12]
        let item = recommender.recommend(for: history, limit: 1, scores: &scores)[0].item
        return (recommender, recommender.contributions(to: item, for: history, scores: &scores))
    }

    @Test(arguments: [100, 100_000])
    func bestItemIsExplainedByItsFeaturesTheStrongestFirst(treeUsersMin: Int) throws {
        let contributions = try contributions(treeUsersMin: treeUsersMin).1
        #expect(!contributions.isEmpty)
        let sizes = contributions.map { abs($0.contribution) }
        #expect(sizes == sizes.sorted(by: >))
        #expect(Set(contributions.map(\.feature)).isSubset(of: CandidateSet.featureNames))
    }

    @Test func itemOfTheHistoryHasNone() throws {
        let recommender = try contributions(treeUsersMin: 100_000).0
        var scores = SignalScores(itemCount: recommender.models.itemCount)
        #expect(recommender.contributions(to: 6, for: [6, 12], scores: &scores).isEmpty)
    }
}
