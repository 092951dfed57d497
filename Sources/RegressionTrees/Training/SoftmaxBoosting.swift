import Foundation

/// Boosting of an order within each group by the softmax cross entropy of its rows (ListNet's top-one loss: Cao et al.,
/// Learning to Rank: From Pairwise Approach to Listwise Approach, 2007), which XGBoost 1.7 has no objective for.
///
/// A group's labels, divided by their sum, are the distribution that the softmax of its rows' margins should have. With
/// one relevant row a group this is the logarithm of that row's probability among its group: nothing is learned from
/// differences between groups, and no pair has to be drawn. A group without a relevant row teaches nothing.
struct SoftmaxBoosting: Boosting {
    /// Keeps a leaf of rows that are all but certain from dividing by nothing.
    private static let curvatureMin: Float = 1e-6

    private let booster: Booster
    private let data: DataMatrix
    private let validation: DataMatrix?
    private let settings: TrainingSettings
    private let featureNames: [String]
    /// The rows of each group.
    private let groups: [Range<Int>]
    /// What the softmax of each row should be.
    private let shares: [Float]
    private let weights: [Float]?

    init(
        _ data: TrainingData,
        validation: TrainingData?,
        _ settings: TrainingSettings
    ) throws(RegressionTreesError) {
        guard let sizes = data.groups else { throw .missingGroups }
        self.settings = settings
        featureNames = data.features.names
        weights = data.weights
        groups = Self.ranges(of: sizes)
        shares = Self.shares(of: data.labels, in: groups)
        self.data = try DataMatrix(data, threads: settings.threads)
        self.validation = try validation.map { part throws(RegressionTreesError) in
            try DataMatrix(part, threads: settings.threads)
        }
        booster = try Booster(
            caching: [self.data, self.validation].compactMap(\.self),
            parameters: settings.libraryParameters(baseScore: 0)
        )
    }

    mutating func boost(round: Int) throws(RegressionTreesError) -> Double? {
        try booster.seed(settings.seed, round: round)
        var (gradients, hessians) = derivatives(margins: try booster.predict(data, type: 1))
        try booster.boost(data, gradients: &gradients, hessians: &hessians)
        return try validation.map { matrix throws(RegressionTreesError) in
            try booster.score(round: round, matrix)
        }
    }

    func ensemble(rounds: Int) throws(RegressionTreesError) -> TreeEnsemble {
        let model = try ModelJSON(booster.json())
        let leafValues = (model.learner.gradient_booster.model?.trees ?? []).map { $0.split_conditions }
        return try TreeEnsemble(model, leafValues: leafValues, rounds: rounds, featureNames)
    }

    private func derivatives(margins: [Float]) -> (gradients: [Float], hessians: [Float]) {
        var gradients = [Float](repeating: 0, count: margins.count)
        var hessians = [Float](repeating: Self.curvatureMin, count: margins.count)
        for (group, rows) in groups.enumerated() where shares[rows].contains(where: { $0 > 0 }) {
            let weight = weights?[group] ?? 1
            let largest = margins[rows].max() ?? 0
            let exponentials = margins[rows].map { exp($0 - largest) }
            let sum = exponentials.reduce(0, +)
            for (row, exponential) in zip(rows, exponentials) {
                let probability = exponential / sum
                gradients[row] = weight * (probability - shares[row])
                hessians[row] = max(weight * probability * (1 - probability), Self.curvatureMin)
            }
        }
        return (gradients, hessians)
    }

    private static func ranges(of sizes: [Int]) -> [Range<Int>] {
        var start = 0
        return sizes.map { size in
            defer { start += size }
            return start..<start + size
        }
    }

    private static func shares(of labels: [Float], in groups: [Range<Int>]) -> [Float] {
        var shares = labels
        for rows in groups {
            let sum = labels[rows].reduce(0, +)
            for row in rows where sum > 0 { shares[row] /= sum }
        }
        return shares
    }
}
