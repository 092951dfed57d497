import Foundation

/// Regression trees that predict one number from a row of features, ready to serve.
///
/// All nodes lie in one array, tree after tree, each level by level, so that a node's two children are neighbours that
/// come after it: a walk ends whatever the numbers are. The arithmetic is XGBoost's, in 32-bit floats and its order.
///
/// Measured on one core with 200 trees of depth 6 over 20 features: a row takes 3.2 us, through XGBoost's C interface 22
/// us (with 50 trees 0.7 and 18); 1,000 rows at once take 3.2 ms, there 3.4 ms.
package struct TreeEnsemble: Sendable, Equatable {
    /// How a prediction follows from the sum of leaves.
    package enum Link: UInt32, Sendable {
        case identity = 0
        /// The sum is the logarithm of the odds.
        case logistic = 1
    }

    struct Node: Sendable, Equatable {
        /// The threshold of a split, the value of a leaf.
        let value: Float
        /// Twice the feature's index, plus 1 where a missing value goes left.
        let split: UInt32
        /// The left child, right before the right one; 0 marks a leaf.
        let left: UInt32
    }

    /// Deeper trees are refused; training goes to 16.
    package static let depthMax = 64
    /// Larger ensembles are refused.
    package static let nodesMax = 1 << 26

    package let featureNames: [String]
    package let link: Link
    /// The sum before any tree.
    package let baseMargin: Float
    /// The mean sum over the training rows, which contributions start from.
    package let expectedMargin: Float
    /// The index of each tree's root.
    let roots: [UInt32]
    let nodes: [Node]
    /// The weight of the training rows that reached each node.
    let covers: [Float]

    package var treeCount: Int { roots.count }
    package var nodeCount: Int { nodes.count }

    /// - Parameter trees: each tree's nodes, level by level, the children of earlier nodes first.
    init(
        trees: [[TreeNodeRecord]],
        baseMargin: Float,
        link: Link,
        featureNames: [String]
    ) throws(RegressionTreesError) {
        guard baseMargin.isFinite else { throw .malformedModel(reason: "its base margin is \(baseMargin)") }
        var layout = NodeLayout(featureCount: featureNames.count)
        for tree in trees { try layout.append(tree) }
        self.featureNames = featureNames
        self.link = link
        self.baseMargin = baseMargin
        roots = layout.roots
        nodes = layout.nodes
        covers = layout.covers
        expectedMargin = layout.expectedLeafSum + baseMargin
    }

    /// - Parameter row: one value a feature, NaN where it is missing.
    package func predict(_ row: [Float]) -> Float { link.prediction(ofMargin: margin(row.span)) }

    /// One prediction a row.
    package func predict(_ rows: FeatureMatrix) -> [Float] { margins(rows).map(link.prediction(ofMargin:)) }

    /// The sum of base and leaves, before the link.
    package func margin(_ row: [Float]) -> Float { margin(row.span) }

    package func margins(_ rows: FeatureMatrix) -> [Float] { margins(rowValues: rows.values) }

    /// For rows made for this ensemble alone, which need no names.
    ///
    /// - Parameter values: row by row, one value a feature.
    package func margins(rowValues values: [Float]) -> [Float] {
        let width = featureNames.count
        precondition(values.count.isMultiple(of: width), "rows have \(width) values each (are \(values.count) in all)")
        let values = values.span
        return (0..<values.count / width).map { row in margin(values.extracting(row * width..<(row + 1) * width)) }
    }

    /// For a program that computes features itself: refuses trees that were trained on others.
    package func requireFeatures(_ names: [String]) throws(RegressionTreesError) {
        guard names == featureNames else { throw .otherFeatures(found: featureNames, expected: names) }
    }

    private func margin(_ row: Span<Float>) -> Float {
        precondition(row.count == featureNames.count, "a row has \(featureNames.count) values (is \(row.count))")
        let nodes = nodes.span
        var sum = baseMargin
        for root in roots {
            var node = nodes[Int(root)]
            while node.left != 0 {
                let goesLeft = node.sendsLeft(row[Int(node.split >> 1)])
                node = nodes[Int(node.left) + (goesLeft ? 0 : 1)]
            }
            sum += node.value
        }
        return sum
    }
}

extension TreeEnsemble.Node {
    /// A value at the threshold goes right.
    @inline(__always)
    func sendsLeft(_ value: Float) -> Bool { value.isNaN ? split & 1 == 1 : value < self.value }
}

extension TreeEnsemble.Link {
    package func prediction(ofMargin margin: Float) -> Float {
        switch self {
        case .identity: margin
        // The bounds and the little addend are XGBoost's, against overflow and division by 0.
        case .logistic: 1 / (exp(min(-margin, 88.7)) + 1 + 1e-16)
        }
    }

    func margin(ofPrediction prediction: Float) -> Float {
        switch self {
        case .identity: prediction
        case .logistic: -log(1 / prediction - 1)
        }
    }
}
