/// How well questions find their entries, and how well questions without one are refused.
package struct KnowledgeEvaluation: Hashable, Sendable, Codable {
    package var entries = 0
    package var questions = 0
    /// Questions that have no entry in the data; where there are none, each question with its entry hidden.
    package var outside = 0
    package var outsideIsHidden = false
    package var usesVectors = false
    /// Shares of the questions whose entry stands first, and among the first five.
    package var hit1 = 0.0
    package var hit5 = 0.0
    package var hit1ByWords = 0.0
    package var hit1ByMeaning = 0.0
    /// Share of the questions without an entry that are refused, where the threshold refuses a twentieth of the others.
    package var refusalRecall = 0.0
    /// What the threshold, taken from the other half of the data, refuses of the questions that have an entry.
    package var falseRefusals = 0.0
    package var refusalRecallByWords = 0.0
    package var refusalRecallByMeaning = 0.0

    /// A question; nil where nothing answers it.
    package struct Question: Hashable, Sendable {
        package var text: String
        package var entry: Int?

        package init(text: String, entry: Int?) { (self.text, self.entry) = (text, entry) }
    }

    private struct Found {
        var result: SearchResult
        var fold: Int
    }

    /// - Parameter falseRefusals: The share of answered questions that may be refused, 0 to 1.
    package init(
        entries texts: [String],
        questions: [Question],
        vectors: [String: [Float]]?,
        falseRefusals: Double = 0.05
    ) throws {
        let search = try HybridSearch(
            questions: texts.enumerated().map { ($0.offset, $0.element) },
            vectors: vectors.map { vectors in texts.map { vectors[$0] ?? [] } }
        )
        func find(_ question: Question, hiding hidden: Int?) throws -> Found {
            let result = try search.find(question.text, vector: vectors?[question.text], limit: 5) { $0 != hidden }
            // By entry, so that no paraphrase of a question is on the other side.
            return Found(result: result, fold: (question.entry ?? question.text.unicodeScalars.count) % 2)
        }
        let known = questions.filter { $0.entry != nil }
        let unknown = questions.filter { $0.entry == nil }
        let inside = try known.map { try find($0, hiding: nil) }
        outsideIsHidden = unknown.isEmpty
        let outside =
            try unknown.isEmpty
            ? known.map { try find($0, hiding: $0.entry) } : unknown.map { try find($0, hiding: nil) }
        (self.entries, self.questions, self.outside) = (texts.count, known.count, outside.count)
        usesVectors = search.usesVectors
        func share(_ isRight: (SearchResult, Int) -> Bool) -> Double {
            let right = zip(inside, known).count { found, question in
                question.entry.map { isRight(found.result, $0) } ?? false
            }
            return Double(right) / Double(max(1, known.count))
        }
        hit1 = share { $0.hits.first?.entry == $1 }
        hit5 = share { result, entry in result.hits.contains { $0.entry == entry } }
        hit1ByWords = share { $0.byWords.first == $1 }
        hit1ByMeaning = share { $0.byMeaning.first == $1 }
        let fused = Self.refusals(inside, outside, falseRefusals) { Self.fitted($0, $1) }
        (refusalRecall, self.falseRefusals) = (fused.recall, fused.falseRefusals)
        refusalRecallByWords = Self.refusals(inside, outside, falseRefusals) { _, _ in { $0.wordsScore } }.recall
        refusalRecallByMeaning = Self.refusals(inside, outside, falseRefusals) { _, _ in { $0.likeness } }.recall
    }

    private typealias Score = (SearchSignals) -> Double

    private static func fitted(_ inside: [SearchSignals], _ outside: [SearchSignals]) -> Score {
        guard let boundary = AnswerBoundary(answered: inside, outside: outside) else { return { _ in 1 } }
        return { boundary.answerProbability($0) }
    }

    /// Fitted and bounded on one half, measured on the other, both ways.
    private static func refusals(
        _ inside: [Found],
        _ outside: [Found],
        _ rate: Double,
        fit: ([SearchSignals], [SearchSignals]) -> Score
    ) -> (recall: Double, falseRefusals: Double) {
        var refused = 0
        var wrongly = 0
        for fold in 0...1 {
            func signals(_ found: [Found], _ isMeasured: Bool) -> [SearchSignals] {
                found.filter { ($0.fold == fold) == isMeasured }.map(\.result.signals)
            }
            let score = fit(signals(inside, false), signals(outside, false))
            let threshold = AnswerBoundary.threshold(of: signals(inside, false).map(score), falseRefusals: rate)
            refused += signals(outside, true).count { score($0) < threshold }
            wrongly += signals(inside, true).count { score($0) < threshold }
        }
        return (Double(refused) / Double(max(1, outside.count)), Double(wrongly) / Double(max(1, inside.count)))
    }
}
