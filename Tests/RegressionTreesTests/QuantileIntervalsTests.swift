import SeededRandom
import Testing

@testable import RegressionTrees

@Suite struct QuantileIntervalsTests {
    private static func trainer(coverage: Double = 0.8) throws -> IntervalTrainer {
        var settings = TestRows.settings(.quantile(level: 0.5), rounds: 40)
        settings.leafWeightMin = 20
        return try IntervalTrainer(settings, coverage: coverage)
    }

    @Test func wideningIsTheRankedMiss() throws {
        // Misses are -1, 0, 1, 2; with five ranks for the new row, 80 % asks for the fourth.
        let (lower, upper): ([Float], [Float]) = ([0, 0, 0, 0], [10, 10, 10, 10])
        let labels: [Float] = [9, 10, 11, -2]
        #expect(try ConformalCalibration.widening(lower: lower, upper: upper, labels: labels, coverage: 0.8) == 2)
        #expect(try ConformalCalibration.widening(lower: lower, upper: upper, labels: labels, coverage: 0.6) == 1)
        #expect(try ConformalCalibration.widening(lower: lower, upper: upper, labels: labels, coverage: 0.2) == -1)
    }

    @Test func tooFewRowsCannotVouchForACoverage() {
        #expect(throws: RegressionTreesError.tooFewCalibrationRows(count: 3, needed: 4)) {
            try ConformalCalibration.widening(
                lower: [0, 0, 0],
                upper: [1, 1, 1],
                labels: [0, 0, 0],
                coverage: 0.8
            )
        }
    }

    /// Whatever the fit: here quantiles that know nothing of the row.
    @Test(arguments: [UInt64](1...5))
    func calibrationMakesAnyIntervalHonest(seed: UInt64) throws {
        var generator = SplitMix64(seed: seed)
        let draws = (0..<4_000).map { _ in generator.signed() * generator.signed() * 50 }
        let (known, new) = (Array(draws[..<2_000]), draws[2_000...])
        for (low, high) in [(Float(-1), Float(1)), (-80, 80), (3, 2)] {
            let widening = try ConformalCalibration.widening(
                lower: Array(repeating: low, count: 2_000),
                upper: Array(repeating: high, count: 2_000),
                labels: known,
                coverage: 0.8
            )
            let inside = new.count { (low - widening...high + widening).contains($0) }
            #expect((0.76...0.84).contains(Double(inside) / 2_000), "seed \(seed), \(low)...\(high)")
        }
    }

    @Test(arguments: [UInt64(100), 200, 300])
    func heldOutCoverageIsWhatWasAskedFor(seed: UInt64) throws {
        let intervals = try Self.trainer().train(
            TestRows.parcels(1_500, seed: seed),
            calibration: TestRows.parcels(1_000, seed: seed + 10)
        )
        let unseen = try TestRows.parcels(2_000, seed: seed + 20)
        let predicted = intervals.predict(unseen.features)
        let evaluation = IntervalEvaluation(predicted, labels: unseen.labels)
        #expect((0.76...0.84).contains(evaluation.coverage), "\(evaluation)")
        #expect(predicted.allSatisfy { $0.lower <= $0.median && $0.median <= $0.upper })
        // Far parcels vary more, and the interval knows.
        let near = intervals.predict([100, 5, 2, 1, 0])
        let far = intervals.predict([900, 5, 2, 1, 0])
        #expect(far.width > near.width * 1.5)
        #expect(predicted[7] == intervals.predict(Array(unseen.features[row: 7])))
    }

    @Test func intervalsSurviveTheirFile() throws {
        let intervals = try Self.trainer(coverage: 0.5).train(
            TestRows.parcels(200, seed: 1),
            calibration: TestRows.parcels(50, seed: 2)
        )
        #expect(try TreeFile.decodeIntervals(TreeFile.encode(intervals)) == intervals)
    }

    @Test func progressNamesTheQuantile() throws {
        var levels: [Double] = []
        _ = try Self.trainer(coverage: 0.6).train(
            TestRows.parcels(100, seed: 1),
            calibration: TestRows.parcels(50, seed: 2)
        ) { if $0.training.round == 1 { levels.append($0.level) } }
        #expect(levels == [0.2, 0.5, 0.8])
    }

    @Test(arguments: [0, 0.49, 0.99, .nan])
    func coverageHasARange(coverage: Double) {
        #expect(throws: RegressionTreesError.self) { try Self.trainer(coverage: coverage) }
    }
}
