/// The vector of a text.
struct Embedding: Sendable, Hashable {
    /// L2-normalised, so that a dot product is a cosine.
    let values: [Float]
    /// Tokens that were encoded: prefix, text and the two that mark its ends.
    let tokens: Int
    /// Whether the text was longer than the model's context and its end was left out.
    let isTruncated: Bool
}

/// What a text is for. The model was trained with another prefix for each side of a search.
enum EmbeddingPurpose: Sendable, Hashable, CaseIterable {
    case query
    case passage

    var prefix: String {
        switch self {
        case .query: "query: "
        case .passage: "passage: "
        }
    }
}

/// One text to embed.
struct EmbeddingInput: Sendable, Hashable {
    let purpose: EmbeddingPurpose
    let text: String
}
