import Foundation

/// A text, already normalised, and the label it was written for.
package struct TrainingExample: Sendable, Equatable {
    package var text: [Unicode.Scalar]
    package var label: String

    package init(text: [Unicode.Scalar], label: String) {
        self.text = text
        self.label = label
    }
}

package struct TrainingSettings: Sendable, Hashable {
    /// N-grams found in fewer examples are left out.
    package var minimumDocumentFrequency = 2
    /// The L2 penalty, divided by the number of examples before use.
    package var penalty: Float = 0.1
    /// The average length of an embedding against 1 for the n-grams.
    package var embeddingWeight: Float = 1.6
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

/// Trains a `TextClassifier`. The same examples in the same order give the same classifier.
package struct ClassifierTraining: Sendable {
    private let settings: TrainingSettings
    private let labels: [String]
    private let targets: [UInt32]
    private let counts: [[(bucket: UInt32, count: UInt32)]]
    private let embeddings: [[Float]]?
    private let space: EmbeddingSpace?
    private let outsideIndex: Int?

    /// - Parameter embeddings: one of length 1 for each example, or nil to train on n-grams alone.
    package init(
        examples: [TrainingExample],
        embeddings: [[Float]]?,
        settings: TrainingSettings = TrainingSettings()
    ) throws(TextClassificationError) {
        guard !examples.isEmpty else { throw .noExamples }
        let labels = Set(examples.map(\.label)).sorted()
        guard labels.count >= 2 else { throw .tooFewLabels(count: labels.count) }
        if let embeddings { try Self.check(embeddings, exampleCount: examples.count) }
        let indices = Dictionary(uniqueKeysWithValues: zip(labels, UInt32(0)...))
        let targets = examples.map { indices[$0.label, default: 0] }
        let outsideIndex = settings.outsideLabel.flatMap { labels.firstIndex(of: $0) }
        let extractor = NgramExtractor()
        counts = examples.map { extractor.counts(of: $0.text) }
        space = embeddings.map { embeddings in
            EmbeddingSpace(
                fitting: embeddings,
                referenceRows: targets.indices.filter { Int(targets[$0]) != outsideIndex },
                weight: settings.embeddingWeight
            )
        }
        self.settings = settings
        self.labels = labels
        self.targets = targets
        self.embeddings = embeddings
        self.outsideIndex = outsideIndex
    }

    /// Fits every form. This takes seconds of all cores, so keep it away from event loops.
    package func run(progress: (TrainingProgress) -> Void = { _ in }) -> TextClassifier {
        let vocabulary = Vocabulary(fitting: counts, minimumDocumentFrequency: settings.minimumDocumentFrequency)
        let wanted = settings.forms.filter { space != nil || !$0.contains(.embedding) }
        return TextClassifier(
            labels: labels,
            vocabulary: vocabulary,
            embeddingSpace: space,
            forms: wanted.map { fittedForm($0, vocabulary: vocabulary, progress: progress) },
            outsideLabel: outsideIndex.map { labels[$0] }
        )
    }

    private func fittedForm(
        _ features: FeatureSet,
        vocabulary: Vocabulary,
        progress: (TrainingProgress) -> Void
    ) -> FittedForm {
        let scores = heldOutScores(features, progress: progress)
        let temperature = calibratedTemperature(scores: scores, labels: targets)
        let probabilities = scores.map { softmax($0, temperature: temperature) }
        let evaluation = Evaluation(probabilities: probabilities, labels: targets)
        progress(
            .formDone(
                features,
                crossValidatedAccuracy: evaluation.accuracy,
                expectedCalibrationError: evaluation.expectedCalibrationError,
                temperature: temperature
            )
        )
        return FittedForm(
            features: features,
            regression: regression(features, vocabulary: vocabulary, rows: Array(targets.indices)),
            temperature: temperature,
            boundary: boundary(features, vocabulary: vocabulary, probabilities: probabilities)
        )
    }

    /// Scores of every example by a fit that did not see it.
    private func heldOutScores(_ features: FeatureSet, progress: (TrainingProgress) -> Void) -> [[Float]] {
        let validation = CrossValidation(labels: targets, foldCount: settings.foldCount)
        var scores = [[Float]](repeating: [], count: targets.count)
        for fold in 0..<settings.foldCount {
            let rows = validation.trainingRows(holdingOut: fold)
            let vocabulary = Vocabulary(
                fitting: rows.map { counts[$0] },
                minimumDocumentFrequency: settings.minimumDocumentFrequency
            )
            let regression = regression(features, vocabulary: vocabulary, rows: rows)
            for row in validation.heldOutRows(of: fold) {
                let inputs = inputs(features, vocabulary: vocabulary, row: row)
                scores[row] = regression.scores(of: inputs.vector, dense: inputs.dense)
            }
            progress(.foldDone(features, fold: fold + 1, of: settings.foldCount))
        }
        return scores
    }

    private func regression(_ features: FeatureSet, vocabulary: Vocabulary, rows: [Int]) -> MultinomialRegression {
        let inputs = rows.map { self.inputs(features, vocabulary: vocabulary, row: $0) }
        let design = DesignMatrix(
            vectors: inputs.map(\.vector),
            featureCount: features.contains(.ngrams) ? vocabulary.buckets.count : 0,
            dense: inputs.flatMap(\.dense),
            labels: rows.map { targets[$0] },
            classCount: labels.count
        )
        var optimizer = LimitedMemoryBFGS()
        optimizer.maximumIterations = settings.maximumIterations
        return MultinomialRegression(
            fitting: design,
            penalty: settings.penalty / Float(rows.count),
            optimizer: optimizer
        )
    }

    private func inputs(
        _ features: FeatureSet,
        vocabulary: Vocabulary,
        row: Int
    ) -> (vector: SparseVector, dense: [Float]) {
        let vector = features.contains(.ngrams) ? vocabulary.features(of: counts[row]) : SparseVector()
        guard features.contains(.embedding), let space, let embeddings else { return (vector, []) }
        return (vector, space.centred(embeddings[row]))
    }

    private func boundary(
        _ features: FeatureSet,
        vocabulary: Vocabulary,
        probabilities: [[Float]]
    ) -> BoundaryModel? {
        guard let outsideIndex else { return nil }
        var reference = 0
        let evidence = targets.indices.map { row in
            let isOutside = Int(targets[row]) == outsideIndex
            var similarity: Float = 0
            if features.contains(.embedding), let space, let embeddings {
                similarity = space.bestMatch(of: embeddings[row], skipping: isOutside ? nil : reference)
            }
            if !isOutside { reference += 1 }
            return BoundaryEvidence(
                similarity: similarity,
                coverage: vocabulary.coverage(of: counts[row], ownOccurrences: 1),
                probabilities: probabilities[row],
                outsideIndex: outsideIndex
            )
        }
        return BoundaryModel(fitting: evidence, isOutside: targets.map { Int($0) == outsideIndex })
    }

    private static func check(_ embeddings: [[Float]], exampleCount: Int) throws(TextClassificationError) {
        guard embeddings.count == exampleCount else {
            throw .embeddingCount(expected: exampleCount, actual: embeddings.count)
        }
        for (row, embedding) in embeddings.enumerated() {
            guard embedding.count == embeddings[0].count, !embedding.isEmpty else {
                throw .embeddingDimension(row: row, expected: embeddings[0].count, actual: embedding.count)
            }
            guard embedding.allSatisfy(\.isFinite) else { throw .embeddingNotFinite(row: row) }
        }
    }
}
