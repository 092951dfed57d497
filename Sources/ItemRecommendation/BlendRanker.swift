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
    /// Enough for so few weights.
    private static let usersMax = 4_000

    init(weights: [Float]) {
        self.weights = weights
    }

    static let initial: BlendRanker = {
        let trusted: Set = ["following-share", "undirected-cosine", "item-autoencoder", "joined"]
        return BlendRanker(weights: Signal.all.map { trusted.contains($0.name) ? 0.25 : 0 } + [0.25])
    }()

    /// Newton's method; the likelihood has one maximum.
    init(fitting examples: RankingExamples, rounds: Int = 8) {
        self = .initial
        let size = CandidateSet.scoreCount
        let users = min(examples.count, Self.usersMax)
        let inputs = (0..<users).map { user in
            let rows = examples.rows(of: user * examples.count / max(1, users))
            return BlendInputs(examples, rows: rows, target: examples.targets[user * examples.count / max(1, users)])
        }
        var solution = weights.map(Double.init)
        for _ in 0..<rounds {
            var derivatives = BlendDerivatives(size: size)
            for index in 0..<size {
                derivatives.gradient[index] = -Self.penalty * (solution[index] - Double(Self.initial.weights[index]))
                derivatives.curvature[index * size + index] = Self.penalty
            }
            for user in inputs { derivatives.add(user, weights: solution) }
            let step = Cholesky.solve(derivatives.curvature, derivatives.gradient)
            for index in 0..<size { solution[index] += step[index] }
        }
        weights = solution.map { Float($0) }
    }

    func scores(_ features: [Float]) -> [Float] {
        stride(from: 0, to: features.count, by: CandidateSet.featureCount).map { start in
            var sum: Float = 0
            for score in weights.indices where weights[score] != 0 {
                sum += weights[score] * Self.input(features[start + CandidateSet.scoreCount + score])
            }
            return sum
        }
    }

    static func input(_ share: Float) -> Float { log(share + shareFloor) }
}

/// One user's candidates as the blend sees them: rows x scores.
private struct BlendInputs {
    let values: [Double]
    let count: Int
    let target: Int

    init(_ examples: RankingExamples, rows: Range<Int>, target: Int) {
        values = rows.flatMap { row in
            let start = row * CandidateSet.featureCount + CandidateSet.scoreCount
            return examples.features[start..<start + CandidateSet.scoreCount].map { Double(BlendRanker.input($0)) }
        }
        count = rows.count
        self.target = target
    }
}

/// The gradient and the negated second derivatives of the summed log(exp(target's score) / sum of exp(scores)).
private struct BlendDerivatives {
    let size: Int
    var gradient: [Double]
    /// Only entries with column <= row are kept.
    var curvature: [Double]

    init(size: Int) {
        self.size = size
        gradient = [Double](repeating: 0, count: size)
        curvature = [Double](repeating: 0, count: size * size)
    }

    mutating func add(_ user: BlendInputs, weights: [Double]) {
        let scores = (0..<user.count).map { row in
            (0..<size).reduce(0) { $0 + user.values[row * size + $1] * weights[$1] }
        }
        let probabilities = Softmax.probabilities(scores)
        var mean = [Double](repeating: 0, count: size)
        for row in 0..<user.count {
            for index in 0..<size { mean[index] += probabilities[row] * user.values[row * size + index] }
        }
        for index in 0..<size { gradient[index] += user.values[user.target * size + index] - mean[index] }
        for row in 0..<user.count where probabilities[row] > 1e-6 {
            for index in 0..<size {
                let factor = probabilities[row] * (user.values[row * size + index] - mean[index])
                for other in 0...index {
                    curvature[index * size + other] += factor * (user.values[row * size + other] - mean[other])
                }
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
