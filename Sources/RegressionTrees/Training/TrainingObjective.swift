/// What the trees learn to predict.
package enum TrainingObjective: Sendable, Equatable {
    /// The mean of the label.
    case squaredError
    /// The quantile of the label at `level`, within 0.01...0.99; see `QuantileBoosting`.
    case quantile(level: Double)
    /// The probability that a label, within 0...1, is 1.
    case logistic
    /// An order within each group, by pairs (RankNet); validated by NDCG of the first `cutoff` rows.
    case pairwiseRanking(cutoff: Int = 10)
    /// An order within each group, by pairs weighed with their change of NDCG (LambdaMART).
    case listwiseRanking(cutoff: Int = 10)
    /// An order within each group, by the softmax of its rows; see `SoftmaxBoosting`.
    case softmaxRanking(cutoff: Int = 10)

    /// The median of the label. XGBoost 1.7 has an objective of this name, but it takes every correction whole, whatever
    /// the learning rate.
    package static let absoluteError = quantile(level: 0.5)

    package var isRanking: Bool {
        switch self {
        case .pairwiseRanking, .listwiseRanking, .softmaxRanking: true
        case .squaredError, .quantile, .logistic: false
        }
    }

    /// How a validation set is scored after each round.
    package var metric: ValidationMetric {
        switch self {
        case .squaredError: .rootMeanSquaredError
        case .quantile: .pinballLoss
        case .logistic: .logarithmicLoss
        case .pairwiseRanking(let cutoff), .listwiseRanking(let cutoff), .softmaxRanking(let cutoff):
            .normalizedGain(cutoff: cutoff)
        }
    }

    var allowedLabels: LabelRange? {
        switch self {
        case .squaredError, .quantile: nil
        case .logistic: LabelRange(bounds: 0...1, areWhole: false)
        // The gain of a label is 2^label - 1, held by XGBoost in 32 bits.
        case .pairwiseRanking, .listwiseRanking, .softmaxRanking: LabelRange(bounds: 0...31, areWhole: true)
        }
    }

    /// XGBoost's name. Quantiles and the softmax bring their own gradients; squared error then only lends its identity
    /// link.
    var libraryName: String {
        switch self {
        case .squaredError, .quantile, .softmaxRanking: "reg:squarederror"
        case .logistic: "binary:logistic"
        case .pairwiseRanking: "rank:pairwise"
        case .listwiseRanking: "rank:ndcg"
        }
    }

    func validate() throws(RegressionTreesError) {
        switch self {
        case .quantile(let level) where !(0.01...0.99).contains(level):
            throw .settingOutOfRange(name: "objective.level", value: "\(level)", range: "within 0.01...0.99")
        case .pairwiseRanking(let cutoff), .listwiseRanking(let cutoff), .softmaxRanking(let cutoff):
            guard (1...1_000).contains(cutoff) else {
                throw .settingOutOfRange(name: "objective.cutoff", value: "\(cutoff)", range: "within 1...1000")
            }
        default: return
        }
    }
}

/// How well trees predict a validation set.
package enum ValidationMetric: Sendable, Equatable {
    case rootMeanSquaredError
    /// The mean of what `Quantiles.pinballLoss` defines.
    case pinballLoss
    case logarithmicLoss
    /// NDCG of the first `cutoff` rows of each group; a group without a relevant row counts 1.
    case normalizedGain(cutoff: Int)

    package var largerIsBetter: Bool {
        if case .normalizedGain = self { true } else { false }
    }

    /// XGBoost's name; the pinball loss has none in 1.7.
    var libraryName: String {
        switch self {
        case .rootMeanSquaredError, .pinballLoss: "rmse"
        case .logarithmicLoss: "logloss"
        case .normalizedGain(let cutoff): "ndcg@\(cutoff)"
        }
    }
}

/// The labels that an objective can learn from.
struct LabelRange: CustomStringConvertible {
    let bounds: ClosedRange<Float>
    let areWhole: Bool

    var description: String {
        (areWhole ? "a whole number " : "") + "within \(Int(bounds.lowerBound))...\(Int(bounds.upperBound))"
    }

    func contains(_ label: Float) -> Bool {
        bounds.contains(label) && (!areWhole || label == label.rounded())
    }
}
