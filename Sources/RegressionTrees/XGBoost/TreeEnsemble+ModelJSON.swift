import Foundation

extension TreeEnsemble {
    /// Reads a model that XGBoost 1.7 saved as JSON: gradient-boosted trees with one output and numeric splits.
    ///
    /// - Parameter featureNames: in the order of the training columns.
    package init(xgboostJSON bytes: [UInt8], featureNames: [String]) throws(RegressionTreesError) {
        let model = try ModelJSON(bytes)
        let trees = model.learner.gradient_booster.model?.trees ?? []
        try self.init(model, leafValues: trees.map { $0.split_conditions }, rounds: trees.count, featureNames)
    }

    /// - Parameters:
    ///   - leafValues: the value of each tree's leaves by node number.
    ///   - rounds: how many trees to keep.
    init(
        _ model: ModelJSON,
        leafValues: [[Float]],
        rounds: Int,
        baseMargin: Float? = nil,
        _ featureNames: [String]
    ) throws(RegressionTreesError) {
        let learner = model.learner
        guard learner.gradient_booster.name == "gbtree", let trees = learner.gradient_booster.model?.trees else {
            throw .unsupportedModel(reason: "its booster is \(learner.gradient_booster.name), not gbtree")
        }
        guard ["0", "1"].contains(learner.learner_model_param.num_class) else {
            throw .unsupportedModel(reason: "it tells \(learner.learner_model_param.num_class) classes apart")
        }
        guard learner.learner_model_param.num_feature == String(featureNames.count) else {
            let count = learner.learner_model_param.num_feature
            throw .malformedModel(reason: "it has \(count) features and \(featureNames.count) names")
        }
        guard let baseScore = Float(learner.learner_model_param.base_score) else {
            throw .malformedModel(reason: "its base score is \(learner.learner_model_param.base_score), not a number")
        }
        let link = try Link(objective: learner.objective.name)
        var records: [[TreeNodeRecord]] = []
        for (tree, values) in zip(trees, leafValues).prefix(rounds) {
            records.append(try tree.breadthFirst(leafValues: values))
        }
        try self.init(
            trees: records,
            baseMargin: baseMargin ?? link.margin(ofPrediction: baseScore),
            link: link,
            featureNames: featureNames
        )
    }
}

extension TreeEnsemble.Link {
    fileprivate init(objective: String) throws(RegressionTreesError) {
        switch objective {
        case "reg:squarederror", "reg:absoluteerror", "rank:pairwise", "rank:ndcg", "rank:map": self = .identity
        case "binary:logistic", "reg:logistic": self = .logistic
        default: throw .unsupportedModel(reason: "its objective is \(objective)")
        }
    }
}

extension ModelJSON.Tree {
    /// The nodes that the root reaches, level by level; the numbers of nodes that pruning left behind are skipped.
    func breadthFirst(leafValues: [Float]) throws(RegressionTreesError) -> [TreeNodeRecord] {
        let count = left_children.count
        let others = [
            right_children.count, split_indices.count, split_conditions.count, default_left.count, sum_hessian.count,
            leafValues.count,
        ]
        guard count > 0, others.allSatisfy({ $0 == count }) else {
            throw .malformedModel(reason: "a tree has \(count) left children and \(others) of the other fields")
        }
        guard split_type?.allSatisfy({ $0 == 0 }) ?? true else {
            throw .unsupportedModel(reason: "it splits on categories")
        }
        var records: [TreeNodeRecord] = []
        var queue = [0]
        while records.count < queue.count {
            let node = queue[records.count]
            let children = (left_children[node], right_children[node])
            if children == (-1, -1) {
                records.append(.leaf(value: leafValues[node], cover: sum_hessian[node]))
                continue
            }
            for child in [children.0, children.1] where !(1..<count).contains(child) {
                throw .malformedModel(reason: "a node's child is number \(child) of \(count)")
            }
            queue += [children.0, children.1]
            // A tree never reaches a node twice, so more entries than nodes mean a loop.
            guard queue.count <= count else { throw .malformedModel(reason: "a node has two parents") }
            records.append(
                .split(
                    feature: split_indices[node],
                    threshold: split_conditions[node],
                    missingGoesLeft: default_left[node] != 0,
                    cover: sum_hessian[node]
                )
            )
        }
        return records
    }
}
