import CXGBoost
import Synchronization
import Testing

@testable import RegressionTrees

@Suite struct TreeTrainerTests {
    private struct Stop: Error {}

    @Test func treesLearnWhatMeansCannot() throws {
        let settings = TestRows.settings(.squaredError, rounds: 60)
        let trained = try TreeTrainer(settings).train(TestRows.parcels(1_500, seed: 1))
        let unseen = try TestRows.parcels(500, seed: 2)
        let mean = unseen.labels.reduce(0, +) / 500
        let predictions = trained.ensemble.predict(unseen.features)
        let error = zip(predictions, unseen.labels).reduce(Float(0)) { $0 + abs($1.0 - $1.1) }
        let meanError = unseen.labels.reduce(Float(0)) { $0 + abs(mean - $1) }
        #expect(error < meanError / 2)
    }

    @Test(arguments: [TrainingObjective.squaredError, .quantile(level: 0.8), .listwiseRanking(), .softmaxRanking()])
    func equalSettingsGiveEqualTreesOnSeveralThreads(objective: TrainingObjective) throws {
        var settings = TestRows.settings(objective)
        settings.threads = 2
        settings.rowFraction = 0.6
        settings.featureFraction = 0.6
        settings.seed = 11
        let data = try TestRows.data(for: objective, 600, seed: 4)
        let first = try TreeTrainer(settings).train(data)
        let second = try TreeTrainer(settings).train(data)
        #expect(first.ensemble == second.ensemble)
        settings.seed = 12
        #expect(try TreeTrainer(settings).train(data).ensemble != first.ensemble)
    }

    /// Were the sample the same each round, the second of two full steps on it would find nothing left to correct.
    @Test(arguments: [TrainingObjective.squaredError, .quantile(level: 0.5)])
    func eachRoundSeesASampleOfItsOwn(objective: TrainingObjective) throws {
        var settings = TestRows.settings(objective, rounds: 3)
        settings.rowFraction = 0.5
        let ensemble = try TreeTrainer(settings).train(TestRows.data(for: objective, 400, seed: 4)).ensemble
        let thresholds = ensemble.roots.map { ensemble.nodes[Int($0)] }
        let covers = ensemble.roots.map { ensemble.covers[Int($0)] }
        #expect(thresholds[0] != thresholds[1] || covers[0] != covers[1])
        #expect(Set(covers).count > 1)
    }

    @Test(arguments: [TrainingObjective.squaredError, .quantile(level: 0.9), .pairwiseRanking(cutoff: 5)])
    func trainingStopsWhenValidationNoLongerImproves(objective: TrainingObjective) throws {
        var settings = TestRows.settings(objective, rounds: 400)
        settings.learningRate = 0.5
        settings.patienceRounds = 5
        let data = try TestRows.data(for: objective, 300, seed: 4)
        let trained = try TreeTrainer(settings).train(data, validation: TestRows.data(for: objective, 300, seed: 5))
        #expect(trained.history.count == trained.bestRound + 5)
        #expect(trained.ensemble.treeCount == trained.bestRound)
        let scores = trained.history.compactMap(\.validationScore)
        #expect(trained.bestScore == (objective.metric.largerIsBetter ? scores.max() : scores.min()))
    }

    @Test func theReportedScoreIsTheEnsemblesOwn() throws {
        var settings = TestRows.settings(.quantile(level: 0.7))
        settings.patienceRounds = 100
        let validation = try TestRows.parcels(200, seed: 5)
        let trained = try TreeTrainer(settings).train(TestRows.parcels(300, seed: 4), validation: validation)
        let predictions = trained.ensemble.predict(validation.features)
        let loss = Quantiles.pinballLoss(predictions, validation.labels, level: 0.7)
        #expect(abs(loss - (trained.bestScore ?? 0)) < 1e-5)
    }

    @Test(arguments: [TrainingObjective.pairwiseRanking(), .listwiseRanking(), .softmaxRanking()])
    func rankingPutsRelevantRowsFirst(objective: TrainingObjective) throws {
        let validation = try TestRows.data(for: objective, 500, seed: 21)
        let settings = TestRows.settings(objective, rounds: 40)
        let trained = try TreeTrainer(settings).train(
            TestRows.data(for: objective, 1_500, seed: 20),
            validation: validation
        )
        #expect((trained.history[0].validationScore ?? 0) <= (trained.bestScore ?? 0))
        #expect((trained.bestScore ?? 0) > 0.9)
    }

    @Test func everyRoundIsReportedAndCanEndTheTraining() throws {
        var rounds: [Int] = []
        #expect(throws: Stop.self) {
            try TreeTrainer(TestRows.settings(.squaredError)).train(TestRows.parcels(50, seed: 1)) { progress in
                rounds.append(progress.round)
                if progress.round == 3 { throw Stop() }
            }
        }
        #expect(rounds == [1, 2, 3])
    }

    @Test func aCancelledTaskStopsBetweenRounds() async {
        let rounds = Mutex(0)
        let training = Task {
            try TreeTrainer(TestRows.settings(.squaredError)).train(TestRows.parcels(50, seed: 1)) { progress in
                rounds.withLock { $0 = progress.round }
                withUnsafeCurrentTask { $0?.cancel() }
            }
        }
        await #expect(throws: CancellationError.self) { try await training.value }
        #expect(rounds.withLock(\.self) == 1)
    }

    private static let messages = Mutex<[String]>([])

    /// XGBoost hands its messages to a function that is registered by thread, and this test stays on one.
    @Test func trainingIsSilent() throws {
        XGBRegisterLogCallback { message in
            let text = message.map { String(cString: $0) } ?? ""
            TreeTrainerTests.messages.withLock { $0.append(text) }
        }
        _ = try TreeTrainer(TestRows.settings(.quantile(level: 0.5))).train(TestRows.parcels(100, seed: 1))
        _ = try TreeTrainer(TestRows.settings(.squaredError)).train(TestRows.parcels(100, seed: 1))
        #expect(Self.messages.withLock(\.self) == [])
    }

    @Test func xgboostsOwnWordsReachTheCaller() throws {
        let data = try DataMatrix(TestRows.parcels(10, seed: 1), threads: 1)
        let booster = try Booster(caching: [data], parameters: [("objective", "reg:nonsense")])
        let error = #expect(throws: RegressionTreesError.self) { try booster.update(round: 0, data) }
        let description = try #require(error).description
        #expect(description.hasPrefix("XGBoost's XGBoosterUpdateOneIter failed: "))
        #expect(description.contains("Unknown objective function: `reg:nonsense`"))
        #expect(!description.contains("Stack trace"))
    }
}
