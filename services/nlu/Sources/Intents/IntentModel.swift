import TextClassification

/// A trained classifier of intents, and what it was trained on.
struct IntentModel: Sendable {
    var classifier: TextClassifier
    var identity: IntentModelIdentity

    /// Whether it reads embeddings too.
    var usesEmbeddings: Bool { !identity.embeddingModel.isEmpty }
}

/// What tells one trained model from another.
struct IntentModelIdentity: Sendable, Hashable, CustomStringConvertible {
    /// Changes with any example, and with how the training works.
    var lesson: String
    /// The model whose vectors it reads; empty for none.
    var embeddingModel: String

    init(lesson: String, embeddingModel: String) {
        self.lesson = lesson
        self.embeddingModel = embeddingModel
    }

    init?(_ text: String) {
        let parts = text.split(separator: "+", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty else { return nil }
        self.init(lesson: String(parts[0]), embeddingModel: String(parts[1]))
    }

    var description: String { "\(lesson)+\(embeddingModel)" }

    /// The version that answers name: `5f0c9a1d22e3b477+multilingual-e5-small`, or `...+ngrams`.
    var version: String { "\(lesson)+\(embeddingModel.isEmpty ? "ngrams" : embeddingModel)" }
}

/// The examples of all intents, ready to train on.
struct IntentLesson: Sendable {
    /// Raised when training changes so that stored models no longer fit.
    private static let recipe = "2"

    let examples: [IntentExample]
    let identifier: String
    private let normalized: [NormalizedText]

    /// Throws when one text is given for two intents.
    init(_ examples: [IntentExample]) throws {
        var intents: [[Unicode.Scalar]: String] = [:]
        var kept: [IntentExample] = []
        var normalized: [NormalizedText] = []
        for example in examples {
            let text = NormalizedText(example.text)
            if let known = intents[text.scalars] {
                guard known == example.intent else {
                    throw NluError.conflictingExamples(text: example.text, intents: [known, example.intent])
                }
                continue
            }
            intents[text.scalars] = example.intent
            kept.append(example)
            normalized.append(text)
        }
        self.examples = kept
        self.normalized = normalized
        identifier = Self.hash(kept)
    }

    /// What is embedded for each example: the same form that messages are embedded in.
    var texts: [String] { normalized.map(\.string) }

    /// Trains on these examples. It takes seconds of all cores.
    func train(
        embeddings: EmbeddedTexts?,
        forms: [FeatureSet] = TrainingSettings().forms,
        progress: (TrainingProgress) -> Void = { _ in }
    ) throws -> IntentModel {
        var settings = TrainingSettings()
        settings.forms = forms
        let training = try ClassifierTraining(
            examples: zip(examples, normalized).map { TrainingExample(text: $1.scalars, label: $0.intent) },
            embeddings: embeddings?.vectors,
            settings: settings
        )
        return IntentModel(
            classifier: training.run(progress: progress),
            identity: IntentModelIdentity(lesson: identifier, embeddingModel: embeddings?.model ?? "")
        )
    }

    /// FNV-1a, 64 bits: it tells lessons apart and guards nothing.
    private static func hash(_ examples: [IntentExample]) -> String {
        var state: UInt64 = 0xCBF2_9CE4_8422_2325
        for text in [recipe] + examples.flatMap({ [$0.intent, $0.text] }) {
            for byte in Array(text.utf8) + [0] { state = (state ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
        }
        let digits = String(state, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
