import CItemRecommendation
import SeededRandom

/// Two vectors an item, one for leading to others and one for being led to, whose dot product approximates the
/// normalised directed counts M[i][j] = count / sqrt(total of i) / sqrt(total of j).
///
/// The targets are an orthonormal basis V of the strongest right singular vectors, found by seeded subspace iteration
/// (Halko, Martinsson and Tropp, 2011); the sources are M V, so that source . target is the best approximation of M of
/// that rank. It generalises where counts are few: items that lead to the same items come to lead to each other's.
package struct DirectedEmbedding: Sendable, Hashable {
    package let dimension: Int
    /// Items x dimension.
    package let sources: [Float]
    package let targets: [Float]

    init(dimension: Int, sources: [Float], targets: [Float]) {
        self.dimension = dimension
        self.sources = sources
        self.targets = targets
    }

    init(_ counts: CoOccurrence, settings: RecommenderSettings) {
        let dimension = settings.embeddingDimension
        precondition(
            dimension > 0 && dimension % 8 == 0,
            "embeddingDimension must be a multiple of 8 (is \(dimension))"
        )
        let matrix = Self.normalised(counts)
        let transposed = Self.transposed(matrix)
        var random = SplitMix64(seed: settings.seed)
        var basis = (0..<matrix.itemCount * dimension).map { _ in random.normal() }
        for _ in 0..<settings.embeddingRounds {
            let image = Self.product(matrix, basis, dimension: dimension, threads: settings.threads)
            basis = Self.product(transposed, image, dimension: dimension, threads: settings.threads)
            Self.orthonormalise(&basis, dimension: dimension)
        }
        self.dimension = dimension
        targets = basis
        sources = Self.product(matrix, basis, dimension: dimension, threads: settings.threads)
    }

    private static func normalised(_ counts: CoOccurrence) -> NeighbourTable {
        let table = counts.following
        var weights = table.weights
        for item in 0..<table.itemCount {
            for entry in table.range(of: item) {
                let totals =
                    max(counts.followingTotals[item], 1) * max(counts.precedingTotals[Int(table.items[entry])], 1)
                weights[entry] /= totals.squareRoot()
            }
        }
        return NeighbourTable(starts: table.starts, items: table.items, weights: weights)
    }

    private static func transposed(_ table: NeighbourTable) -> NeighbourTable {
        var starts = [UInt64](repeating: 0, count: table.itemCount + 1)
        for target in table.items { starts[Int(target) + 1] += 1 }
        for item in 0..<table.itemCount { starts[item + 1] += starts[item] }
        var next = starts
        var items = [UInt32](repeating: 0, count: table.items.count)
        var weights = [Float](repeating: 0, count: table.items.count)
        for item in 0..<table.itemCount {
            for entry in table.range(of: item) {
                let target = Int(table.items[entry])
                items[Int(next[target])] = UInt32(item)
                weights[Int(next[target])] = table.weights[entry]
                next[target] += 1
            }
        }
        return NeighbourTable(starts: starts, items: items, weights: weights)
    }

    /// The sparse matrix times `vectors` (items x dimension).
    private static func product(
        _ table: NeighbourTable,
        _ vectors: [Float],
        dimension: Int,
        threads: Int
    ) -> [Float] {
        let chunks = mapRanges(table.itemCount, chunk: 512, threads: threads) { range in
            var sums = [Float](repeating: 0, count: range.count * dimension)
            sums.withUnsafeMutableBufferPointer { sums in
                vectors.withUnsafeBufferPointer { vectors in
                    guard let target = sums.baseAddress, let source = vectors.baseAddress else { return }
                    for item in range {
                        for entry in table.range(of: item) {
                            ir_add_scaled(
                                table.weights[entry],
                                source + Int(table.items[entry]) * dimension,
                                target + (item - range.lowerBound) * dimension,
                                dimension
                            )
                        }
                    }
                }
            }
            return sums
        }
        return Array(chunks.joined())
    }

    /// Makes the columns orthonormal: the Gram matrix's Cholesky factor undone, twice, since once loses half the digits.
    private static func orthonormalise(_ vectors: inout [Float], dimension: Int) {
        let count = vectors.count / dimension
        for _ in 0..<2 {
            var gram = [Double](repeating: 0, count: dimension * dimension)
            ir_gram(vectors, count, dimension, &gram)
            ir_solve_rows(&vectors, count, dimension, Cholesky.factor(gram, size: dimension))
        }
    }
}
