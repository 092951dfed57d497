import Foundation

/// A text and the label it was written for.
package struct TrainingExample: Sendable, Equatable {
    package var input: TextInput
    package var label: String

    package init(_ input: TextInput, label: String) {
        self.input = input
        self.label = label
    }
}

/// Trains a `TextClassifier`. The same examples in the same order give the same classifier.
package struct ClassifierTraining: Sendable {
    private let settings: TrainingSettings
    package let labels: [String]
    /// For each example its label's position.
    package let targets: [UInt32]
    private let counts: [FeatureEncoder.Counts]
    private let channelCount: Int
    private let embeddings: [InputEmbedding]?
    private let space: EmbeddingSpace?
    private let contextSpaces: [EmbeddingSpace]
    private let outsideIndex: Int?

    /// - Parameter embeddings: of each example, or nil to train on n-grams alone.
    package init(
        examples: [TrainingExample],
        embeddings: [InputEmbedding]?,
        settings: TrainingSettings = TrainingSettings()
    ) throws(TextClassificationError) {
        guard !examples.isEmpty else { throw .noExamples }
        let labels = Set(examples.map(\.label)).sorted()
        guard labels.count >= 2 else { throw .tooFewLabels(count: labels.count) }
        if let embeddings { try Self.check(embeddings, exampleCount: examples.count) }
        let indices = Dictionary(uniqueKeysWithValues: zip(labels, UInt32(0)...))
        let targets = examples.map { indices[$0.label, default: 0] }
        let outsideIndex = settings.outsideLabel.flatMap { labels.firstIndex(of: $0) }
        let channelCount = examples.lazy.map(\.input.context.count).max() ?? 0
        let extractors = FeatureEncoder.extractors(channelCount: channelCount)
        counts = examples.map { FeatureEncoder.counts(of: $0.input, by: extractors) }
        space = embeddings.map { embeddings in
            EmbeddingSpace(
                fitting: embeddings.map(\.text),
                referenceRows: targets.indices.filter { Int(targets[$0]) != outsideIndex },
                weight: settings.embeddingWeight
            )
        }
        contextSpaces = Self.contextSpaces(embeddings ?? [], channelCount: channelCount, settings: settings)
        self.settings = settings
        self.labels = labels
        self.targets = targets
        self.channelCount = channelCount
        self.embeddings = embeddings
        self.outsideIndex = outsideIndex
    }

    private static func contextSpaces(
        _ embeddings: [InputEmbedding],
        channelCount: Int,
        settings: TrainingSettings
    ) -> [EmbeddingSpace] {
        guard !embeddings.isEmpty else { return [] }
        return (0..<channelCount).map { channel in
            let known = embeddings.compactMap { channel < $0.context.count ? $0.context[channel] : nil }
            return EmbeddingSpace(
                fitting: known.isEmpty ? embeddings.map(\.text) : known,
                referenceRows: [],
                weight: settings.contextEmbeddingWeight
            )
        }
    }

    /// Fits every form and calibrates it by cross-validation. This takes seconds of all cores, so keep it away from
    /// event loops. `heldOut` is told what each form says of the examples it has not seen.
    package func run(
        progress: (TrainingProgress) -> Void = { _ in },
        heldOut: (HeldOutAnswers) -> Void = { _ in }
    ) -> TextClassifier {
        classifier { features, encoder in
            let answers = heldOutAnswers(features, progress: progress)
            let boundary = boundary(features, encoder: encoder, answers: answers)
            heldOut(
                HeldOutAnswers(
                    features: features,
                    probabilities: answers.probabilities,
                    outside: boundary?.crossFitted
                )
            )
            return (answers.temperature, boundary?.model)
        }
    }

    /// Fits every form once and takes its calibration from an earlier one, in a fifth of the time: a few more examples
    /// hardly move it. Forms that the earlier one lacks are left out.
    package func run(calibration: Calibration) -> TextClassifier {
        classifier { features, _ in
            let form = calibration.forms.first { $0.features == features }
            return form.map { ($0.temperature, $0.boundary) }
        }
    }

    private func classifier(
        calibrate: (FeatureSet, FeatureEncoder) -> (temperature: Float, boundary: BoundaryModel?)?
    ) -> TextClassifier {
        let rows = Array(targets.indices)
        let encoder = encoder(rows: rows)
        let wanted = settings.forms.filter { space != nil || !$0.contains(.embedding) }
        return TextClassifier(
            labels: labels,
            encoder: encoder,
            forms: wanted.compactMap { features in
                guard let (temperature, boundary) = calibrate(features, encoder) else { return nil }
                return FittedForm(
                    features: features,
                    regression: regression(features, encoder: encoder, rows: rows),
                    temperature: temperature,
                    boundary: boundary
                )
            },
            outsideLabel: outsideIndex.map { labels[$0] }
        )
    }

    private func encoder(rows: [Int]) -> FeatureEncoder {
        FeatureEncoder(
            vocabulary: Vocabulary(
                fitting: rows.map { row in channelCount == 0 ? counts[row][0] : counts[row].flatMap { $0 } },
                minimumDocumentFrequency: settings.minimumDocumentFrequency
            ),
            space: space,
            contextSpaces: contextSpaces,
            channelCount: channelCount,
            contextWeight: settings.contextWeight
        )
    }

    private struct RawAnswers {
        var scores: [[Float]]
        var temperature: Float
        var probabilities: [[Float]]
    }

    /// Scores of every example by a fit that did not see it.
    private func heldOutAnswers(_ features: FeatureSet, progress: (TrainingProgress) -> Void) -> RawAnswers {
        let validation = CrossValidation(labels: targets, foldCount: settings.foldCount)
        var scores = [[Float]](repeating: [], count: targets.count)
        for fold in 0..<settings.foldCount {
            let rows = validation.trainingRows(holdingOut: fold)
            guard !rows.isEmpty else { continue }
            let encoder = encoder(rows: rows)
            let regression = regression(features, encoder: encoder, rows: rows)
            for row in validation.heldOutRows(of: fold) {
                let inputs = inputs(features, encoder: encoder, row: row)
                scores[row] = regression.scores(of: inputs.vector, dense: inputs.dense)
            }
            progress(.foldDone(features, fold: fold + 1, of: settings.foldCount))
        }
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
        return RawAnswers(scores: scores, temperature: temperature, probabilities: probabilities)
    }

    private func regression(_ features: FeatureSet, encoder: FeatureEncoder, rows: [Int]) -> MultinomialRegression {
        let inputs = rows.map { self.inputs(features, encoder: encoder, row: $0) }
        let design = DesignMatrix(
            vectors: inputs.map(\.vector),
            featureCount: features.contains(.ngrams) ? encoder.vocabulary.buckets.count : 0,
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
        encoder: FeatureEncoder,
        row: Int
    ) -> (vector: SparseVector, dense: [Float]) {
        let vector = features.contains(.ngrams) ? encoder.vector(of: counts[row]) : SparseVector()
        guard features.contains(.embedding), let embeddings else { return (vector, []) }
        return (vector, encoder.dense(of: embeddings[row]))
    }
}

extension ClassifierTraining {
    /// The boundary over all examples, and what one fitted on the other half says of each.
    private func boundary(
        _ features: FeatureSet,
        encoder: FeatureEncoder,
        answers: RawAnswers
    ) -> (model: BoundaryModel, crossFitted: [Float])? {
        let evidence = evidence(features, encoder: encoder, answers: answers)
        let isOutside = targets.map { Int($0) == outsideIndex }
        guard let model = BoundaryModel(fitting: evidence, isOutside: isOutside) else { return nil }
        let halves = (0..<2).map { half in
            let rows = targets.indices.filter { $0 % 2 != half }
            return BoundaryModel(fitting: rows.map { evidence[$0] }, isOutside: rows.map { isOutside[$0] })
        }
        let crossFitted = evidence.indices.map { row in (halves[row % 2] ?? model).probability(of: evidence[row]) }
        return (model, crossFitted)
    }

    private func evidence(
        _ features: FeatureSet,
        encoder: FeatureEncoder,
        answers: RawAnswers
    ) -> [BoundaryEvidence] {
        var reference = 0
        return targets.indices.map { row in
            let isOutside = Int(targets[row]) == outsideIndex
            var nearest: [Float] = []
            if features.contains(.embedding), let space, let embeddings {
                nearest = space.nearest(
                    BoundaryEvidence.neighbourCount,
                    to: embeddings[row].text,
                    skipping: isOutside ? nil : reference
                )
            }
            if !isOutside { reference += 1 }
            return BoundaryEvidence(
                nearest: nearest,
                coverage: encoder.vocabulary.coverage(of: counts[row][0], ownOccurrences: 1),
                scores: answers.scores[row],
                probabilities: answers.probabilities[row],
                outsideIndex: outsideIndex
            )
        }
    }

    private static func check(_ embeddings: [InputEmbedding], exampleCount: Int) throws(TextClassificationError) {
        guard embeddings.count == exampleCount else {
            throw .embeddingCount(expected: exampleCount, actual: embeddings.count)
        }
        let dimension = embeddings[0].text.count
        for (row, embedding) in embeddings.enumerated() {
            for values in [embedding.text] + embedding.context.compactMap({ $0 }) {
                guard values.count == dimension, !values.isEmpty else {
                    throw .embeddingDimension(row: row, expected: dimension, actual: values.count)
                }
                guard values.allSatisfy(\.isFinite) else { throw .embeddingNotFinite(row: row) }
            }
        }
    }
}
