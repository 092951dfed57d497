/// Vectors of texts, and the model that made them.
package struct EmbeddedTexts: Sendable, Hashable {
    /// Of each text, of length 1.
    package var vectors: [String: [Float]]
    package var model: String

    package init(vectors: [String: [Float]], model: String) {
        self.vectors = vectors
        self.model = model
    }
}

/// Asks for the vectors of texts, however they are made. A call takes at most `EmbeddingSource.textsMax` texts.
package struct EmbeddingSource: Sendable {
    /// What the inference service takes in one call.
    package static let textsMax = 256

    package struct Answer: Sendable, Hashable {
        /// One for each text, in order, of length 1.
        package var vectors: [[Float]]
        package var model: String

        package init(vectors: [[Float]], model: String) {
            self.vectors = vectors
            self.model = model
        }
    }

    package var embed: @Sendable (_ texts: [String]) async throws -> Answer

    package init(embed: @escaping @Sendable (_ texts: [String]) async throws -> Answer) { self.embed = embed }

    /// Embeds any number of texts in several calls of `batchSize`; all must come from one model. `progress` is told how
    /// many are done.
    package func embedAll(
        _ texts: [String],
        batchSize: Int,
        progress: (_ done: Int) -> Void = { _ in }
    ) async throws -> EmbeddedTexts {
        var result = EmbeddedTexts(vectors: [:], model: "")
        for start in stride(from: 0, to: texts.count, by: batchSize) {
            let batch = Array(texts[start..<min(start + batchSize, texts.count)])
            let answer = try await embed(batch)
            guard answer.vectors.count == batch.count else {
                throw IntentPipelineError.unusableEmbeddings(
                    reason: "\(answer.vectors.count) came for \(batch.count) texts"
                )
            }
            guard result.model.isEmpty || result.model == answer.model else {
                throw IntentPipelineError.unusableEmbeddings(
                    reason: "the model changed from \(result.model) to \(answer.model) meanwhile"
                )
            }
            result.model = answer.model
            for (text, vector) in zip(batch, answer.vectors) { result.vectors[text] = vector }
            progress(start + batch.count)
        }
        return result
    }
}
