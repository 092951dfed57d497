import TextClassification

/// How good a model's answers to labelled messages are. Shares and probabilities are 0 ... 1.
package struct ModelEvaluation: Sendable, Encodable {
    package var examples: Int
    package var accuracy: Double
    package var macroF1: Double
    /// The share of messages whose right intent is among the first five.
    package var top5: Double
    /// See `Evaluation`.
    package var expectedCalibrationError: Double
    /// The same three figures over messages that are not out of scope.
    package var inside: Inside?
    package var outOfScope: OutOfScope?
    /// The best answered first: what share of the answers given is wrong when only the surest share is given.
    package var riskCoverage: [RiskAtCoverage]
    /// The area under that curve.
    package var riskCoverageArea: Double
    package var intents: [IntentScores]
    /// Pairs of a right intent and a wrong answer, the most frequent first.
    package var confusion: [Confusion]
    /// Intents of the file that the model was never taught; their messages count as wrong.
    package var unknownIntents: [String]

    package struct Inside: Sendable, Encodable {
        package var examples: Int
        package var accuracy: Double
        package var macroF1: Double
    }

    package struct OutOfScope: Sendable, Encodable {
        package var examples: Int
        /// The probability that a message out of scope gets a higher outside score than one in scope.
        package var areaUnderCurve: Double
        /// The share of them whose outside score is above one half.
        package var found: Double
        /// The share of messages in scope whose outside score is above one half.
        package var falseAlarms: Double
    }

    package struct RiskAtCoverage: Sendable, Encodable {
        package var coverage: Double
        package var risk: Double
        /// The least confidence among these answers.
        package var confidence: Double
    }

    package struct IntentScores: Sendable, Encodable {
        package var intent: String
        package var examples: Int
        package var precision: Double
        package var recall: Double
        package var f1: Double
    }

    package struct Confusion: Sendable, Encodable {
        package var intent: String
        package var answer: String
        package var count: Int
    }

    /// One answered message.
    package struct Row: Sendable {
        package var intent: String
        /// In the order of the model's labels.
        package var probabilities: [Float]
        package var outside: Float?

        package init(intent: String, probabilities: [Float], outside: Float?) {
            self.intent = intent
            self.probabilities = probabilities
            self.outside = outside
        }
    }

    package init(rows: [Row], labels: [String], outsideLabel: String?) {
        let positions = Dictionary(uniqueKeysWithValues: zip(labels, labels.indices))
        let unknown = Set(rows.map(\.intent)).subtracting(labels).sorted()
        // An unknown intent gets a position of its own, which no answer has.
        let targets = rows.map { UInt32(positions[$0.intent] ?? labels.count) }
        let answers = rows.map { row in
            row.probabilities.indices.max { row.probabilities[$0] < row.probabilities[$1] } ?? 0
        }
        let whole = Evaluation(probabilities: rows.map(\.probabilities), labels: targets)
        examples = rows.count
        accuracy = whole.accuracy
        macroF1 = whole.macroF1
        expectedCalibrationError = whole.expectedCalibrationError
        top5 = Self.top(5, rows: rows, targets: targets)
        unknownIntents = unknown
        let curve = RiskCoverage(
            confidences: zip(rows, answers).map { $0.probabilities[$1] },
            isRight: zip(answers, targets).map { $0 == Int($1) }
        )
        riskCoverage = curve.points
        riskCoverageArea = curve.area
        intents = Self.scores(labels: labels, targets: targets, answers: answers)
        confusion = Self.confusion(rows: rows, labels: labels, targets: targets, answers: answers)
        (inside, outOfScope) = Self.boundary(rows: rows, targets: targets, outside: outsideLabel)
    }

    private static func top(_ count: Int, rows: [Row], targets: [UInt32]) -> Double {
        let hits = zip(rows, targets).count { row, target in
            guard Int(target) < row.probabilities.count else { return false }
            let own = row.probabilities[Int(target)]
            return row.probabilities.count { $0 > own } < count
        }
        return Double(hits) / Double(max(1, rows.count))
    }

    private static func scores(labels: [String], targets: [UInt32], answers: [Int]) -> [IntentScores] {
        var right = [Int](repeating: 0, count: labels.count + 1)
        var actual = right
        var answered = right
        for (target, answer) in zip(targets, answers) {
            actual[Int(target)] += 1
            answered[answer] += 1
            if Int(target) == answer { right[answer] += 1 }
        }
        return labels.indices.filter { actual[$0] > 0 }.map { label in
            IntentScores(
                intent: labels[label],
                examples: actual[label],
                precision: Double(right[label]) / Double(max(1, answered[label])),
                recall: Double(right[label]) / Double(actual[label]),
                f1: 2 * Double(right[label]) / Double(answered[label] + actual[label])
            )
        }
    }

    private static func confusion(rows: [Row], labels: [String], targets: [UInt32], answers: [Int]) -> [Confusion] {
        var counts: [[String]: Int] = [:]
        for (row, (target, answer)) in zip(rows, zip(targets, answers)) where Int(target) != answer {
            counts[[row.intent, labels[answer]], default: 0] += 1
        }
        return counts.map { Confusion(intent: $0.key[0], answer: $0.key[1], count: $0.value) }
            .sorted { ($1.count, $0.intent, $0.answer) < ($0.count, $1.intent, $1.answer) }
    }

    private static func boundary(rows: [Row], targets: [UInt32], outside label: String?) -> (Inside?, OutOfScope?) {
        guard let label, rows.contains(where: { $0.intent == label }) else { return (nil, nil) }
        let insideRows = rows.indices.filter { rows[$0].intent != label }
        let within = Evaluation(
            probabilities: insideRows.map { rows[$0].probabilities },
            labels: insideRows.map { targets[$0] }
        )
        let inside = Inside(examples: insideRows.count, accuracy: within.accuracy, macroF1: within.macroF1)
        let far = rows.filter { $0.intent == label }.compactMap(\.outside)
        let near = insideRows.compactMap { rows[$0].outside }
        guard !far.isEmpty, !near.isEmpty else { return (inside, nil) }
        return (
            inside,
            OutOfScope(
                examples: far.count,
                areaUnderCurve: Evaluation.areaUnderCurve(positives: far, negatives: near),
                found: Double(far.count { $0 > 0.5 }) / Double(far.count),
                falseAlarms: Double(near.count { $0 > 0.5 }) / Double(near.count)
            )
        )
    }
}
