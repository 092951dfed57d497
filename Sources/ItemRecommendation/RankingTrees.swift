import RegressionTrees

/// Grows the trees that put one customer's candidates in order.
///
/// The loss is the softmax over each user's candidates: the trees raise the held-out item above the others of the same
/// list and learn nothing from differences between lists.
enum RankingTrees {
    /// XGBoost's sums depend on the number of its threads, so that number does not depend on the machine; with more
    /// threads than free cores it waits far longer than it works.
    private static let threads = 1
    private static let rowFraction = 0.7
    private static let featureFraction = 0.7

    static func fit(
        _ examples: RankingExamples,
        settings: RecommenderSettings
    ) throws(ItemRecommendationError) -> TreeEnsemble {
        do {
            let rows = (0..<examples.count).map { examples.rows(of: $0) }
            var labels = [Float](repeating: 0, count: rows.last?.upperBound ?? 0)
            for (user, rows) in rows.enumerated() { labels[rows.lowerBound + examples.targets[user]] = 1 }
            let data = try TrainingData(
                features: FeatureMatrix(names: CandidateSet.featureNames, values: examples.features),
                labels: labels,
                groups: rows.map(\.count)
            )
            return try TreeTrainer(trainingSettings(settings)).train(data).ensemble
        } catch {
            throw .treeTraining(reason: "\(error)")
        }
    }

    private static func trainingSettings(_ settings: RecommenderSettings) -> TrainingSettings {
        var result = TrainingSettings(objective: .softmaxRanking())
        result.roundsMax = settings.treeCount
        result.depthMax = settings.treeDepth
        result.learningRate = Double(settings.treeLearningRate)
        result.leafWeightMin = Double(settings.treeLeafWeightMin)
        result.rowFraction = rowFraction
        result.featureFraction = featureFraction
        result.threads = threads
        result.seed = UInt32(truncatingIfNeeded: settings.seed)
        return result
    }
}
