import CTextClassification

/// The training examples' embeddings: where their centre is, and which of them is closest to a new one.
///
/// Sentence embeddings of multilingual-e5 crowd into a narrow cone (two unrelated sentences have a cosine of .75), so
/// the regression reads them relative to their mean and scaled to an average length of 1. How near a text is to
/// anything taught is read from the raw cosine, which tells better.
package struct EmbeddingSpace: Sendable, Equatable {
    package let mean: [Float]
    /// Multiplies a centred embedding.
    package let scale: Float
    /// Embeddings that new texts are compared with, in row order.
    package let references: [Float]

    package var dimension: Int { mean.count }
    package var referenceCount: Int { references.count / max(1, dimension) }

    package init(mean: [Float], scale: Float, references: [Float]) {
        precondition(!mean.isEmpty && references.count % mean.count == 0, "references must be rows of the dimension")
        self.mean = mean
        self.scale = scale
        self.references = references
    }

    /// - Parameters:
    ///   - embeddings: at least one, of equal dimension and length 1.
    ///   - referenceRows: the embeddings that belong to a label inside of what is taught.
    ///   - weight: the average length of a centred embedding, against 1 for an n-gram vector.
    package init(fitting embeddings: [[Float]], referenceRows: [Int], weight: Float) {
        let dimension = embeddings[0].count
        var mean = [Float](repeating: 0, count: dimension)
        for embedding in embeddings { tc_add_scaled(1 / Float(embeddings.count), embedding, &mean, dimension) }
        var length = 0.0
        for embedding in embeddings {
            var centred = embedding
            tc_add_scaled(-1, mean, &centred, dimension)
            length += tc_dot(centred, centred, dimension).squareRoot()
        }
        length /= Double(embeddings.count)
        self.init(
            mean: mean,
            scale: length > 0 ? weight / Float(length) : weight,
            references: referenceRows.flatMap { embeddings[$0] }
        )
    }

    package func centred(_ embedding: [Float]) -> [Float] {
        var result = embedding
        tc_add_scaled(-1, mean, &result, dimension)
        result.withUnsafeMutableBufferPointer { tc_scale(scale, $0.baseAddress, $0.baseAddress, dimension) }
        return result
    }

    /// The largest cosines with references, in descending order, -1 ... 1; -1 where there are too few. `skipping` leaves
    /// out one reference, the text itself.
    package func nearest(_ count: Int, to embedding: [Float], skipping reference: Int? = nil) -> [Float] {
        var best = [Float](repeating: -1, count: count)
        tc_nearest(
            embedding,
            references,
            referenceCount,
            dimension,
            reference.map { UInt32($0) } ?? UInt32.max,
            &best,
            count
        )
        return best
    }
}
