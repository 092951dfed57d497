/// A prediction with its uncertainty.
package struct PredictedInterval: Sendable, Equatable {
    package let lower: Float
    package let median: Float
    package let upper: Float

    package var width: Float { upper - lower }

    package func contains(_ label: Float) -> Bool { lower <= label && label <= upper }
}

/// Three ensembles that predict a median and an interval of known coverage.
package struct QuantileIntervals: Sendable, Equatable {
    package let lower: TreeEnsemble
    package let median: TreeEnsemble
    package let upper: TreeEnsemble
    /// Both ends move outwards by this, in the label's unit; see `ConformalCalibration`.
    package let widening: Float
    /// The share of answers that should lie inside, above 0 and below 1.
    package let coverage: Double

    package var featureNames: [String] { median.featureNames }

    package init(
        lower: TreeEnsemble,
        median: TreeEnsemble,
        upper: TreeEnsemble,
        widening: Float,
        coverage: Double
    ) throws(RegressionTreesError) {
        guard lower.featureNames == median.featureNames, upper.featureNames == median.featureNames else {
            throw .malformedModel(reason: "the interval's ensembles differ in their features")
        }
        guard coverage > 0, coverage < 1, widening.isFinite else {
            throw .malformedModel(reason: "the interval covers \(coverage) and is widened by \(widening)")
        }
        self.lower = lower
        self.median = median
        self.upper = upper
        self.widening = widening
        self.coverage = coverage
    }

    /// - Parameter row: one value a feature, NaN where it is missing.
    package func predict(_ row: [Float]) -> PredictedInterval {
        interval(lower.predict(row), median.predict(row), upper.predict(row))
    }

    package func predict(_ rows: FeatureMatrix) -> [PredictedInterval] {
        let (lower, median, upper) = (lower.predict(rows), median.predict(rows), upper.predict(rows))
        return median.indices.map { interval(lower[$0], median[$0], upper[$0]) }
    }

    /// Fitted apart, the three can cross; the interval then reaches as far as the median.
    private func interval(_ lower: Float, _ median: Float, _ upper: Float) -> PredictedInterval {
        PredictedInterval(
            lower: min(lower - widening, median),
            median: median,
            upper: max(upper + widening, median)
        )
    }
}

/// How intervals fare on rows that neither training nor calibration saw.
package struct IntervalEvaluation: Sendable, Equatable {
    package let rowCount: Int
    /// The share of labels inside.
    package let coverage: Double
    package let meanWidth: Double
    /// The mean distance of the label from the median.
    package let meanAbsoluteError: Double

    package init(_ intervals: [PredictedInterval], labels: [Float]) {
        precondition(intervals.count == labels.count && !labels.isEmpty, "each label needs one interval")
        rowCount = labels.count
        let count = Double(labels.count)
        let pairs = zip(intervals, labels)
        coverage = Double(pairs.count { $0.contains($1) }) / count
        meanWidth = intervals.reduce(0.0) { $0 + Double($1.width) } / count
        meanAbsoluteError = pairs.reduce(0.0) { $0 + Double(abs($1.0.median - $1.1)) } / count
    }
}
