import Foundation

/// The odds that the first hit of a search answers the question, learned from questions with and without an answer.
///
/// Logistic regression on the search's signals, by Newton's method with a small ridge. It holds for the data and the
/// embedding model it was fitted on.
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
        weights = Array(repeating: 0, count: first.features.count + 1)
        let targets = Array(repeating: 1.0, count: answered.count) + Array(repeating: 0.0, count: outside.count)
        let scaled = rows.map(standardised)
        for _ in 0..<Self.steps { step(scaled, targets) }
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
        features.indices.map { (features[$0] - means[$0]) / scales[$0] } + [1]
    }

    private func probability(_ row: [Double]) -> Double {
        1 / (1 + exp(-zip(row, weights).reduce(0) { $0 + $1.0 * $1.1 }))
    }

    private mutating func step(_ rows: [[Double]], _ targets: [Double]) {
        let size = weights.count
        var gradient = weights.map { $0 * Self.ridge }
        var curvature = (0..<size).map { row in (0..<size).map { $0 == row ? Self.ridge : 0 } }
        let share = 1 / Double(rows.count)
        for (row, target) in zip(rows, targets) {
            let value = probability(row)
            for first in 0..<size {
                gradient[first] += (value - target) * row[first] * share
                for second in 0..<size {
                    curvature[first][second] += value * (1 - value) * row[first] * row[second] * share
                }
            }
        }
        let change = Self.solution(of: curvature, gradient)
        for index in weights.indices { weights[index] -= change[index] }
    }

    /// Gaussian elimination; the ridge keeps every pivot above zero.
    private static func solution(of matrix: [[Double]], _ vector: [Double]) -> [Double] {
        var rows = zip(matrix, vector).map { $0 + [$1] }
        let size = vector.count
        for pivot in 0..<size {
            for row in (pivot + 1)..<max(size, pivot + 1) {
                let factor = rows[row][pivot] / rows[pivot][pivot]
                for column in pivot...size { rows[row][column] -= factor * rows[pivot][column] }
            }
        }
        var solution = Array(repeating: 0.0, count: size)
        for row in (0..<size).reversed() {
            let known = ((row + 1)..<max(size, row + 1)).reduce(0) { $0 + rows[row][$1] * solution[$1] }
            solution[row] = (rows[row][size] - known) / rows[row][row]
        }
        return solution
    }

    private static let ridge = 1e-3
    private static let steps = 25
}
