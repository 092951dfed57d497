import Foundation
import IntentPipeline
import TextClassification

/// What is said of an evaluation.
enum EvaluationText {
    private static let confusionsShown = 10

    static func print(_ evaluation: ModelEvaluation, asJSON: Bool) throws {
        guard !asJSON else {
            let encoder = JSONEncoder()
            encoder.keyEncodingStrategy = .convertToSnakeCase
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
            Console.result(String(decoding: try encoder.encode(evaluation), as: UTF8.self))
            return
        }
        Console.result(lines(evaluation).joined(separator: "\n"))
    }

    static func lines(_ evaluation: ModelEvaluation) -> [String] {
        var lines = [
            "examples                    \(evaluation.examples)",
            "accuracy                    \(number(evaluation.accuracy))",
            "macro-F1                    \(number(evaluation.macroF1))",
            "right among the first five  \(number(evaluation.top5))",
            "expected calibration error  \(number(evaluation.expectedCalibrationError))",
            "area under risk-coverage    \(number(evaluation.riskCoverageArea))",
        ]
        if let inside = evaluation.inside {
            lines.append("in scope, accuracy          \(number(inside.accuracy)) of \(inside.examples)")
        }
        if let outside = evaluation.outOfScope {
            lines.append("out of scope, AUROC         \(number(outside.areaUnderCurve)) of \(outside.examples)")
            lines.append(
                "out of scope at one half    \(number(outside.found)) found, \(number(outside.falseAlarms)) false alarms"
            )
        }
        if !evaluation.unknownIntents.isEmpty {
            lines.append("never taught                \(evaluation.unknownIntents.joined(separator: ", "))")
        }
        for confusion in evaluation.confusion.prefix(confusionsShown) {
            lines.append("\(confusion.count) times \(confusion.intent) was read as \(confusion.answer)")
        }
        return lines.map { Console.harmless($0) }
    }

    private static func number(_ value: Double) -> String { TrainingText.number(value) }
}

/// What is said while a model is trained.
enum TrainingText {
    static func note(_ progress: TrainingProgress) {
        switch progress {
        case .foldDone: break
        case .formDone(let features, let accuracy, let calibrationError, let temperature):
            Console.note(
                "\(features.name): cross-validated accuracy \(number(accuracy)), calibration error "
                    + "\(number(calibrationError)), temperature \(number(Double(temperature)))"
            )
        }
    }

    static func number(_ value: Double) -> String { String(format: "%.4f", value) }

    static func seconds(since start: ContinuousClock.Instant) -> String {
        let elapsed = (ContinuousClock.now - start).components
        return String(format: "%.1f", Double(elapsed.seconds) + Double(elapsed.attoseconds) * 1e-18)
    }
}
