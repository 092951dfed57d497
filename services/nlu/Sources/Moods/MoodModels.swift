import IntentPipeline
import TextClassification

/// Reads how a customer feels and how pressing it is, by two small classifiers of the same kind as the intents'.
struct MoodModels: Sendable {
    private let valence: IntentModel
    private let urgency: IntentModel

    /// What is taught: messages as `negative`, `neutral` or `positive`, and as `urgent` or `calm`.
    struct Lessons: Sendable {
        var valence: IntentLesson
        var urgency: IntentLesson

        /// Reads `valence.jsonl` and `urgency.jsonl` of a folder.
        static func read(_ folder: String) throws -> Lessons {
            Lessons(
                valence: IntentLesson(try IntentExample.readFile(folder + "/valence.jsonl")),
                urgency: IntentLesson(try IntentExample.readFile(folder + "/urgency.jsonl"))
            )
        }

        var texts: [String] { valence.texts + urgency.texts }
    }

    /// Trains both in about a second.
    init(_ lessons: Lessons, embeddings: EmbeddedTexts?, shipped: ShippedLesson = .nothing) throws {
        valence = try lessons.valence.train(embeddings: embeddings, shipped: shipped)
        urgency = try lessons.urgency.train(embeddings: embeddings, shipped: shipped)
    }

    /// - Parameter vectors: of the message's texts; nil reads n-grams alone.
    func mood(of message: NormalizedMessage, vectors: [String: [Float]]?) -> Mood {
        func probability(_ label: String, _ model: IntentModel) -> Double {
            let ranked = model.classify(message, vectors: vectors)?.ranked ?? []
            return Double(ranked.first { $0.label == label }?.probability ?? 0)
        }
        return Mood(
            valence: probability("positive", valence) - probability("negative", valence),
            urgency: probability("urgent", urgency)
        )
    }
}

/// How a customer feels, for deciding who should answer.
struct Mood: Sendable, Hashable {
    /// The probability of a good mood less that of a bad one, -1 ... 1.
    var valence: Double
    /// The probability that it must be done now, 0 ... 1.
    var urgency: Double
}
