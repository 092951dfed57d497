import IntentPipeline
import Testing

@Suite struct ModelEvaluationTests {
    private static let rows: [ModelEvaluation.Row] = [
        .init(intent: "a", probabilities: [0.9, 0.1, 0], outside: 0.1),
        .init(intent: "a", probabilities: [0.4, 0.6, 0], outside: 0.2),
        .init(intent: "b", probabilities: [0.2, 0.8, 0], outside: 0.3),
        .init(intent: "out", probabilities: [0.3, 0.3, 0.4], outside: 0.9),
        .init(intent: "new", probabilities: [0.5, 0.4, 0.1], outside: 0.25),
    ]

    private let evaluation = ModelEvaluation(rows: rows, labels: ["a", "b", "out"], outsideLabel: "out")

    @Test func anIntentThatWasNeverTaughtCountsAsWrongAndIsNamed() {
        #expect(evaluation.accuracy == 0.6)
        #expect(evaluation.unknownIntents == ["new"])
    }

    @Test func theBoundaryIsMeasuredOnRowsOutOfScope() {
        #expect(evaluation.outOfScope?.areaUnderCurve == 1)
        #expect(evaluation.outOfScope?.found == 1)
        #expect(evaluation.outOfScope?.falseAlarms == 0)
        #expect(evaluation.inside?.examples == 4)
        #expect(evaluation.inside?.accuracy == 0.5)
    }

    @Test func theSurestAnswersComeFirstOnTheCurve() {
        #expect(
            evaluation.riskCoverage.map(\.confidence) == [
                Double(Float(0.9)), Double(Float(0.8)), Double(Float(0.6)), 0.5, Double(Float(0.4)),
            ]
        )
        #expect(evaluation.riskCoverage.map(\.risk) == [0, 0, 1.0 / 3, 0.5, 0.4])
    }

    @Test func confusionsAreCounted() {
        #expect(evaluation.confusion.map { "\($0.intent)>\($0.answer) \($0.count)" } == ["a>b 1", "new>a 1"])
    }

    @Test func withoutRowsThereAreNoFigures() {
        let none = ModelEvaluation(rows: [], labels: ["a", "b"], outsideLabel: nil)
        #expect(none.accuracy == 0)
        #expect(none.outOfScope == nil)
    }
}
