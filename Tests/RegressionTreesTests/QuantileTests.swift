import Testing

@testable import RegressionTrees

@Suite struct QuantileTests {
    /// Between order statistics, position = level * (count + 1); outside of them, the outermost.
    @Test(arguments: [(0.1, 1), (0.25, 1.25), (0.5, 2.5), (0.75, 3.75), (0.9, 4)] as [(Double, Float)])
    func quantilesLieBetweenOrderStatistics(level: Double, expected: Float) {
        #expect(Quantiles.quantile(of: [4, 1, 3, 2], level: level) == expected)
        #expect(Quantiles.quantile(of: [7], level: level) == 7)
    }

    @Test func weightsCountLikeRepetitions() {
        #expect(Quantiles.quantile(of: [10, 20, 30], weights: [1, 1, 8], level: 0.5) == 30)
        #expect(Quantiles.quantile(of: [10, 20, 30], weights: [8, 1, 1], level: 0.5) == 10)
        #expect(Quantiles.quantile(of: [10, 20, 30], weights: [0, 1, 0], level: 0.01) == 20)
        #expect(Quantiles.quantile(of: [10, 20, 30], weights: [0, 0, 0], level: 0.5) == 20)
    }

    @Test func theQuantileMinimisesThePinballLoss() {
        let labels = (1...99).map(Float.init)
        let best = Quantiles.quantile(of: labels, level: 0.8)
        let losses = labels.map { Quantiles.pinballLoss(Array(repeating: $0, count: 99), labels, level: 0.8) }
        #expect(best == 80)
        #expect(losses.min() == losses[79])
    }

    /// XGBoost 1.7 has this method for the median alone, and there with a learning rate of 1.
    @Test func ourMedianIsXGBoostsOwn() throws {
        var settings = TestRows.settings(.absoluteError)
        settings.learningRate = 1
        let data = try TestRows.parcels(800, seed: 31)
        let rows = try DataMatrix(data, threads: 1)
        let base = Double(Quantiles.quantile(of: data.labels, level: 0.5))
        let parameters = settings.libraryParameters(baseScore: base) + [("objective", "reg:absoluteerror")]
        let booster = try Booster(caching: [rows], parameters: parameters)
        for round in 0..<settings.roundsMax { try booster.update(round: round, rows) }
        let ours = try TreeTrainer(settings).train(data).ensemble.predict(data.features)
        for (ours, reference) in zip(ours, try booster.predict(rows, type: 0)) {
            #expect(abs(ours - reference) < 1e-3)
        }
    }

    @Test(arguments: [0.1, 0.3, 0.9])
    func theShareBelowIsTheLevel(level: Double) throws {
        var settings = TestRows.settings(.quantile(level: level), rounds: 60)
        settings.leafWeightMin = 40
        let trained = try TreeTrainer(settings).train(TestRows.parcels(4_000, seed: 41))
        let unseen = try TestRows.parcels(2_000, seed: 43)
        let below = zip(trained.ensemble.predict(unseen.features), unseen.labels).count { $0.1 <= $0.0 }
        #expect(abs(Double(below) / 2_000 - level) < 0.04)
    }

    @Test func aRowWithoutWeightTeachesNothing() throws {
        let data = try TestRows.parcels(300, seed: 51)
        var settings = TestRows.settings(.quantile(level: 0.5))
        settings.binsMax = 4_096
        let kept = (0..<300).filter { !$0.isMultiple(of: 3) }
        let wrong = try TrainingData(
            features: data.features,
            labels: data.labels.enumerated().map { $0.offset.isMultiple(of: 3) ? -1_000 : $0.element },
            weights: (0..<300).map { $0.isMultiple(of: 3) ? 0 : 1 }
        )
        let ensemble = try TreeTrainer(settings).train(wrong).ensemble
        let errors = kept.map { abs(ensemble.predict(Array(data.features[row: $0])) - data.labels[$0]) }
        #expect(errors.reduce(0, +) / Float(kept.count) < 15)
    }
}
