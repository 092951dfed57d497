/// Conformalized quantile regression (Romano, Patterson and Candès, 2019): an interval from two fitted quantiles covers
/// what it should on the rows that it was fitted on and less elsewhere. Rows kept aside tell by how much both ends must
/// move so that a new row, exchangeable with them, lies inside with at least the wanted probability, whatever the
/// quality of the fit.
package enum ConformalCalibration {
    /// By how much to lower the lower end and raise the upper one; negative where the fitted interval is too wide.
    ///
    /// - Parameter coverage: the wanted share, within 0...1 and less than count / (count + 1).
    package static func widening(
        lower: [Float],
        upper: [Float],
        labels: [Float],
        coverage: Double
    ) throws(RegressionTreesError) -> Float {
        precondition(lower.count == labels.count && upper.count == labels.count, "each label needs one interval")
        precondition((0..<1).contains(coverage), "coverage must be in 0..<1 (is \(coverage))")
        guard rank(amongst: labels.count, coverage) <= labels.count else {
            let needed = (labels.count...).first { rank(amongst: $0, coverage) <= $0 } ?? .max
            throw .tooFewCalibrationRows(count: labels.count, needed: needed)
        }
        let misses = labels.indices.map { max(lower[$0] - labels[$0], labels[$0] - upper[$0]) }.sorted()
        return misses[rank(amongst: labels.count, coverage) - 1]
    }

    /// A new row's miss takes each place among the known ones with the same probability: with the wanted one it is no
    /// larger than that of this rank, from 1.
    private static func rank(amongst count: Int, _ coverage: Double) -> Int {
        max(1, Int((Double(count + 1) * coverage).rounded(.up)))
    }
}
