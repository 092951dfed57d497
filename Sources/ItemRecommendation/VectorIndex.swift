import CItemRecommendation

/// Vectors of things by name, for those that are near by cosine.
///
/// The mean of all is taken off each first: sentence embeddings share a large common part, beside which their differences
/// are small (Mu and Viswanath, All-but-the-Top, 2018). A search looks at every vector: 100,000 of 384 numbers take some
/// 10 ms on one core.
package struct VectorIndex: Sendable {
    package let names: [String]
    /// Padded with zeros to a multiple of 8.
    private let dimension: Int
    private let mean: [Float]
    /// Names x dimension, each of length 1 (or 0 where it was the mean itself).
    private let values: [Float]
    private let numbers: [String: Int]

    package struct Neighbour: Sendable, Hashable {
        package let name: String
        /// -1 to 1.
        package let similarity: Float
    }

    /// With fewer vectors there is no common part to speak of.
    private static let centredMin = 8

    /// - Parameter vectors: all of the same length; of a name that comes twice the first counts.
    package init(_ vectors: some Sequence<(name: String, vector: [Float])>) {
        var names: [String] = []
        var rows: [[Float]] = []
        var numbers: [String: Int] = [:]
        for (name, vector) in vectors where numbers[name] == nil {
            precondition(rows.isEmpty || vector.count == rows[0].count, "vectors must be of one length")
            numbers[name] = names.count
            names.append(name)
            rows.append(vector)
        }
        let length = rows.first?.count ?? 0
        let dimension = (length + 7) / 8 * 8
        var mean = [Float](repeating: 0, count: dimension)
        if rows.count >= Self.centredMin {
            for row in rows { for index in row.indices { mean[index] += row[index] / Float(rows.count) } }
        }
        self.names = names
        self.numbers = numbers
        self.dimension = dimension
        self.mean = mean
        values = rows.flatMap { Self.unit($0, mean: mean) }
    }

    /// A part of another index, to search in fewer.
    package init(_ whole: VectorIndex, keeping names: some Sequence<String>) {
        var kept: [String] = []
        var values: [Float] = []
        for name in names {
            guard let number = whole.numbers[name] else { continue }
            kept.append(name)
            values += whole.values[number * whole.dimension..<(number + 1) * whole.dimension]
        }
        self.names = kept
        self.values = values
        dimension = whole.dimension
        mean = whole.mean
        numbers = Dictionary(kept.enumerated().map { ($1, $0) }) { first, _ in first }
    }

    package var isEmpty: Bool { names.isEmpty }

    /// The cosine of two things; nil where one has no vector.
    package func similarity(_ one: String, _ other: String) -> Float? {
        guard let first = numbers[one], let second = numbers[other] else { return nil }
        return values.withUnsafeBufferPointer { values in
            values.baseAddress.map { ir_dot($0 + first * dimension, $0 + second * dimension, dimension) }
        }
    }

    /// What is near a thing of the index, the nearest first; none where it has no vector.
    ///
    /// - Parameter part: where to look, a part of this index; nil looks at all of it.
    package func nearest(
        to name: String,
        limit: Int,
        in part: VectorIndex? = nil,
        isAllowed: (String) -> Bool = { _ in true }
    ) -> [Neighbour] {
        guard let number = numbers[name] else { return [] }
        let vector = Array(values[number * dimension..<(number + 1) * dimension])
        return (part ?? self).nearest(toUnit: vector, limit: limit) { $0 != name && isAllowed($0) }
    }

    /// What is near a vector of the same model; none where its length is another.
    package func nearest(
        to vector: [Float],
        limit: Int,
        isAllowed: (String) -> Bool = { _ in true }
    ) -> [Neighbour] {
        guard !isEmpty, (vector.count + 7) / 8 * 8 == dimension else { return [] }
        return nearest(toUnit: Self.unit(vector, mean: mean), limit: limit, isAllowed: isAllowed)
    }

    private func nearest(toUnit vector: [Float], limit: Int, isAllowed: (String) -> Bool) -> [Neighbour] {
        var selection = StrongestSelection(limit: max(1, limit))
        values.withUnsafeBufferPointer { values in
            guard let start = values.baseAddress else { return }
            for number in names.indices where isAllowed(names[number]) {
                selection.offer(ir_dot(vector, start + number * dimension, dimension), UInt32(number))
            }
        }
        return selection.sorted.map { Neighbour(name: names[Int($0.item)], similarity: $0.score) }
    }

    private static func unit(_ vector: [Float], mean: [Float]) -> [Float] {
        var result = mean.indices.map { ($0 < vector.count ? vector[$0] : 0) - mean[$0] }
        let length = result.reduce(0) { $0 + $1 * $1 }.squareRoot()
        guard length > 0 else { return result }
        for index in result.indices { result[index] /= length }
        return result
    }
}
