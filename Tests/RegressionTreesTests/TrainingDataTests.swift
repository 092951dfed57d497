import Testing

@testable import RegressionTrees

@Suite struct TrainingDataTests {
    typealias Setting = @Sendable (inout TrainingSettings) -> Void

    /// Each setting just outside of its range.
    static let outside: [(name: String, change: Setting)] = [
        ("roundsMax", { $0.roundsMax = 0 }), ("roundsMax", { $0.roundsMax = 10_001 }),
        ("depthMax", { $0.depthMax = 0 }), ("depthMax", { $0.depthMax = 17 }),
        ("binsMax", { $0.binsMax = 1 }), ("threads", { $0.threads = 0 }),
        ("patienceRounds", { $0.patienceRounds = 0 }), ("leafWeightMin", { $0.leafWeightMin = -0.1 }),
        ("splitGainMin", { $0.splitGainMin = .nan }), ("leafPenalty", { $0.leafPenalty = .infinity }),
        ("learningRate", { $0.learningRate = 0 }), ("rowFraction", { $0.rowFraction = 1.01 }),
        ("featureFraction", { $0.featureFraction = .nan }),
        ("objective.level", { $0.objective = .quantile(level: 1) }),
        ("objective.cutoff", { $0.objective = .listwiseRanking(cutoff: 0) }),
    ]

    @Test(arguments: outside.indices)
    func settingsOutsideTheirRangeAreNamed(index: Int) throws {
        var settings = TrainingSettings(objective: .squaredError)
        Self.outside[index].change(&settings)
        let error = #expect(throws: RegressionTreesError.self) { try TreeTrainer(settings) }
        guard case .settingOutOfRange(let name, _, _) = try #require(error) else {
            Issue.record("another error: \(String(describing: error))")
            return
        }
        #expect(name == Self.outside[index].name)
    }

    @Test func infinityIsRefusedWithItsPlace() throws {
        #expect(throws: RegressionTreesError.self) {
            try FeatureMatrix(names: ["a", "b"], values: [1, 2, 3, .infinity])
        }
        var matrix = try FeatureMatrix(names: ["a", "b"], values: [1, .nan])
        let error = #expect(throws: RegressionTreesError.self) { try matrix.append([-.infinity, 0]) }
        #expect(
            try #require(error).description
                == "the feature a of row 1 is -inf; it must be finite, or NaN where it is missing"
        )
        #expect(matrix.rowCount == 1)
    }

    @Test func rowsAndNamesMustFit() throws {
        #expect(throws: RegressionTreesError.repeatedFeature(name: "a")) { try FeatureMatrix(names: ["a", "a"]) }
        #expect(throws: RegressionTreesError.repeatedFeature(name: "")) { try FeatureMatrix(names: [""]) }
        #expect(throws: RegressionTreesError.self) { try FeatureMatrix(names: []) }
        #expect(throws: RegressionTreesError.self) { try FeatureMatrix(names: ["a", "b"], values: [1, 2, 3]) }
        var matrix = try FeatureMatrix(names: ["a", "b"])
        #expect(throws: RegressionTreesError.self) { try matrix.append([1]) }
        #expect(throws: RegressionTreesError.noRows(of: "training")) { try TrainingData(features: matrix, labels: []) }
    }

    @Test func labelsWeightsAndGroupsMustFit() throws {
        let features = try FeatureMatrix(names: ["a"], values: [1, 2, 3])
        #expect(throws: RegressionTreesError.self) { try TrainingData(features: features, labels: [1, 2]) }
        #expect(throws: RegressionTreesError.self) { try TrainingData(features: features, labels: [1, 2, .nan]) }
        for weights in [[1, 2], [1, 2, -1], [0, 0, 0], [1, 1, Float.infinity]] {
            #expect(throws: RegressionTreesError.self) {
                try TrainingData(features: features, labels: [1, 2, 3], weights: weights)
            }
        }
        for groups in [[2], [2, 2], [3, 0], [4, -1]] {
            #expect(throws: RegressionTreesError.self) {
                try TrainingData(features: features, labels: [1, 2, 3], groups: groups)
            }
        }
    }

    @Test func dataMustSuitTheObjective() throws {
        let features = try FeatureMatrix(names: ["a"], values: [1, 2, 3])
        let plain = try TrainingData(features: features, labels: [0, 1, 40])
        let grouped = try TrainingData(features: features, labels: [0, 1, 40], groups: [2, 1])
        let fractional = try TrainingData(features: features, labels: [0, 1, 1.5], groups: [2, 1])
        #expect(throws: RegressionTreesError.unusedGroups) { try grouped.require(.squaredError) }
        #expect(throws: RegressionTreesError.missingGroups) { try plain.require(.listwiseRanking()) }
        let outside = #expect(throws: RegressionTreesError.self) { try grouped.require(.listwiseRanking()) }
        #expect(
            try #require(outside).description == "the label of row 2 is 40.0; it must be a whole number within 0...31"
        )
        #expect(throws: RegressionTreesError.self) { try fractional.require(.pairwiseRanking()) }
        #expect(throws: RegressionTreesError.self) { try plain.require(.logistic) }
    }

    @Test func validationNeedsTheSameFeatures() throws {
        let other = try TrainingData(features: FeatureMatrix(names: ["x"], values: [1]), labels: [1])
        #expect(throws: RegressionTreesError.otherFeatures(found: TestRows.names, expected: ["x"])) {
            try TreeTrainer(TestRows.settings(.squaredError)).train(TestRows.parcels(20, seed: 1), validation: other)
        }
    }

    @Test func servingRefusesTreesOfOtherFeatures() throws {
        let trained = try TreeTrainer(TestRows.settings(.squaredError)).train(TestRows.parcels(20, seed: 1))
        try trained.ensemble.requireFeatures(TestRows.names)
        #expect(throws: RegressionTreesError.self) { try trained.ensemble.requireFeatures(["distance"]) }
    }
}
