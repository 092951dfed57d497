package import TextClassification

/// A trained classifier of intents, and what it was trained on.
package struct IntentModel: Sendable {
    package var classifier: TextClassifier
    package var identity: IntentModelIdentity

    package init(classifier: TextClassifier, identity: IntentModelIdentity) {
        self.classifier = classifier
        self.identity = identity
    }

    /// Whether it reads embeddings too.
    package var usesEmbeddings: Bool { !identity.embeddingModel.isEmpty }

    /// Classifies with embeddings when they are there, and by n-grams alone otherwise.
    package func classify(_ message: NormalizedMessage, vectors: [String: [Float]]?) -> Classification? {
        let embedding = vectors.flatMap { message.embedding(from: $0) }
        return classifier.classify(message.input, embedding: embedding) ?? classifier.classify(message.input)
    }
}

/// What tells one trained model from another.
package struct IntentModelIdentity: Sendable, Hashable, CustomStringConvertible {
    /// Changes with any example, and with how the training works.
    package var lesson: String
    /// The model whose vectors it reads; empty for none.
    package var embeddingModel: String

    package init(lesson: String, embeddingModel: String) {
        self.lesson = lesson
        self.embeddingModel = embeddingModel
    }

    package init?(_ text: String) {
        let parts = text.split(separator: "+", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty else { return nil }
        self.init(lesson: String(parts[0]), embeddingModel: String(parts[1]))
    }

    package var description: String { "\(lesson)+\(embeddingModel)" }

    /// The version that answers name: `5f0c9a1d22e3b477+multilingual-e5-small`, or `...+ngrams`.
    package var version: String { "\(lesson)+\(embeddingModel.isEmpty ? "ngrams" : embeddingModel)" }
}
