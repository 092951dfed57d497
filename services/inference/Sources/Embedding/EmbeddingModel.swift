/// Turns texts into vectors. Blocks while it computes and is not safe to share: `ModelWorker` owns it.
protocol EmbeddingModel {
    var description: ModelDescription { get }

    /// One embedding a text, in order. Any number of texts; the model splits what does not fit one pass.
    func encode(_ inputs: [EmbeddingInput]) throws -> [Embedding]

    /// Tokens of a text without prefix and without the two that mark its ends.
    func countTokens(of text: String) throws -> Int
}

/// What a loaded model is, for people and for the `ListModels` call.
struct ModelDescription: Sendable, Hashable {
    let name: String
    let architecture: String
    let quantisation: String
    let sizeBytes: Int
    let sha256: [UInt8]
    let contextTokens: Int
    /// 0 for a model that makes no embeddings.
    let dimensions: Int
    var isRemote = false
}
