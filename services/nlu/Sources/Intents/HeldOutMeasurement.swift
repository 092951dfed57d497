import Foundation
import Logging
import TextClassification

/// A text without an intent, one JSON object a line.
struct PlainExample: Codable, Sendable, Hashable {
    var text: String

    static func readFile(_ path: String) throws -> [PlainExample] {
        let decoder = JSONDecoder()
        let text: String
        do {
            text = try String(contentsOfFile: path, encoding: .utf8)
        } catch {
            throw NluError.unreadableFile(path: path, reason: error.localizedDescription)
        }
        return try text.split(separator: "\n").enumerated().map { index, line in
            guard let example = try? decoder.decode(PlainExample.self, from: Data(line.utf8)) else {
                throw NluError.badExample(path: path, line: index + 1, rule: "a JSON object with text")
            }
            return example
        }
    }
}

/// Measures how well a lesson is learnt, on examples that it does not hold: by n-grams alone, embeddings alone, both.
struct HeldOutMeasurement: Sendable {
    let examples: [IntentExample]
    /// Texts that belong to no intent.
    let outside: [PlainExample]

    /// The figures of one form in one language.
    struct Line: Sendable {
        var features: FeatureSet
        /// Nil for the line about texts outside.
        var language: String
        var figures: [(name: String, value: Double)]

        var metadata: Logger.Metadata {
            var metadata: Logger.Metadata = [
                "nlu.features": "\(features.name)",
                "nlu.part": "\(language)",
            ]
            for figure in figures { metadata["nlu.\(figure.name)"] = "\(figure.value.rounded(toPlaces: 4))" }
            return metadata
        }
    }

    func measure(lesson: IntentLesson, source: EmbeddingSource, batchSize: Int) async throws -> [Line] {
        let texts = lesson.texts + (examples.map(\.text) + outside.map(\.text)).map { NormalizedText($0).string }
        let embedded = try await source.embedAll(texts, batchSize: batchSize)
        return try await WorkQueue(label: "nlu.measure").run {
            try lines(lesson: lesson, vectors: embedded.vectors, model: embedded.model)
        }
    }

    /// - Parameter vectors: of the lesson's texts, the examples and the outside texts, in this order.
    func lines(lesson: IntentLesson, vectors: [[Float]], model: String) throws -> [Line] {
        let lessonVectors = Array(vectors.prefix(lesson.texts.count))
        let exampleVectors = Array(vectors.dropFirst(lesson.texts.count).prefix(examples.count))
        let outsideVectors = Array(vectors.dropFirst(lesson.texts.count + examples.count))
        let forms: [FeatureSet] = [.ngrams, .embedding, [.ngrams, .embedding]]
        let classifier = try lesson.train(
            embeddings: EmbeddedTexts(vectors: lessonVectors, model: model),
            forms: forms
        ).classifier
        return forms.flatMap { form in
            let single = classifier.keeping(form)
            let answers = zip(examples, exampleVectors).map { single.answer($0.text, $1) }
            let farAnswers = zip(outside, outsideVectors).map { single.answer($0.text, $1) }
            return accuracyLines(form, single, answers) + [boundaryLine(form, single, answers, farAnswers)]
        }
    }

    private func accuracyLines(_ form: FeatureSet, _ classifier: TextClassifier, _ answers: [Classification]) -> [Line]
    {
        [("zh", TextLanguage.chinese), ("en", .english)].map { name, language in
            let rows = examples.indices.filter { TextLanguage(of: NormalizedText(examples[$0].text)) == language }
            let evaluation = Evaluation(
                probabilities: rows.map { answers[$0].probabilities(in: classifier.labels) },
                labels: rows.map { UInt32(classifier.labels.firstIndex(of: examples[$0].intent) ?? 0) }
            )
            let near = rows.count { row in answers[row].ranked.prefix(3).contains { $0.label == examples[row].intent } }
            return Line(
                features: form,
                language: name,
                figures: [
                    ("texts", Double(rows.count)), ("accuracy", evaluation.accuracy),
                    ("top3", Double(near) / Double(max(1, rows.count))), ("macro_f1", evaluation.macroF1),
                    ("calibration_error", evaluation.expectedCalibrationError),
                ]
            )
        }
    }

    /// How well the outside score parts what is taught from what is not.
    private func boundaryLine(
        _ form: FeatureSet,
        _ classifier: TextClassifier,
        _ answers: [Classification],
        _ farAnswers: [Classification]
    ) -> Line {
        let isOutside = examples.map { $0.intent == classifier.outsideLabel }
        let inside = zip(answers, isOutside).filter { !$1 }.map { $0.0 }
        let near = zip(answers, isOutside).filter { $1 }.map { $0.0 }
        var figures: [(name: String, value: Double)] = [
            ("inside", Double(inside.count)),
            ("inside_refused_at_half", share(inside)),
            ("own_outside", Double(near.count)),
            ("own_outside_auroc", area(near, inside)),
            ("own_outside_found_at_half", share(near)),
        ]
        if !farAnswers.isEmpty {
            figures += [
                ("file_outside", Double(farAnswers.count)),
                ("file_outside_auroc", area(farAnswers, inside)),
                ("file_outside_found_at_half", share(farAnswers)),
                ("file_outside_auroc_by_cosine", cosineArea(farAnswers, inside)),
            ]
        }
        return Line(features: form, language: "boundary", figures: figures)
    }

    private func share(_ answers: [Classification]) -> Double {
        Double(answers.count { $0.outside ?? 0 > 0.5 }) / Double(max(1, answers.count))
    }

    private func area(_ outside: [Classification], _ inside: [Classification]) -> Double {
        Evaluation.areaUnderCurve(positives: outside.map { $0.outside ?? 0 }, negatives: inside.map { $0.outside ?? 0 })
    }

    private func cosineArea(_ outside: [Classification], _ inside: [Classification]) -> Double {
        Evaluation.areaUnderCurve(
            positives: outside.map { -$0.evidence.similarity },
            negatives: inside.map { -$0.evidence.similarity }
        )
    }
}

extension TextClassifier {
    fileprivate func keeping(_ form: FeatureSet) -> TextClassifier {
        TextClassifier(
            labels: labels,
            vocabulary: vocabulary,
            embeddingSpace: embeddingSpace,
            forms: forms.filter { $0.features == form },
            outsideLabel: outsideLabel
        )
    }

    /// The answer of the only form.
    fileprivate func answer(_ text: String, _ vector: [Float]) -> Classification {
        guard let answer = classify(NormalizedText(text).scalars, embedding: vector) else {
            preconditionFailure("a form with embeddings answers when it gets one")
        }
        return answer
    }
}

extension Classification {
    /// The probabilities in the order of the labels.
    fileprivate func probabilities(in labels: [String]) -> [Float] {
        let byLabel = Dictionary(uniqueKeysWithValues: ranked.map { ($0.label, $0.probability) })
        return labels.map { byLabel[$0] ?? 0 }
    }
}
