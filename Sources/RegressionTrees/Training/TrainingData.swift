/// Rows with the answer to each.
package struct TrainingData: Sendable {
    package let features: FeatureMatrix
    package let labels: [Float]
    /// One a row, or one a group when there are groups; nil weighs all alike.
    package let weights: [Float]?
    /// For ranking: the number of rows of each list; the lists follow each other in the rows.
    package let groups: [Int]?

    package var rowCount: Int { labels.count }

    package init(
        features: FeatureMatrix,
        labels: [Float],
        weights: [Float]? = nil,
        groups: [Int]? = nil
    ) throws(RegressionTreesError) {
        guard features.rowCount > 0 else { throw .noRows(of: "training") }
        guard labels.count == features.rowCount else {
            throw .wrongCount(of: "labels", actual: labels.count, expected: features.rowCount)
        }
        if let row = labels.firstIndex(where: { !$0.isFinite }) {
            throw .invalidValue(of: "label", row: row, value: labels[row], allowed: "a finite number")
        }
        if let groups {
            if let index = groups.firstIndex(where: { $0 < 1 }) {
                throw .invalidValue(of: "size", row: index, value: Float(groups[index]), allowed: "1 or more")
            }
            let grouped = groups.reduce(0, +)
            guard grouped == labels.count else {
                throw .wrongCount(of: "rows in groups", actual: grouped, expected: labels.count)
            }
        }
        if let weights {
            let expected = groups?.count ?? labels.count
            guard weights.count == expected else {
                throw .wrongCount(of: "weights", actual: weights.count, expected: expected)
            }
            if let row = weights.firstIndex(where: { !($0 >= 0 && $0.isFinite) }) {
                throw .invalidValue(of: "weight", row: row, value: weights[row], allowed: "0 or a finite number above")
            }
            guard weights.contains(where: { $0 > 0 }) else { throw .noRows(of: "weighted training") }
        }
        self.features = features
        self.labels = labels
        self.weights = weights
        self.groups = groups
    }

    /// Holds the labels and groups against what the objective can learn from.
    func require(_ objective: TrainingObjective) throws(RegressionTreesError) {
        if objective.isRanking, groups == nil { throw .missingGroups }
        if !objective.isRanking, groups != nil { throw .unusedGroups }
        guard let allowed = objective.allowedLabels else { return }
        if let row = labels.firstIndex(where: { !allowed.contains($0) }) {
            throw .invalidValue(of: "label", row: row, value: labels[row], allowed: allowed.description)
        }
    }
}
