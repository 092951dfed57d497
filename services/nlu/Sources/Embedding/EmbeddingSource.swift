/// Vectors of texts, and the model that made them.
struct EmbeddedTexts: Sendable, Hashable {
    /// One for each text, in order, of length 1.
    var vectors: [[Float]]
    var model: String
}

/// Asks for the vectors of texts, however they are made. A call takes at most `EmbeddingSource.textsMax` texts.
struct EmbeddingSource: Sendable {
    /// What the inference service takes in one call.
    static let textsMax = 256

    var embed: @Sendable (_ texts: [String]) async throws -> EmbeddedTexts

    /// Embeds any number of texts in several calls of `batchSize`; all must come from one model.
    func embedAll(_ texts: [String], batchSize: Int) async throws -> EmbeddedTexts {
        var result: EmbeddedTexts?
        for start in stride(from: 0, to: texts.count, by: batchSize) {
            let batch = Array(texts[start..<min(start + batchSize, texts.count)])
            let answer = try await embed(batch)
            guard answer.vectors.count == batch.count else {
                throw NluError.unusableEmbeddings(reason: "\(answer.vectors.count) came for \(batch.count) texts")
            }
            guard var sofar = result else {
                result = answer
                continue
            }
            guard sofar.model == answer.model else {
                throw NluError.unusableEmbeddings(
                    reason: "the model changed from \(sofar.model) to \(answer.model) meanwhile"
                )
            }
            sofar.vectors += answer.vectors
            result = sofar
        }
        return result ?? EmbeddedTexts(vectors: [], model: "")
    }
}
