/// How trees are grown. Equal settings, data and number of threads give equal trees.
package struct TrainingSettings: Sendable, Equatable {
    package var objective: TrainingObjective
    /// The most trees to grow, 1...10,000.
    package var roundsMax = 300
    /// The share of each tree's correction that is taken, above 0 and at most 1.
    package var learningRate = 0.1
    /// The splits between root and leaf, 1...16.
    package var depthMax = 6
    /// The least sum of second derivatives in a leaf, 0...1,000,000: with regression, the number of rows.
    package var leafWeightMin = 1.0
    /// The least gain that justifies a split, 0...1,000,000.
    package var splitGainMin = 0.0
    /// The L2 penalty on leaf values, 0...1,000,000.
    package var leafPenalty = 1.0
    /// The share of rows that each tree sees, above 0 and at most 1.
    package var rowFraction = 1.0
    /// The share of features that each tree sees, above 0 and at most 1.
    package var featureFraction = 1.0
    /// The candidate thresholds of a feature, 2...4,096.
    package var binsMax = 256
    /// Stop once the validation score has not improved for so many rounds, 1...10,000; nil never stops early.
    package var patienceRounds: Int?
    /// Threads that XGBoost computes on, 1...256.
    package var threads = 2
    package var seed: UInt32 = 0

    package init(objective: TrainingObjective) {
        self.objective = objective
    }

    func validate() throws(RegressionTreesError) {
        try objective.validate()
        try Self.require("roundsMax", roundsMax, within: 1...10_000)
        try Self.require("depthMax", depthMax, within: 1...16)
        try Self.require("binsMax", binsMax, within: 2...4_096)
        try Self.require("threads", threads, within: 1...256)
        try Self.require("patienceRounds", patienceRounds ?? 1, within: 1...10_000)
        try Self.require("leafWeightMin", leafWeightMin, within: 0...1_000_000)
        try Self.require("splitGainMin", splitGainMin, within: 0...1_000_000)
        try Self.require("leafPenalty", leafPenalty, within: 0...1_000_000)
        try Self.requireShare("learningRate", learningRate)
        try Self.requireShare("rowFraction", rowFraction)
        try Self.requireShare("featureFraction", featureFraction)
    }

    /// The names and values that XGBoost knows these settings by.
    ///
    /// - Parameter baseScore: the prediction without any tree, on the label's scale.
    func libraryParameters(baseScore: Double) -> [(name: String, value: String)] {
        [
            ("verbosity", "0"), ("booster", "gbtree"), ("tree_method", "hist"),
            ("objective", objective.libraryName), ("eval_metric", objective.metric.libraryName),
            ("eta", "\(learningRate)"), ("max_depth", "\(depthMax)"), ("min_child_weight", "\(leafWeightMin)"),
            ("gamma", "\(splitGainMin)"), ("lambda", "\(leafPenalty)"), ("subsample", "\(rowFraction)"),
            ("colsample_bytree", "\(featureFraction)"), ("max_bin", "\(binsMax)"), ("nthread", "\(threads)"),
            ("base_score", "\(Float(baseScore))"),
        ]
    }

    private static func require<Value: Comparable>(
        _ name: String,
        _ value: Value,
        within range: ClosedRange<Value>
    ) throws(RegressionTreesError) {
        guard range.contains(value) else {
            throw .settingOutOfRange(name: name, value: "\(value)", range: "within \(range)")
        }
    }

    private static func requireShare(_ name: String, _ value: Double) throws(RegressionTreesError) {
        guard value > 0, value <= 1 else {
            throw .settingOutOfRange(name: name, value: "\(value)", range: "above 0 and at most 1")
        }
    }
}
