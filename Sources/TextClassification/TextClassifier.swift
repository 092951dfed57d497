/// Which inputs a form of the classifier reads.
package struct FeatureSet: OptionSet, Sendable, Hashable {
    package let rawValue: UInt32

    package static let ngrams = FeatureSet(rawValue: 1)
    package static let embedding = FeatureSet(rawValue: 2)

    package init(rawValue: UInt32) { self.rawValue = rawValue }

    package var name: String {
        switch self {
        case .ngrams: "n-grams"
        case .embedding: "embedding"
        default: "n-grams+embedding"
        }
    }
}

/// Assigns one of the taught labels to a text, with a calibrated probability and a score for "none of these".
///
/// One classifier holds several fitted forms over the same examples, usually one on n-grams alone and one on n-grams
/// with embeddings, so that it still answers while no embedding can be had.
package struct TextClassifier: Sendable {
    /// In the order of the scores.
    package let labels: [String]
    package let encoder: FeatureEncoder
    package let forms: [FittedForm]
    /// The label of examples that belong to no other label, if any was taught.
    package let outsideLabel: String?

    package init(labels: [String], encoder: FeatureEncoder, forms: [FittedForm], outsideLabel: String?) {
        self.labels = labels
        self.encoder = encoder
        self.forms = forms
        self.outsideLabel = outsideLabel
    }

    /// Classifies an input by the richest form that its parts allow; nil when no form fits them.
    ///
    /// - Parameter embedding: with the dimension the classifier was trained with.
    package func classify(_ input: TextInput, embedding: InputEmbedding? = nil) -> Classification? {
        let usable = forms.filter { embedding != nil || !$0.features.contains(.embedding) }
        guard let form = usable.max(by: { $0.features.rawValue < $1.features.rawValue }) else { return nil }
        let counts = encoder.counts(of: input)
        let vector = form.features.contains(.ngrams) ? encoder.vector(of: counts) : SparseVector()
        var dense: [Float] = []
        var nearest: [Float] = []
        if form.features.contains(.embedding), let embedding, let space = encoder.space {
            let all = [embedding.text] + embedding.context.compactMap { $0 }
            guard all.allSatisfy({ $0.count == space.dimension }) else { return nil }
            dense = encoder.dense(of: embedding)
            nearest = space.nearest(BoundaryEvidence.neighbourCount, to: embedding.text)
        }
        let scores = form.regression.scores(of: vector, dense: dense)
        let probabilities = softmax(scores, temperature: form.temperature)
        let evidence = BoundaryEvidence(
            nearest: nearest,
            coverage: encoder.vocabulary.coverage(of: counts[0]),
            scores: scores,
            probabilities: probabilities,
            outsideIndex: outsideLabel.flatMap { labels.firstIndex(of: $0) }
        )
        return Classification(
            features: form.features,
            ranked: zip(labels, probabilities)
                .map { LabelProbability(label: $0, probability: $1) }
                .sorted { ($1.probability, $0.label) < ($0.probability, $1.label) },
            outside: form.boundary?.probability(of: evidence),
            evidence: evidence
        )
    }
}

/// One fitted regression with what makes its scores honest.
package struct FittedForm: Sendable, Equatable {
    package var features: FeatureSet
    package var regression: MultinomialRegression
    /// Divides the scores before they become probabilities.
    package var temperature: Float
    /// Nil when no outside example was taught.
    package var boundary: BoundaryModel?

    package init(
        features: FeatureSet,
        regression: MultinomialRegression,
        temperature: Float,
        boundary: BoundaryModel?
    ) {
        self.features = features
        self.regression = regression
        self.temperature = temperature
        self.boundary = boundary
    }
}

/// What a classifier says of one text.
package struct Classification: Sendable, Equatable {
    /// What the answer rests on.
    package var features: FeatureSet
    /// Every label, the most probable first; the probabilities sum to 1.
    package var ranked: [LabelProbability]
    /// The probability that the text is outside of what was taught, 0 ... 1; nil when the classifier cannot tell.
    package var outside: Float?
    package var evidence: BoundaryEvidence
}

extension Classification {
    /// The probabilities in the order of the labels.
    package func probabilities(in labels: [String]) -> [Float] {
        let byLabel = Dictionary(uniqueKeysWithValues: ranked.map { ($0.label, $0.probability) })
        return labels.map { byLabel[$0] ?? 0 }
    }
}

package struct LabelProbability: Sendable, Equatable {
    package var label: String
    package var probability: Float

    package init(label: String, probability: Float) {
        self.label = label
        self.probability = probability
    }
}
