import Testing

@testable import RegressionTrees

/// XGBoost's own predictions are the reference for ours.
@Suite struct ReferencePredictionTests {
    static let objectives: [TrainingObjective] = [
        .squaredError, .logistic, .pairwiseRanking(), .listwiseRanking(),
    ]

    /// Trees as XGBoost holds them.
    private static func booster(_ objective: TrainingObjective, rounds: Int = 30) throws -> Booster {
        let data = try DataMatrix(TestRows.data(for: objective, 600, seed: 7), threads: 1)
        var settings = TestRows.settings(objective)
        settings.splitGainMin = 0.01
        let booster = try Booster(caching: [data], parameters: settings.libraryParameters(baseScore: 0.3))
        for round in 0..<rounds { try booster.update(round: round, data) }
        return booster
    }

    @Test(arguments: objectives)
    func predictionsAreXGBoostsOwn(objective: TrainingObjective) throws {
        let booster = try Self.booster(objective)
        let ensemble = try TreeEnsemble(xgboostJSON: booster.json(), featureNames: TestRows.names)
        let rows = try TestRows.features(2_000, seed: 99, missing: 0.3)
        let matrix = try DataMatrix(TrainingData(features: rows, labels: .zeros(2_000)), threads: 1)
        for (ours, reference) in zip(ensemble.predict(rows), try booster.predict(matrix, type: 0)) {
            #expect(abs(ours - reference) <= 1e-5 * max(1, abs(reference)))
        }
        for (ours, reference) in zip(ensemble.margins(rows), try booster.predict(matrix, type: 1)) {
            #expect(ours == reference)
        }
    }

    @Test(arguments: objectives)
    func contributionsAreXGBoostsOwnAndSumToTheMargin(objective: TrainingObjective) throws {
        let booster = try Self.booster(objective)
        let ensemble = try TreeEnsemble(xgboostJSON: booster.json(), featureNames: TestRows.names)
        let rows = try TestRows.features(50, seed: 98, missing: 0.3)
        let matrix = try DataMatrix(TrainingData(features: rows, labels: .zeros(50)), threads: 1)
        // A row of XGBoost's answer is one value a feature, then the expectation.
        let reference = try booster.predict(matrix, type: 2)
        let scale = reference.map(abs).max() ?? 1
        for index in 0..<50 {
            let row = Array(rows[row: index])
            let ours = ensemble.contributions(row)
            #expect(abs(ours.margin - ensemble.margin(row)) <= 1e-5 * scale)
            for (value, expected) in zip(ours.values + [ours.expected], reference[(index * 6)..<(index * 6 + 6)]) {
                #expect(abs(value - expected) <= 1e-5 * scale)
            }
        }
    }

    @Test func rowAloneAndRowInBatchAgree() throws {
        let trained = try TreeTrainer(TestRows.settings(.logistic)).train(TestRows.data(for: .logistic, 300, seed: 3))
        let rows = try TestRows.features(40, seed: 5)
        let batch = trained.ensemble.predict(rows)
        for index in 0..<40 { #expect(trained.ensemble.predict(Array(rows[row: index])) == batch[index]) }
    }

    @Test func strongestReasonsComeFirst() {
        let contributions = Contributions(expected: 1, values: [0.5, -2, 0, 3, -0.1])
        #expect(contributions.raising == [3, 0])
        #expect(contributions.lowering == [1, 4])
    }
}

extension [Float] {
    static func zeros(_ count: Int) -> [Float] { Array(repeating: 0, count: count) }
}
