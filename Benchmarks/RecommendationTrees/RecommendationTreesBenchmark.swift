import CXGBoost
import Foundation
import Testing

@testable import RegressionTrees

/// One customer's candidates through trees as large as recommendation's, in Swift and by XGBoost's C interface.
@Suite struct RecommendationTreesBenchmark {
    private static let features = 34
    private static let candidates = 200
    private static let trees = 250
    private static let depth = 4
    private static let rounds = 9
    private static let callsOfRound = 200

    @Test func candidatesOfOneCustomer() throws {
        let json = try Self.model()
        let ensemble = try TreeEnsemble(xgboostJSON: json, featureNames: Self.names)
        let library = try BoosterOfLibrary(json: json)
        let rows = Self.values(rows: Self.candidates, seed: 11)
        #expect(ensemble.margins(rowValues: rows) == (try library.margins(rows, columns: Self.features)))

        var ours: [Double] = []
        var theirs: [Double] = []
        for _ in 0..<Self.rounds {
            ours.append(Self.microseconds { _ = ensemble.margins(rowValues: rows) })
            theirs.append(try Self.microseconds { _ = try library.margins(rows, columns: Self.features) })
        }
        let (swift, c) = (ours.sorted()[Self.rounds / 2], theirs.sorted()[Self.rounds / 2])
        print(
            String(
                format: "bench: %d candidates, %d trees of depth %d: %.0f us in Swift, %.0f us from C, ratio %.2f",
                Self.candidates,
                Self.trees,
                Self.depth,
                swift,
                c,
                swift / c
            )
        )
    }

    private static let names = (0..<features).map { "f\($0)" }

    /// Invented rows: what trees cost depends on their shape, not on what they learned.
    private static func values(rows: Int, seed: UInt64) -> [Float] {
        var state = seed
        return (0..<rows * features).map { _ in
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Float(state >> 40) / Float(1 << 24)
        }
    }

    private static func model() throws -> [UInt8] {
        let count = 20_000
        let values = values(rows: count, seed: 3)
        let labels = (0..<count).map { row in
            values[row * features] * values[row * features + 1] + values[row * features + 2]
        }
        let data = try TrainingData(features: FeatureMatrix(names: names, values: values), labels: labels)
        let matrix = try DataMatrix(data, threads: 1)
        var settings = TrainingSettings(objective: .squaredError)
        settings.depthMax = depth
        settings.learningRate = 0.1
        let booster = try Booster(caching: [matrix], parameters: settings.libraryParameters(baseScore: 0))
        for round in 0..<trees { try booster.update(round: round, matrix) }
        return try booster.json()
    }

    private static func microseconds(_ body: () throws -> Void) rethrows -> Double {
        let start = ContinuousClock.now
        for _ in 0..<callsOfRound { try body() }
        return (ContinuousClock.now - start) / .microseconds(1) / Double(callsOfRound)
    }
}

/// The same trees as a C program holds them.
private final class BoosterOfLibrary {
    private let handle: BoosterHandle
    private let proxy: DMatrixHandle

    init(json: [UInt8]) throws {
        var created: BoosterHandle?
        try Library.check("XGBoosterCreate") { XGBoosterCreate(nil, 0, &created) }
        handle = try #require(created)
        let loaded = handle
        try Library.check("XGBoosterLoadModelFromBuffer") {
            XGBoosterLoadModelFromBuffer(loaded, json, bst_ulong(json.count))
        }
        try Library.check("XGBoosterSetParam") { XGBoosterSetParam(loaded, "nthread", "1") }
        var matrix: DMatrixHandle?
        try Library.check("XGProxyDMatrixCreate") { XGProxyDMatrixCreate(&matrix) }
        proxy = try #require(matrix)
    }

    deinit {
        XGDMatrixFree(proxy)
        XGBoosterFree(handle)
    }

    func margins(_ rows: [Float], columns: Int) throws -> [Float] {
        try rows.withUnsafeBufferPointer { values in
            let array = Library.arrayInterface(values, rows: values.count / columns, columns: columns)
            var shape: UnsafePointer<bst_ulong>?
            var dimension: bst_ulong = 0
            var result: UnsafePointer<Float>?
            try Library.check("XGBoosterPredictFromDense") {
                XGBoosterPredictFromDense(handle, array, Self.config, proxy, &shape, &dimension, &result)
            }
            return Array(UnsafeBufferPointer(start: result, count: values.count / columns))
        }
    }

    private static let config = """
        {"type": 1, "training": false, "iteration_begin": 0, "iteration_end": 0, "strict_shape": false, "cache_id": 0,
         "missing": NaN}
        """
}
