import IntentPipeline
import TextClassification

/// Holds a candidate against the model in service on messages that neither is to unlearn.
struct ShadowTrial: Sendable {
    struct Margins: Sendable, Hashable {
        /// By so much the share of right answers over all messages may fall, 0 ... 1.
        var overall = 0.01
        /// By so much that of one intent may fall, 0 ... 1.
        var intent = 0.15
        /// A single message never decides, however few an intent has.
        static let messagesMin = 2
    }

    struct Verdict: Sendable, Hashable {
        var accuracy: Double
        var macroF1: Double
        /// Nil when nothing fell too far.
        var refusal: String?
    }

    let kept: [IntentExample]
    private let messages: [NormalizedMessage]

    /// - Parameters:
    ///   - kept: examples that are never trained on.
    ///   - taught: what was taught earlier.
    ///   - lesson: what is taught now; a text of it may change its intent.
    init(kept: [IntentExample], taught: [IntentExample], lesson: [IntentExample]) {
        let changed = Set(lesson.map { NormalizedMessage($0.text, history: $0.history).input })
        let all = kept + IntentLesson(taught).examples
        let pairs = all.map { ($0, NormalizedMessage($0.text, history: $0.history)) }
            .filter { !changed.contains($0.1.input) }
        self.kept = pairs.map(\.0)
        messages = pairs.map(\.1)
    }

    func verdict(
        before: IntentModel,
        after: IntentModel,
        vectors: [String: [Float]]?,
        margins: Margins
    ) -> Verdict {
        let old = rightAnswers(of: before, vectors: vectors)
        let new = rightAnswers(of: after, vectors: vectors)
        let scores = macroF1(of: after, vectors: vectors)
        let count = Double(max(1, kept.count))
        let oldShare = Double(old.count { $0 }) / count
        let newShare = Double(new.count { $0 }) / count
        var refusal: String?
        if oldShare - newShare > margins.overall {
            refusal =
                "of \(kept.count) kept messages it reads \(percent(newShare)) right instead of \(percent(oldShare))"
        }
        return Verdict(
            accuracy: newShare,
            macroF1: scores,
            refusal: refusal ?? fallenIntent(old: old, new: new, margins: margins)
        )
    }

    private func rightAnswers(of model: IntentModel, vectors: [String: [Float]]?) -> [Bool] {
        zip(kept, messages).map { example, message in
            model.classify(message, vectors: vectors)?.ranked.first?.label == example.intent
        }
    }

    private func macroF1(of model: IntentModel, vectors: [String: [Float]]?) -> Double {
        let labels = model.classifier.labels
        let rows = zip(kept, messages).compactMap { example, message in
            model.classify(message, vectors: vectors).map {
                ModelEvaluation.Row(
                    intent: example.intent,
                    probabilities: $0.probabilities(in: labels),
                    outside: $0.outside
                )
            }
        }
        return rows.isEmpty ? 0 : ModelEvaluation(rows: rows, labels: labels, outsideLabel: nil).macroF1
    }

    private func fallenIntent(old: [Bool], new: [Bool], margins: Margins) -> String? {
        for (intent, rows) in Dictionary(grouping: kept.indices, by: { kept[$0].intent }).sorted(by: { $0.key < $1.key }
        ) {
            let before = rows.count { old[$0] }
            let after = rows.count { new[$0] }
            let fall = Double(before - after) / Double(rows.count)
            guard before - after >= Margins.messagesMin, fall > margins.intent else { continue }
            return "of \(rows.count) kept messages of \(intent) it reads \(after) right instead of \(before)"
        }
        return nil
    }

    private func percent(_ share: Double) -> String { "\((share * 100).rounded(toPlaces: 1)) %" }
}
