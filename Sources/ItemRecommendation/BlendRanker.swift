import Foundation

/// A weighted sum of the logarithms of the signals' shares: a product of experts.
///
/// The weights are the maximum of the conditional likelihood of the held-out items among their candidates, less a
/// penalty on their distance from the default; without data they are the default.
struct BlendRanker: Sendable, Hashable {
    /// One a score of `CandidateSet`.
    var weights: [Float]

    /// Keeps a share of zero from ruling an item out.
    private static let shareFloor: Float = 0.02
    private static let penalty = 10.0

    init(weights: [Float]) {
        self.weights = weights
    }

    static let initial: BlendRanker = {
        let trusted: Set = ["following-share", "undirected-cosine", "item-autoencoder", "joined"]
        return BlendRanker(weights: Signal.all.map { trusted.contains($0.name) ? 0.25 : 0 } + [0.25])
    }()

    init(fitting examples: RankingExamples, rounds: Int = 12) {
        self = .initial
        let size = CandidateSet.scoreCount
        var solution = weights.map(Double.init)
        for _ in 0..<rounds {
            var gradient = zip(solution, Self.initial.weights).map { -Self.penalty * ($0 - Double($1)) }
            var curvature = [Double](repeating: 0, count: size * size)
            for index in 0..<size { curvature[index * size + index] = Self.penalty }
            for user in 0..<examples.count {
                Self.add(examples, user, weights: solution, gradient: &gradient, curvature: &curvature)
            }
            let step = Cholesky.solve(curvature, gradient)
            for index in 0..<size { solution[index] += step[index] }
        }
        weights = solution.map { Float($0) }
    }

    func scores(_ features: [Float]) -> [Float] {
        stride(from: 0, to: features.count, by: CandidateSet.featureCount).map { start in
            weights.indices.reduce(0) { $0 + weights[$1] * Self.input(features, start, $1) }
        }
    }

    private static func input(_ features: [Float], _ start: Int, _ score: Int) -> Float {
        log(features[start + CandidateSet.scoreCount + score] + shareFloor)
    }

    /// Adds one user's gradient and negated second derivatives of log(exp(target's score) / sum of exp(scores)).
    private static func add(
        _ examples: RankingExamples, _ user: Int, weights: [Double], gradient: inout [Double], curvature: inout [Double]
    ) {
        let size = weights.count
        let rows = examples.rows(of: user)
        let inputs = rows.map { row in
            (0..<size).map { Double(input(examples.features, row * CandidateSet.featureCount, $0)) }
        }
        let scores = inputs.map { zip($0, weights).reduce(0) { $0 + $1.0 * $1.1 } }
        let probabilities = Softmax.probabilities(scores)
        var mean = [Double](repeating: 0, count: size)
        for (input, probability) in zip(inputs, probabilities) {
            for index in 0..<size { mean[index] += probability * input[index] }
        }
        let target = inputs[examples.targets[user]]
        for index in 0..<size { gradient[index] += target[index] - mean[index] }
        for (input, probability) in zip(inputs, probabilities) {
            for row in 0..<size {
                let factor = probability * (input[row] - mean[row])
                for column in 0..<size { curvature[row * size + column] += factor * (input[column] - mean[column]) }
            }
        }
    }
}

enum Softmax {
    static func probabilities(_ scores: [Double]) -> [Double] {
        let largest = scores.max() ?? 0
        let exponentials = scores.map { exp($0 - largest) }
        let sum = exponentials.reduce(0, +)
        return exponentials.map { $0 / sum }
    }
}
