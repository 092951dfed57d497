/// One node as trained or stored. Children are not named: level by level, they follow from the order.
enum TreeNodeRecord: Equatable {
    case split(feature: Int, threshold: Float, missingGoesLeft: Bool, cover: Float)
    case leaf(value: Float, cover: Float)

    var cover: Float {
        switch self {
        case .split(_, _, _, let cover), .leaf(_, let cover): cover
        }
    }
}

/// Lays trees out in one array and refuses what is no tree. Since a split's children are the next two nodes that no
/// earlier split has taken, there is nothing in the input that could point backwards or outside.
struct NodeLayout {
    let featureCount: Int
    private(set) var nodes: [TreeEnsemble.Node] = []
    private(set) var covers: [Float] = []
    private(set) var roots: [UInt32] = []
    /// The sum over trees of the mean leaf of their training rows.
    private(set) var expectedLeafSum: Float = 0

    init(featureCount: Int) { self.featureCount = featureCount }

    mutating func append(_ tree: [TreeNodeRecord]) throws(RegressionTreesError) {
        guard nodes.count + tree.count <= TreeEnsemble.nodesMax else {
            throw .malformedModel(reason: "it has more than \(TreeEnsemble.nodesMax) nodes")
        }
        let root = nodes.count
        var depths = [0]
        for (index, record) in tree.enumerated() {
            guard index < depths.count else { throw .malformedModel(reason: "a tree has nodes without a parent") }
            guard record.cover >= 0, record.cover.isFinite else {
                throw .malformedModel(reason: "a node covers a weight of \(record.cover)")
            }
            nodes.append(try node(record, left: root + depths.count))
            covers.append(record.cover)
            if case .split = record { depths += [depths[index] + 1, depths[index] + 1] }
            guard depths[index] <= TreeEnsemble.depthMax else {
                throw .malformedModel(reason: "a tree is deeper than \(TreeEnsemble.depthMax)")
            }
        }
        guard depths.count == tree.count else {
            throw .malformedModel(reason: "a tree has \(tree.count) nodes where its splits ask for \(depths.count)")
        }
        roots.append(UInt32(root))
        expectedLeafSum += Float(meanLeaf(ofTreeAt: root))
    }

    private func node(_ record: TreeNodeRecord, left: Int) throws(RegressionTreesError) -> TreeEnsemble.Node {
        switch record {
        case .leaf(let value, _):
            guard value.isFinite else { throw .malformedModel(reason: "a leaf holds \(value)") }
            return TreeEnsemble.Node(value: value, split: 0, left: 0)
        case .split(let feature, let threshold, let missingGoesLeft, _):
            guard (0..<featureCount).contains(feature) else {
                throw .malformedModel(reason: "a split asks for feature \(feature) of \(featureCount)")
            }
            guard !threshold.isNaN else { throw .malformedModel(reason: "a split has no threshold") }
            return TreeEnsemble.Node(
                value: threshold,
                split: UInt32(feature) << 1 | (missingGoesLeft ? 1 : 0),
                left: UInt32(left)
            )
        }
    }

    /// Children come after their parents, so one pass from the end sees them first.
    private func meanLeaf(ofTreeAt root: Int) -> Double {
        var means = nodes[root...].map { Double($0.value) }
        for index in nodes.indices[root...].reversed() where nodes[index].left != 0 {
            let left = Int(nodes[index].left)
            let share = Self.leftShare(covers[left], covers[left + 1])
            means[index - root] = share * means[left - root] + (1 - share) * means[left + 1 - root]
        }
        return means[0]
    }

    /// The share of a split's training weight that went left; one half where there was none.
    static func leftShare(_ left: Float, _ right: Float) -> Double {
        let total = Double(left) + Double(right)
        return total > 0 ? Double(left) / total : 0.5
    }
}
