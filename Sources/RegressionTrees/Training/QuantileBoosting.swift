/// Boosting of a quantile, which XGBoost 1.7 has no objective for.
///
/// Each tree is grown by XGBoost for the subgradient of the pinball loss, which says only in which direction each row's
/// prediction errs; with a second derivative of 1 it groups rows that err alike. Then each leaf's value becomes the
/// quantile of its rows' remaining errors, the best constant for the loss, since a step along the bare gradient knows no
/// scale (Friedman, Greedy Function Approximation, 2001, algorithm 3, for the median). XGBoost 2 has the same method
/// built in, and 1.7 has it for the median; a test holds this one against that.
///
/// The predictions so far are kept here. XGBoost's own, with other leaves, are not used.
struct QuantileBoosting: Boosting {
    private let booster: Booster
    private var training: Part
    private var validation: Part?
    private let settings: TrainingSettings
    private let level: Double
    private let featureNames: [String]
    private let baseMargin: Float
    /// The leaves' values by tree and node number.
    private var leafValues: [[Int: Float]] = []

    init(
        _ data: TrainingData,
        validation: TrainingData?,
        _ settings: TrainingSettings,
        level: Double
    ) throws(RegressionTreesError) {
        self.settings = settings
        self.level = level
        featureNames = data.features.names
        baseMargin = Quantiles.quantile(of: data.labels, weights: data.weights, level: level)
        training = try Part(data, threads: settings.threads, margin: baseMargin)
        self.validation = try validation.map { [baseMargin] part throws(RegressionTreesError) in
            try Part(part, threads: settings.threads, margin: baseMargin)
        }
        booster = try Booster(
            caching: [training.matrix],
            parameters: settings.libraryParameters(baseScore: 0)
        )
    }

    mutating func boost(round: Int) throws(RegressionTreesError) -> Double? {
        try booster.seed(settings.seed, round: round)
        var (gradients, hessians) = derivatives()
        try booster.boost(training.matrix, gradients: &gradients, hessians: &hessians)
        let tree = try booster.slice(round: round)
        let leaves = try tree.leaves(training.matrix)
        let values = quantilesOfErrors(leaves)
        leafValues.append(values)
        training.add(values, at: leaves)
        return try updateValidation(tree, values)
    }

    func ensemble(rounds: Int) throws(RegressionTreesError) -> TreeEnsemble {
        let model = try ModelJSON(booster.json())
        let trees = model.learner.gradient_booster.model?.trees ?? []
        let refreshed = zip(trees, leafValues).map { tree, leaves in
            tree.split_conditions.enumerated().map { leaves[$0.offset] ?? $0.element }
        }
        return try TreeEnsemble(
            model,
            leafValues: refreshed,
            rounds: rounds,
            baseMargin: baseMargin,
            featureNames
        )
    }

    private func derivatives() -> (gradients: [Float], hessians: [Float]) {
        let hessians = training.weights ?? Array(repeating: 1, count: training.labels.count)
        let gradients = training.labels.indices.map { row in
            let error = training.labels[row] - training.margins[row]
            // At the loss's corner 0 is a subgradient too: the row is content.
            return error == 0 ? 0 : Float(error < 0 ? 1 - level : -level) * hessians[row]
        }
        return (gradients, hessians)
    }

    private func quantilesOfErrors(_ leaves: [Int]) -> [Int: Float] {
        var rows: [Int: [Int]] = [:]
        for (row, leaf) in leaves.enumerated() { rows[leaf, default: []].append(row) }
        return rows.mapValues { rows in
            let errors = rows.map { training.labels[$0] - training.margins[$0] }
            let weights = training.weights.map { weights in rows.map { weights[$0] } }
            return Float(settings.learningRate) * Quantiles.quantile(of: errors, weights: weights, level: level)
        }
    }

    private mutating func updateValidation(
        _ tree: Booster,
        _ values: [Int: Float]
    ) throws(RegressionTreesError) -> Double? {
        guard let leaves = try validation.map({ part throws(RegressionTreesError) in try tree.leaves(part.matrix) })
        else { return nil }
        validation?.add(values, at: leaves)
        return validation.map { part in
            Quantiles.pinballLoss(part.margins, part.labels, weights: part.weights, level: level)
        }
    }
}

/// Rows with the predictions so far.
private struct Part {
    let matrix: DataMatrix
    let labels: [Float]
    let weights: [Float]?
    var margins: [Float]

    init(_ data: TrainingData, threads: Int, margin: Float) throws(RegressionTreesError) {
        matrix = try DataMatrix(data, threads: threads)
        labels = data.labels
        weights = data.weights
        margins = Array(repeating: margin, count: data.rowCount)
    }

    /// A validation row can reach a leaf that no training row is left in; it then stays where it is.
    mutating func add(_ values: [Int: Float], at leaves: [Int]) {
        for (row, leaf) in leaves.enumerated() { margins[row] += values[leaf] ?? 0 }
    }
}
