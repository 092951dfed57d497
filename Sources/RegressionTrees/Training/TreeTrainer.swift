/// What is known after one round.
package struct TrainingProgress: Sendable, Equatable {
    /// From 1.
    package let round: Int
    package let roundsMax: Int
    /// The objective's metric on the validation set; nil without one.
    package let validationScore: Double?
}

/// Trees, and how well each round did.
package struct TrainedTrees: Sendable {
    /// Up to the best round of a validated training, else all.
    package let ensemble: TreeEnsemble
    package let history: [TrainingProgress]
    /// From 1.
    package let bestRound: Int

    package var bestScore: Double? { history[bestRound - 1].validationScore }
}

/// Grows gradient-boosted trees through XGBoost.
package struct TreeTrainer: Sendable {
    package let settings: TrainingSettings

    package init(_ settings: TrainingSettings) throws(RegressionTreesError) {
        try settings.validate()
        self.settings = settings
    }

    /// Blocks its thread until the trees are grown: call it off the event loops and off Swift's own thread pool. Between
    /// rounds it obeys the cancellation of its task, if it runs in one, with `CancellationError`.
    ///
    /// - Parameters:
    ///   - validation: scored after each round, never learned from. With it, only the rounds up to the best are kept.
    ///   - progress: called after each round on this thread; what it throws ends the training.
    package func train(
        _ data: TrainingData,
        validation: TrainingData? = nil,
        progress: (TrainingProgress) throws -> Void = { _ in }
    ) throws -> TrainedTrees {
        for part in [data, validation].compactMap(\.self) { try part.require(settings.objective) }
        if let validation { try validation.features.requireNames(data.features.names) }
        switch settings.objective {
        case .quantile(let level):
            return try run(QuantileBoosting(data, validation: validation, settings, level: level), progress)
        case .softmaxRanking:
            return try run(SoftmaxBoosting(data, validation: validation, settings), progress)
        case .squaredError, .logistic, .pairwiseRanking, .listwiseRanking:
            return try run(LibraryBoosting(data, validation: validation, settings), progress)
        }
    }

    private func run(
        _ boosting: some Boosting,
        _ progress: (TrainingProgress) throws -> Void
    ) throws -> TrainedTrees {
        var boosting = boosting
        var history = RoundHistory(largerIsBetter: settings.objective.metric.largerIsBetter)
        for round in 0..<settings.roundsMax {
            try Task.checkCancellation()
            let score = try boosting.boost(round: round)
            let report = TrainingProgress(round: round + 1, roundsMax: settings.roundsMax, validationScore: score)
            history.record(report)
            try progress(report)
            if let patience = settings.patienceRounds, history.roundsSinceBest >= patience { break }
        }
        let ensemble = try boosting.ensemble(rounds: history.bestRound)
        return TrainedTrees(ensemble: ensemble, history: history.reports, bestRound: history.bestRound)
    }
}

/// One way to grow trees round by round.
protocol Boosting {
    /// Grows one tree and scores the validation set, if there is one.
    mutating func boost(round: Int) throws(RegressionTreesError) -> Double?

    /// The first `rounds` trees.
    func ensemble(rounds: Int) throws(RegressionTreesError) -> TreeEnsemble
}

/// Knows the best round so far.
struct RoundHistory {
    let largerIsBetter: Bool
    private(set) var reports: [TrainingProgress] = []
    private(set) var bestRound = 0
    private var bestScore: Double?

    var roundsSinceBest: Int { reports.count - bestRound }

    init(largerIsBetter: Bool) { self.largerIsBetter = largerIsBetter }

    /// The earliest of equal rounds is the best; without scores the latest is.
    mutating func record(_ report: TrainingProgress) {
        reports.append(report)
        guard let score = report.validationScore else {
            bestRound = report.round
            return
        }
        if let bestScore, largerIsBetter ? score <= bestScore : score >= bestScore { return }
        bestScore = score
        bestRound = report.round
    }
}
