/// Regression trees, flattened for scoring: a node is an index into every array.
struct RegressionForest: Sendable, Hashable {
    /// The roots of the trees.
    var roots: [UInt32] = []
    /// The feature a node asks for; `leaf` where it asks nothing.
    var features: [UInt32] = []
    /// Smaller values go left, others right; a leaf's value.
    var thresholds: [Float] = []
    var left: [UInt32] = []
    var right: [UInt32] = []

    static let leaf = UInt32.max

    /// Sums of the trees' values for each row of `rows` (of `width` features).
    func scores(_ rows: [Float], width: Int) -> [Float] {
        var sums = [Float](repeating: 0, count: rows.count / width)
        rows.withUnsafeBufferPointer { rows in
            for root in roots {
                for row in sums.indices { sums[row] += value(root, rows, start: row * width) }
            }
        }
        return sums
    }

    private func value(_ root: UInt32, _ rows: UnsafeBufferPointer<Float>, start: Int) -> Float {
        var node = Int(root)
        while features[node] != Self.leaf {
            node = Int(rows[start + Int(features[node])] < thresholds[node] ? left[node] : right[node])
        }
        return thresholds[node]
    }
}
