/// Boosting by one of XGBoost's own objectives.
struct LibraryBoosting: Boosting {
    private let booster: Booster
    private let data: DataMatrix
    private let validation: DataMatrix?
    private let settings: TrainingSettings
    private let featureNames: [String]

    init(
        _ data: TrainingData,
        validation: TrainingData?,
        _ settings: TrainingSettings
    ) throws(RegressionTreesError) {
        self.settings = settings
        featureNames = data.features.names
        self.data = try DataMatrix(data, threads: settings.threads)
        self.validation = try validation.map { part throws(RegressionTreesError) in
            try DataMatrix(part, threads: settings.threads)
        }
        booster = try Booster(
            caching: [self.data, self.validation].compactMap(\.self),
            parameters: settings.libraryParameters(baseScore: Self.baseScore(data, settings.objective))
        )
    }

    mutating func boost(round: Int) throws(RegressionTreesError) -> Double? {
        try booster.seed(settings.seed, round: round)
        try booster.update(round: round, data)
        return try validation.map { matrix throws(RegressionTreesError) in
            try booster.score(round: round, matrix)
        }
    }

    func ensemble(rounds: Int) throws(RegressionTreesError) -> TreeEnsemble {
        let model = try ModelJSON(booster.json())
        let leafValues = (model.learner.gradient_booster.model?.trees ?? []).map { $0.split_conditions }
        return try TreeEnsemble(model, leafValues: leafValues, rounds: rounds, featureNames)
    }

    /// Starting at the mean saves the trees from learning it. An order has no level.
    private static func baseScore(_ data: TrainingData, _ objective: TrainingObjective) -> Double {
        switch objective {
        case .squaredError: data.meanLabel
        case .logistic: min(max(data.meanLabel, 0.001), 0.999)
        case .quantile, .pairwiseRanking, .listwiseRanking, .softmaxRanking: 0
        }
    }
}

extension TrainingData {
    fileprivate var meanLabel: Double {
        guard let weights else { return labels.reduce(0.0) { $0 + Double($1) } / Double(rowCount) }
        let total = weights.reduce(0.0) { $0 + Double($1) }
        return zip(labels, weights).reduce(0.0) { $0 + Double($1.0) * Double($1.1) } / total
    }
}
