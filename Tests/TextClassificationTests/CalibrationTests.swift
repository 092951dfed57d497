import Foundation
import SeededRandom
import Testing
import TextClassification

@Suite struct CalibrationTests {
    /// Scores whose softmax at temperature 1 is right, drawn from it.
    private static func honestScores(count: Int) -> (scores: [[Float]], labels: [UInt32]) {
        var random = SplitMix64(seed: 3)
        var labels: [UInt32] = []
        let scores = (0..<count).map { _ in
            let row = (0..<3).map { _ in Float.random(in: -2...2, using: &random) }
            var draw = Float.random(in: 0..<1, using: &random)
            var label: UInt32 = 0
            for (index, probability) in softmax(row).enumerated() {
                label = UInt32(index)
                if draw < probability { break }
                draw -= probability
            }
            labels.append(label)
            return row
        }
        return (scores, labels)
    }

    @Test(arguments: [Float(0.5), 1, 3])
    func theTemperatureUndoesAScaling(scale: Float) {
        let (scores, labels) = Self.honestScores(count: 3_000)
        let scaled = scores.map { $0.map { $0 * scale } }
        #expect(abs(calibratedTemperature(scores: scaled, labels: labels) / scale - 1) < 0.1)
    }

    @Test func softmaxOfHugeScoresIsFinite() {
        #expect(softmax([1e30, -1e30]) == [1, 0])
    }

    @Test func honestProbabilitiesHaveLittleCalibrationError() {
        let (scores, labels) = Self.honestScores(count: 3_000)
        #expect(Evaluation(probabilities: scores.map { softmax($0) }, labels: labels).expectedCalibrationError < 0.03)
        let bold = scores.map { softmax($0, temperature: 0.1) }
        #expect(Evaluation(probabilities: bold, labels: labels).expectedCalibrationError > 0.2)
    }

    @Test func areaUnderCurveCountsPairs() {
        #expect(Evaluation.areaUnderCurve(positives: [3, 4], negatives: [1, 2]) == 1)
        #expect(Evaluation.areaUnderCurve(positives: [1, 2], negatives: [3, 4]) == 0)
        #expect(Evaluation.areaUnderCurve(positives: [2], negatives: [1, 2, 3]) == 0.5)
    }

    @Test func macroF1WeighsLabelsAlike() {
        let evaluation = Evaluation(
            probabilities: [[0.9, 0.1], [0.9, 0.1], [0.9, 0.1], [0.9, 0.1]],
            labels: [0, 0, 0, 1]
        )
        #expect(evaluation.accuracy == 0.75)
        #expect(abs(evaluation.macroF1 - (6.0 / 7 + 0) / 2) < 1e-9)
    }

    @Test func everyExampleIsHeldOutOnceAndLabelsAreSpread() {
        let labels: [UInt32] = (0..<40).map { $0 % 4 }
        let validation = CrossValidation(labels: labels, foldCount: 5)
        let heldOut = (0..<5).flatMap { validation.heldOutRows(of: $0) }
        #expect(heldOut.sorted() == Array(0..<40))
        for fold in 0..<5 {
            for label in UInt32(0)..<4 {
                #expect(validation.heldOutRows(of: fold).count { labels[$0] == label } == 2)
            }
        }
    }
}
