import Foundation

/// What is known about how near a text lies to the taught examples.
package struct BoundaryEvidence: Sendable, Equatable {
    /// How many of the nearest examples are looked at.
    static let neighbourCount = 5

    /// The largest raw cosine with an inside example; 0 without embeddings.
    package var similarity: Float
    /// The mean of the largest few: one stray example near a text says less than a crowd.
    package var density: Float
    /// The share of the text's n-grams that the examples hold, 0 ... 1.
    package var coverage: Float
    /// The largest probability of an inside label.
    package var insideProbability: Float
    /// The same less the next largest.
    package var margin: Float
    /// The probability of the outside label.
    package var outsideProbability: Float
    /// ln(sum(exp(score))) over the inside labels: how much speaks for any of them (Liu and others, Energy-based
    /// Out-of-distribution Detection, 2020).
    package var energy: Float

    /// - Parameter nearest: the largest cosines, in descending order; empty without embeddings.
    package init(nearest: [Float], coverage: Float, scores: [Float], probabilities: [Float], outsideIndex: Int?) {
        similarity = nearest.first ?? 0
        density = nearest.reduce(0, +) / Float(max(1, nearest.count))
        self.coverage = coverage
        outsideProbability = outsideIndex.map { probabilities[$0] } ?? 0
        var best: Float = 0
        var next: Float = 0
        var top = -Float.infinity
        for index in probabilities.indices where index != outsideIndex {
            if probabilities[index] > best {
                (best, next) = (probabilities[index], best)
            } else if probabilities[index] > next {
                next = probabilities[index]
            }
            top = max(top, scores[index])
        }
        insideProbability = best
        margin = best - next
        var sum: Float = 0
        for index in scores.indices where index != outsideIndex { sum += exp(scores[index] - top) }
        energy = top + log(sum)
    }

    /// Raw cosines of this embedding model live between .75 and 1, hence the stretch.
    var values: [Float] {
        [
            (similarity - 0.9) * 20, (density - 0.9) * 20, coverage * 4, insideProbability * 4, margin * 2,
            outsideProbability * 4, energy / 4,
        ]
    }
}

/// The probability that a text is outside of what was taught: a logistic regression on the evidence, fitted on held-out
/// predictions, where the outside examples are those taught under the outside label.
package struct BoundaryModel: Sendable, Hashable {
    package let weights: [Float]
    package let bias: Float

    package static let weightCount = 7

    package init(weights: [Float], bias: Float) {
        precondition(weights.count == Self.weightCount, "a boundary has \(Self.weightCount) weights")
        self.weights = weights
        self.bias = bias
    }

    /// Fits the boundary. Without evidence of both kinds it has equal weights for nearness, coverage and confidence, and
    /// a bias that calls one inside text in twenty an outside one.
    package init?(fitting evidence: [BoundaryEvidence], isOutside: [Bool]) {
        guard isOutside.contains(false) else { return nil }
        guard isOutside.contains(true) else {
            self.init(untaughtFrom: evidence)
            return
        }
        let design = DesignMatrix(
            vectors: evidence.map { _ in SparseVector() },
            featureCount: 0,
            dense: evidence.flatMap(\.values),
            labels: isOutside.map { $0 ? 1 : 0 },
            classCount: 2
        )
        let regression = MultinomialRegression(fitting: design, penalty: 1e-3)
        let weights = (0..<Self.weightCount).map { index in
            regression.parameters[index * design.stride + 1] - regression.parameters[index * design.stride]
        }
        let bias = Self.weightCount * design.stride
        self.init(weights: weights, bias: regression.parameters[bias + 1] - regression.parameters[bias])
    }

    private init(untaughtFrom evidence: [BoundaryEvidence]) {
        let plain = BoundaryModel(weights: [-1, -1, -0.5, -0.5, 0, 0, -1], bias: 0)
        let scores = evidence.map { plain.score(of: $0) }.sorted()
        self.init(weights: plain.weights, bias: -scores[scores.count * 19 / 20])
    }

    /// 0 for surely taught ... 1 for surely outside.
    package func probability(of evidence: BoundaryEvidence) -> Float { 1 / (1 + exp(-score(of: evidence))) }

    private func score(of evidence: BoundaryEvidence) -> Float {
        zip(weights, evidence.values).reduce(bias) { $0 + $1.0 * $1.1 }
    }
}
