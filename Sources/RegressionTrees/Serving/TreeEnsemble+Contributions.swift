/// What each feature added to one prediction.
package struct Contributions: Sendable, Equatable {
    /// The mean margin over the training rows.
    package let expected: Float
    /// By how much each feature moved this row's margin away from it.
    package let values: [Float]

    /// The row's margin again: for an identity link its prediction, for a logistic one the logarithm of the odds.
    package var margin: Float { expected + values.reduce(0, +) }

    /// The indices of the features that moved the margin up, the strongest first.
    package var raising: [Int] { values.indices.filter { values[$0] > 0 }.sorted { values[$0] > values[$1] } }

    /// The indices of the features that moved the margin down, the strongest first.
    package var lowering: [Int] { values.indices.filter { values[$0] < 0 }.sorted { values[$0] < values[$1] } }
}

extension TreeEnsemble {
    /// Shapley values of the row, by TreeSHAP (Lundberg, Erion and Lee, Consistent Individualized Feature Attribution
    /// for Tree Ensembles, 2018, algorithm 2). Unlike the walk that credits each split with the change of mean (Saabas,
    /// 2014), a feature that a model relies on more is never credited with less.
    ///
    /// It takes time of the leaves times the depth squared: for the few rows that are explained, not for ranking.
    package func contributions(_ row: [Float]) -> Contributions {
        precondition(row.count == featureNames.count, "a row has \(featureNames.count) values (is \(row.count))")
        var walk = ShapleyWalk(ensemble: self, row: row)
        for root in roots { walk.visit(Int(root), path: ShapleyPath(), feature: nil, absentShare: 1, presentShare: 1) }
        return Contributions(expected: expectedMargin, values: walk.sums.map(Float.init))
    }
}

/// Walks one tree along all branches at once and credits each leaf to the features on its path.
private struct ShapleyWalk {
    let ensemble: TreeEnsemble
    let row: [Float]
    var sums: [Double]

    init(ensemble: TreeEnsemble, row: [Float]) {
        self.ensemble = ensemble
        self.row = row
        sums = Array(repeating: 0, count: row.count)
    }

    /// - Parameters:
    ///   - feature: what the split above asked for.
    ///   - absentShare: the share of rows that come here when the feature is unknown.
    ///   - presentShare: 1 where the row itself comes here, else 0.
    mutating func visit(
        _ index: Int,
        path: ShapleyPath,
        feature: Int?,
        absentShare: Double,
        presentShare: Double
    ) {
        var path = path
        path.extend(feature: feature, absentShare: absentShare, presentShare: presentShare)
        let node = ensemble.nodes[index]
        guard node.left != 0 else {
            for step in path.steps.indices.dropFirst() {
                let share = path.steps[step].presentShare - path.steps[step].absentShare
                guard let feature = path.steps[step].feature else { continue }
                sums[feature] += path.unwoundWeight(step) * share * Double(node.value)
            }
            return
        }
        let asked = Int(node.split >> 1)
        var earlier = (absent: 1.0, present: 1.0)
        if let step = path.steps.firstIndex(where: { $0.feature == asked }) {
            earlier = (path.steps[step].absentShare, path.steps[step].presentShare)
            path.unwind(step)
        }
        let left = Int(node.left)
        let leftShare = NodeLayout.leftShare(ensemble.covers[left], ensemble.covers[left + 1])
        let goesLeft = node.sendsLeft(row[asked])
        for (child, share, isTaken) in [(left, leftShare, goesLeft), (left + 1, 1 - leftShare, !goesLeft)] {
            visit(
                child,
                path: path,
                feature: asked,
                absentShare: earlier.absent * share,
                presentShare: isTaken ? earlier.present : 0
            )
        }
    }
}

/// The distinct features between root and node, with, for each number of known features, the weight of the subsets of
/// that size that lead here. `weight` of step k is that of the subsets of k features.
private struct ShapleyPath {
    struct Step {
        /// nil for the root's step, which belongs to no feature.
        var feature: Int?
        var absentShare: Double
        var presentShare: Double
        var weight: Double
    }

    private(set) var steps: [Step] = []

    mutating func extend(feature: Int?, absentShare: Double, presentShare: Double) {
        let depth = steps.count
        let weight: Double = depth == 0 ? 1 : 0
        steps.append(
            Step(feature: feature, absentShare: absentShare, presentShare: presentShare, weight: weight)
        )
        for index in (0..<depth).reversed() {
            let weight = steps[index].weight / Double(depth + 1)
            steps[index + 1].weight += presentShare * weight * Double(index + 1)
            steps[index].weight = absentShare * weight * Double(depth - index)
        }
    }

    /// Undoes `extend` for the feature of `step`, whenever it was added.
    mutating func unwind(_ step: Int) {
        let weights = unwoundWeights(step)
        for index in step..<steps.count - 1 { steps[index] = steps[index + 1] }
        steps.removeLast()
        for index in steps.indices { steps[index].weight = weights[index] }
    }

    /// The sum of the weights after `unwind(step)`.
    func unwoundWeight(_ step: Int) -> Double { unwoundWeights(step).reduce(0, +) }

    private func unwoundWeights(_ step: Int) -> [Double] {
        let depth = steps.count - 1
        let (absent, present) = (steps[step].absentShare, steps[step].presentShare)
        var weights = Array(repeating: 0.0, count: depth)
        var next = steps[depth].weight
        for index in (0..<depth).reversed() {
            if present != 0 {
                weights[index] = next * Double(depth + 1) / (Double(index + 1) * present)
                next = steps[index].weight - weights[index] * absent * Double(depth - index) / Double(depth + 1)
            } else if absent != 0 {
                weights[index] = steps[index].weight * Double(depth + 1) / (absent * Double(depth - index))
            }
        }
        return weights
    }
}
