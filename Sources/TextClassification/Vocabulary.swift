import Foundation

/// The n-grams a model knows, with their weights: sublinear term frequency times smoothed inverse document frequency.
///
/// Only n-grams that occur in at least `minimumDocumentFrequency` training texts are kept; the others would be
/// memorised, not learnt.
package struct Vocabulary: Sendable {
    /// The kept buckets in ascending order; a bucket's position is its column.
    package let buckets: [UInt32]
    /// For each column, ln((1 + texts) / (1 + texts with it)) + 1.
    package let inverseDocumentFrequencies: [Float]
    /// For each column, the number of training texts with it.
    package let documentFrequencies: [UInt32]
    /// For each bucket its column + 1, or 0.
    private let columns: [UInt32]
    private let extractor = NgramExtractor()

    /// The weight of an n-gram that no training text holds.
    private let unknownWeight: Float

    package init(fitting counts: [[(bucket: UInt32, count: UInt32)]], minimumDocumentFrequency: Int) {
        var frequencies = [UInt32](repeating: 0, count: NgramExtractor.bucketCount)
        var seen: [UInt32] = []
        for text in counts {
            for entry in text {
                if frequencies[Int(entry.bucket)] == 0 { seen.append(entry.bucket) }
                frequencies[Int(entry.bucket)] += 1
            }
        }
        let kept = seen.filter { frequencies[Int($0)] >= max(1, minimumDocumentFrequency) }.sorted()
        let documentFrequencies = kept.map { frequencies[Int($0)] }
        self.init(buckets: kept, documentFrequencies: documentFrequencies, textCount: counts.count)
    }

    package init(buckets: [UInt32], documentFrequencies: [UInt32], textCount: Int) {
        var columns = [UInt32](repeating: 0, count: NgramExtractor.bucketCount)
        for (column, bucket) in buckets.enumerated() { columns[Int(bucket)] = UInt32(column + 1) }
        self.buckets = buckets
        self.columns = columns
        self.documentFrequencies = documentFrequencies
        unknownWeight = Self.weight(documentFrequency: 0, textCount: textCount)
        inverseDocumentFrequencies = documentFrequencies.map {
            Self.weight(documentFrequency: $0, textCount: textCount)
        }
        self.textCount = textCount
    }

    /// The number of texts the vocabulary was fitted on.
    package let textCount: Int

    /// The features of a text, scaled to length 1 (or empty when it holds nothing known).
    package func features(of text: [Unicode.Scalar]) -> SparseVector { features(of: extractor.counts(of: text)) }

    package func features(of counts: [(bucket: UInt32, count: UInt32)]) -> SparseVector {
        var vector = SparseVector()
        vector.columns.reserveCapacity(counts.count)
        vector.values.reserveCapacity(counts.count)
        var squares: Float = 0
        for entry in counts {
            let column = columns[Int(entry.bucket)]
            guard column > 0 else { continue }
            let frequency: Float = entry.count == 1 ? 1 : 1 + log(Float(entry.count))
            let value = frequency * inverseDocumentFrequencies[Int(column - 1)]
            vector.columns.append(column - 1)
            vector.values.append(value)
            squares += value * value
        }
        if squares > 0 {
            let scale = 1 / squares.squareRoot()
            for position in vector.values.indices { vector.values[position] *= scale }
        }
        return vector
    }

    /// The share of a text's n-grams, by weight, that the training texts hold: 0 for none ... 1 for all.
    ///
    /// For a text that is itself a training example, `ownOccurrences` is 1, and an n-gram counts only if enough other
    /// texts hold it too.
    package func coverage(of counts: [(bucket: UInt32, count: UInt32)], ownOccurrences: UInt32 = 0) -> Float {
        var known: Float = 0
        var total: Float = 0
        for entry in counts {
            let column = columns[Int(entry.bucket)]
            if column > 0, documentFrequencies[Int(column - 1)] >= 2 + ownOccurrences {
                known += inverseDocumentFrequencies[Int(column - 1)]
                total += inverseDocumentFrequencies[Int(column - 1)]
            } else {
                total += unknownWeight
            }
        }
        return total > 0 ? known / total : 0
    }

    private static func weight(documentFrequency: UInt32, textCount: Int) -> Float {
        log(Float(1 + textCount) / Float(1 + documentFrequency)) + 1
    }
}

/// The non-zero entries of a vector, by ascending column.
package struct SparseVector: Sendable, Equatable {
    package var columns: [UInt32] = []
    package var values: [Float] = []

    package init() {}
}
