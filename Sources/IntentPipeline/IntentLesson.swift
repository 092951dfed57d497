package import TextClassification
import TextNormalization

/// The examples of all intents, ready to train on.
package struct IntentLesson: Sendable {
    /// Raised when training changes so that stored models no longer fit.
    private static let recipe = "3"

    /// Without repetitions; of contradicting ones the last.
    package let examples: [IntentExample]
    package let identifier: String
    package let messages: [NormalizedMessage]
    /// Texts that were given with two intents, in the order of their first; the later one was kept.
    package let conflicts: [Conflict]
    /// Examples that said nothing new.
    package let repetitionCount: Int

    package struct Conflict: Sendable, Hashable {
        package var text: String
        package var dropped: String
        package var kept: String
    }

    package init(_ examples: [IntentExample]) {
        var positions: [TextInput: Int] = [:]
        var kept: [IntentExample] = []
        var messages: [NormalizedMessage] = []
        var conflicts: [Conflict] = []
        for example in examples {
            let message = NormalizedMessage(example.text, history: example.history)
            guard let position = positions[message.input] else {
                positions[message.input] = kept.count
                kept.append(example)
                messages.append(message)
                continue
            }
            if kept[position].intent != example.intent {
                conflicts.append(
                    Conflict(text: example.text, dropped: kept[position].intent, kept: example.intent)
                )
                kept[position] = example
            }
        }
        repetitionCount = examples.count - kept.count - conflicts.count
        self.examples = kept
        self.messages = messages
        self.conflicts = conflicts
        identifier = Self.hash(kept)
    }

    /// Every text that is embedded, once.
    package var texts: [String] {
        var seen: Set<String> = []
        return messages.flatMap(\.embeddedTexts).filter { seen.insert($0).inserted }
    }

    /// Trains on these examples. It takes seconds of all cores.
    package func train(
        embeddings: EmbeddedTexts?,
        settings: TrainingSettings = TrainingSettings(),
        progress: (TrainingProgress) -> Void = { _ in },
        heldOut: (HeldOutAnswers) -> Void = { _ in }
    ) throws -> IntentModel {
        let training = try training(embeddings: embeddings, settings: settings)
        return model(training.run(progress: progress, heldOut: heldOut), embeddings)
    }

    /// Trains without calibrating anew, in a fraction of the time.
    package func train(embeddings: EmbeddedTexts?, calibration: Calibration) throws -> IntentModel {
        let training = try training(embeddings: embeddings, settings: TrainingSettings())
        return model(training.run(calibration: calibration), embeddings)
    }

    private func model(_ classifier: TextClassifier, _ embeddings: EmbeddedTexts?) -> IntentModel {
        IntentModel(
            classifier: classifier,
            identity: IntentModelIdentity(lesson: identifier, embeddingModel: embeddings?.model ?? "")
        )
    }

    private func training(embeddings: EmbeddedTexts?, settings: TrainingSettings) throws -> ClassifierTraining {
        try ClassifierTraining(
            examples: zip(examples, messages).map { TrainingExample($1.input, label: $0.intent) },
            embeddings: try embeddings.map { embeddings in
                try messages.map { message in
                    guard let embedding = message.embedding(from: embeddings.vectors) else {
                        throw IntentPipelineError.unusableEmbeddings(reason: "one of an example is missing")
                    }
                    return embedding
                }
            },
            settings: settings
        )
    }

    private static func hash(_ examples: [IntentExample]) -> String {
        var state = FowlerNollVo.start
        let parts = examples.flatMap { example in
            [example.intent, example.text] + example.history.flatMap { [$0.speaker, $0.text] }
        }
        for text in [recipe] + parts { state = FowlerNollVo.hash(Array(text.utf8) + [0], from: state) }
        let digits = String(state, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
