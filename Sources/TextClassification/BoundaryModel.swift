import Foundation

/// What is known about how near a text lies to the taught examples.
package struct BoundaryEvidence: Sendable, Equatable {
    /// The largest raw cosine with an inside example; 0 without embeddings.
    package var similarity: Float
    /// The share of the text's n-grams that the examples hold, 0 ... 1.
    package var coverage: Float
    /// The largest probability of an inside label.
    package var insideProbability: Float
    /// The probability of the outside label.
    package var outsideProbability: Float

    package init(similarity: Float, coverage: Float, probabilities: [Float], outsideIndex: Int?) {
        self.similarity = similarity
        self.coverage = coverage
        outsideProbability = outsideIndex.map { probabilities[$0] } ?? 0
        insideProbability = probabilities.indices.filter { $0 != outsideIndex }.map { probabilities[$0] }.max() ?? 0
    }

    /// Raw cosines of this embedding model live between .75 and 1, hence the stretch.
    var values: [Float] { [(similarity - 0.85) * 20, coverage * 4, insideProbability * 4, outsideProbability * 4] }
}

/// The probability that a text is outside of what was taught: a logistic regression on the evidence, fitted on held-out
/// predictions, where the outside examples are those taught under the outside label.
package struct BoundaryModel: Sendable, Equatable {
    package let weights: [Float]
    package let bias: Float

    package static let weightCount = 4

    package init(weights: [Float], bias: Float) {
        precondition(weights.count == Self.weightCount, "a boundary has \(Self.weightCount) weights")
        self.weights = weights
        self.bias = bias
    }

    /// Fits the boundary; nil unless there is evidence of both kinds.
    package init?(fitting evidence: [BoundaryEvidence], isOutside: [Bool]) {
        guard isOutside.contains(true), isOutside.contains(false) else { return nil }
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

    /// 0 for surely taught ... 1 for surely outside.
    package func probability(of evidence: BoundaryEvidence) -> Float {
        let score = zip(weights, evidence.values).reduce(bias) { $0 + $1.0 * $1.1 }
        return 1 / (1 + exp(-score))
    }
}
