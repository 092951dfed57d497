/// Turns inputs into the numbers that a regression reads: the n-grams of the text and of each context channel, and their
/// embeddings side by side.
package struct FeatureEncoder: Sendable {
    /// The n-grams of a text and of each channel, in this order.
    typealias Counts = [[(bucket: UInt32, count: UInt32)]]

    package let vocabulary: Vocabulary
    /// Nil without embeddings.
    package let space: EmbeddingSpace?
    /// How the embedding of each context channel is centred and scaled; empty without embeddings.
    package let contextSpaces: [EmbeddingSpace]
    package let channelCount: Int
    /// The length of a channel's n-gram vector against 1 for the text's.
    package let contextWeight: Float
    private let extractors: [NgramExtractor]

    package init(
        vocabulary: Vocabulary,
        space: EmbeddingSpace?,
        contextSpaces: [EmbeddingSpace],
        channelCount: Int,
        contextWeight: Float
    ) {
        self.vocabulary = vocabulary
        self.space = space
        self.contextSpaces = contextSpaces
        self.channelCount = channelCount
        self.contextWeight = contextWeight
        extractors = Self.extractors(channelCount: channelCount)
    }

    static func extractors(channelCount: Int) -> [NgramExtractor] {
        (0...channelCount).map { NgramExtractor(channel: $0) }
    }

    static func counts(of input: TextInput, by extractors: [NgramExtractor]) -> Counts {
        extractors.enumerated().map { channel, extractor in
            guard channel > 0 else { return extractor.counts(of: input.text) }
            return input.context.count >= channel ? extractor.counts(of: input.context[channel - 1]) : []
        }
    }

    func counts(of input: TextInput) -> Counts { Self.counts(of: input, by: extractors) }

    /// The dense values of a row.
    var dimension: Int { (space?.dimension ?? 0) * (1 + contextSpaces.count) }

    func vector(of counts: Counts) -> SparseVector {
        var vector = vocabulary.features(of: counts[0])
        for channel in counts.dropFirst() {
            let context = vocabulary.features(of: channel)
            vector.columns += context.columns
            vector.values += context.values.map { $0 * contextWeight }
        }
        return vector
    }

    /// The embeddings of the text and of each channel, centred; zeros where a channel is empty.
    func dense(of embedding: InputEmbedding) -> [Float] {
        guard let space else { return [] }
        var values = space.centred(embedding.text)
        for (channel, contextSpace) in contextSpaces.enumerated() {
            if channel < embedding.context.count, let context = embedding.context[channel] {
                values += contextSpace.centred(context)
            } else {
                values += [Float](repeating: 0, count: contextSpace.dimension)
            }
        }
        return values
    }
}
