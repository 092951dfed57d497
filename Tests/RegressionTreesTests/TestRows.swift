import SeededRandom

@testable import RegressionTrees

extension SplitMix64 {
    mutating func unit() -> Float { Float.random(in: 0..<1, using: &self) }

    /// Evenly within -1 ... 1.
    mutating func signed() -> Float { Float.random(in: -1...1, using: &self) }
}

/// Made-up parcels: what is known when they leave, and the hours they take.
enum TestRows {
    static let names = ["distance", "weight", "weekday", "carrier", "noise"]

    /// - Parameter missing: the share of values that are absent.
    static func features(_ count: Int, seed: UInt64, missing: Float = 0.15) throws -> FeatureMatrix {
        var generator = SplitMix64(seed: seed)
        var matrix = try FeatureMatrix(names: names)
        for _ in 0..<count {
            var row: [Float] = [
                1_000 * generator.unit(), 30 * generator.unit(),
                // Whole numbers meet thresholds exactly.
                Float(Int.random(in: 0..<7, using: &generator)), Float(Int.random(in: 0..<4, using: &generator)),
                generator.signed(),
            ]
            for index in row.indices where generator.unit() < missing { row[index] = .nan }
            try matrix.append(row)
        }
        return matrix
    }

    /// Hours whose spread grows with the distance: an interval of one width for all would not do.
    static func hours(of features: FeatureMatrix, seed: UInt64) -> [Float] {
        var generator = SplitMix64(seed: seed)
        return (0..<features.rowCount).map { index in
            let row = Array(features[row: index]).map { $0.isNaN ? 0 : $0 }
            let expected = 24 + row[0] * 0.06 + (row[2] >= 5 ? 18 : 0) + row[3] * 5
            return expected + generator.signed() * (2 + row[0] * 0.02)
        }
    }

    static func parcels(_ count: Int, seed: UInt64, missing: Float = 0.15) throws -> TrainingData {
        let features = try features(count, seed: seed, missing: missing)
        return try TrainingData(features: features, labels: hours(of: features, seed: seed &+ 1))
    }

    /// Labels that suit the objective.
    static func data(for objective: TrainingObjective, _ count: Int, seed: UInt64) throws -> TrainingData {
        let parcels = try parcels(count, seed: seed)
        switch objective {
        case .squaredError, .quantile: return parcels
        case .logistic:
            return try TrainingData(features: parcels.features, labels: parcels.labels.map { $0 > 60 ? 1 : 0 })
        case .pairwiseRanking, .listwiseRanking, .softmaxRanking:
            return try TrainingData(
                features: parcels.features,
                labels: parcels.labels.map { Float(max(0, min(3, Int($0 / 25)))) },
                groups: Array(repeating: 10, count: count / 10)
            )
        }
    }

    static func settings(_ objective: TrainingObjective, rounds: Int = 20) -> TrainingSettings {
        var settings = TrainingSettings(objective: objective)
        settings.roundsMax = rounds
        settings.depthMax = 4
        settings.threads = 1
        return settings
    }
}
