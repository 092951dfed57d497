package struct TrainingSettings: Sendable, Hashable {
    /// N-grams found in fewer examples are left out.
    package var minimumDocumentFrequency = 2
    /// The L2 penalty, divided by the number of examples before use.
    package var penalty: Float = 0.1
    /// The average length of an embedding against 1 for the n-grams.
    package var embeddingWeight: Float = 1.6
    /// The same for a context channel's embedding.
    package var contextEmbeddingWeight: Float = 0.6
    /// The length of a context channel's n-gram vector.
    package var contextWeight: Float = 0.4
    /// Parts of the cross-validation that calibrates the probabilities.
    package var foldCount = 5
    package var maximumIterations = 200
    /// The label of examples that belong to no other label.
    package var outsideLabel: String? = "out_of_scope"
    /// The forms to fit; those that need embeddings are left out when there are none.
    package var forms: [FeatureSet] = [.ngrams, [.ngrams, .embedding]]

    package init() {}
}

/// What a training reports while it runs.
package enum TrainingProgress: Sendable, Equatable {
    /// One part of the cross-validation was fitted and judged.
    case foldDone(FeatureSet, fold: Int, of: Int)
    /// A form is ready. The figures come from the parts each example was held out of.
    case formDone(FeatureSet, crossValidatedAccuracy: Double, expectedCalibrationError: Double, temperature: Float)
}

/// What a form says of each training example when it has not seen it.
package struct HeldOutAnswers: Sendable {
    package var features: FeatureSet
    /// Calibrated, in the order of the labels.
    package var probabilities: [[Float]]
    /// The probability of being outside, by a boundary that did not see the example either; nil without a boundary.
    package var outside: [Float]?
}
