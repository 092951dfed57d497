import RegressionTrees

/// What one feature did for an item's score.
package struct FeatureContribution: Sendable, Hashable {
    package let feature: String
    package let value: Float
    /// How far it moved the score from that of a candidate of which nothing is known.
    package let contribution: Float
}

extension ItemRecommender {
    /// The features of an item among the candidates of a history, those that moved its score most first; empty where it
    /// is no candidate. By Shapley values where trees rank, else by the terms of the weighted sum.
    package func contributions(
        to item: UInt32,
        for history: some BidirectionalCollection<UInt32>,
        scores: inout SignalScores
    ) -> [FeatureContribution] {
        let known = Set(history)
        let candidates = candidates(for: history, scores: &scores) { !known.contains($0) }
        guard let place = candidates.items.firstIndex(of: item) else { return [] }
        let width = CandidateSet.featureCount
        let row = Array(candidates.features[place * width..<(place + 1) * width])
        let contributions = trees.map { $0.contributions(row).values } ?? blend.contributions(row)
        return zip(CandidateSet.featureNames, zip(row, contributions))
            .map { FeatureContribution(feature: $0, value: $1.0, contribution: $1.1) }
            .filter { $0.contribution != 0 }
            .sorted { abs($0.contribution) > abs($1.contribution) }
    }
}

extension BlendRanker {
    /// The terms of one row's score, by feature.
    fileprivate func contributions(_ row: [Float]) -> [Float] {
        var result = [Float](repeating: 0, count: CandidateSet.featureCount)
        for score in weights.indices {
            let feature = CandidateSet.scoreCount + score
            result[feature] = weights[score] * Self.input(row[feature])
        }
        return result
    }
}
