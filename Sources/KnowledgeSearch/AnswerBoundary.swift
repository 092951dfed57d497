import Foundation
import TextClassification

/// The odds that the first hit of a search answers the question, learned from questions with and without an answer.
///
/// Logistic regression on the search's signals. It holds for the data and the embedding model it was fitted on.
package struct AnswerBoundary: Hashable, Sendable, Codable {
    private var means: [Double]
    private var scales: [Double]
    /// One for each signal, then the constant.
    private var weights: [Double]

    /// Needs at least one example of each kind; nil without.
    package init?(answered: [SearchSignals], outside: [SearchSignals]) {
        guard let first = answered.first, !outside.isEmpty else { return nil }
        let rows = (answered + outside).map(\.features)
        let count = Double(rows.count)
        let columns = first.features.indices
        means = columns.map { column in rows.reduce(0) { $0 + $1[column] } / count }
        let means = self.means
        scales = columns.map { column in
            let variance = rows.reduce(0) { $0 + ($1[column] - means[column]) * ($1[column] - means[column]) } / count
            return variance > 0 ? variance.squareRoot() : 1
        }
        weights = []
        let scaled = rows.map(standardised)
        let design = DesignMatrix(
            vectors: rows.map { _ in SparseVector() },
            featureCount: 0,
            dense: scaled.flatMap { $0.map(Float.init) },
            labels: rows.indices.map { $0 < answered.count ? 1 : 0 },
            classCount: 2
        )
        let regression = MultinomialRegression(fitting: design, penalty: Self.penalty)
        weights = (0...columns.count).map { index in
            Double(regression.parameters[index * design.stride + 1] - regression.parameters[index * design.stride])
        }
    }

    /// 0 to 1.
    package func answerProbability(_ signals: SearchSignals) -> Double { probability(standardised(signals.features)) }

    /// The probability below which `falseRefusals` of the answered questions fall.
    package static func threshold(of probabilities: [Double], falseRefusals: Double) -> Double {
        precondition(
            (0..<1).contains(falseRefusals),
            "the rate of false refusals must be in 0..<1 (is \(falseRefusals))"
        )
        let sorted = probabilities.sorted()
        guard !sorted.isEmpty else { return 0 }
        return sorted[min(sorted.count - 1, Int(Double(sorted.count) * falseRefusals))]
    }

    private func standardised(_ features: [Double]) -> [Double] {
        features.indices.map { (features[$0] - means[$0]) / scales[$0] }
    }

    private func probability(_ row: [Double]) -> Double {
        1 / (1 + exp(-zip(row + [1], weights).reduce(0) { $0 + $1.0 * $1.1 }))
    }

    private static let penalty: Float = 1e-3
}
