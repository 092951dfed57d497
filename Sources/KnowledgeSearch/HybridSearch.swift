/// Questions the shop has an answer to, found by words and by meaning together.
///
/// The two rankings are joined by reciprocal rank fusion (Cormack, Clarke and Büttcher 2009): a question's score is the
/// sum of 1 / (60 + its place) over the rankings, which needs no common scale. Without vectors the words rank alone.
package struct HybridSearch: Sendable {
    /// Of each question, the entry that answers it.
    private let entries: [Int]
    private let words: WordIndex
    private let vectors: [[Float]]?

    /// - Parameter vectors: Of each question, of length 1; nil where no inference service answers.
    package init(questions: [(entry: Int, text: String)], vectors: [[Float]]?) throws {
        precondition(vectors.map { $0.count == questions.count } ?? true, "every question needs its vector")
        entries = questions.map(\.entry)
        words = try WordIndex(questions.map(\.text))
        self.vectors = vectors
    }

    package var usesVectors: Bool { vectors != nil }

    /// Entries by both rankings, best first. `isEligible` leaves out entries that do not hold now.
    package func find(
        _ question: String,
        vector: [Float]?,
        limit: Int,
        where isEligible: (Int) -> Bool = { _ in true }
    ) throws -> SearchResult {
        let byWords = best(of: try words.hits(for: question, limit: Self.depth), where: isEligible)
        let byMeaning = best(of: meaningHits(vector), where: isEligible)
        var fused: [Int: Double] = [:]
        for ranking in [byWords, byMeaning] {
            for (place, hit) in ranking.prefix(Self.depth).enumerated() {
                fused[hit.entry, default: 0] += 1 / (Self.rankConstant + Double(place + 1))
            }
        }
        let likeness = Dictionary(uniqueKeysWithValues: byMeaning.map { ($0.entry, $0.score) })
        let hits = fused.map { SearchHit(entry: $0.key, score: $0.value, likeness: likeness[$0.key]) }
            .sorted { ($0.score, $0.likeness ?? 0, -$0.entry) > ($1.score, $1.likeness ?? 0, -$1.entry) }
        return SearchResult(
            hits: Array(hits.prefix(limit)),
            byWords: byWords.prefix(limit).map(\.entry),
            byMeaning: byMeaning.prefix(limit).map(\.entry),
            signals: SearchSignals(question: question, words: byWords, meaning: byMeaning)
        )
    }

    private func meaningHits(_ vector: [Float]?) -> [(text: Int, score: Double)] {
        guard let vector, let vectors else { return [] }
        return vectors.enumerated().map { position, other in
            (position, Double(zip(vector, other).reduce(Float(0)) { $0 + $1.0 * $1.1 }))
        }
    }

    /// An entry is as near as the nearest of its questions.
    private func best(
        of hits: [(text: Int, score: Double)],
        where isEligible: (Int) -> Bool
    ) -> [(entry: Int, score: Double)] {
        var best: [Int: Double] = [:]
        for hit in hits where isEligible(entries[hit.text]) {
            best[entries[hit.text]] = max(best[entries[hit.text]] ?? -.infinity, hit.score)
        }
        return best.map { (entry: $0.key, score: $0.value) }.sorted { ($0.score, -$0.entry) > ($1.score, -$1.entry) }
    }

    /// Of the paper; between 10 and 60 it makes no difference on the data measured.
    private static let rankConstant = 60.0
    /// Places of each ranking that count.
    private static let depth = 200
}

/// One entry and how near it is.
package struct SearchHit: Hashable, Sendable {
    package var entry: Int
    /// Sum of reciprocal ranks; says nothing but the order.
    package var score: Double
    /// Cosine of the nearest question's vector; nil without vectors.
    package var likeness: Double?
}

package struct SearchResult: Hashable, Sendable {
    package var hits: [SearchHit]
    /// The two rankings alone, for comparison.
    package var byWords: [Int]
    package var byMeaning: [Int]
    package var signals: SearchSignals
}

/// What tells whether the first hit answers the question at all.
package struct SearchSignals: Hashable, Sendable {
    /// Best BM25 score for each term of the question, and its lead over the second.
    package var wordsScore = 0.0
    package var wordsLead = 0.0
    /// Best cosine and its lead; 0 without vectors.
    package var likeness = 0.0
    package var likenessLead = 0.0
    /// 1 where both rankings have the same first.
    package var agreement = 0.0

    init(question: String, words: [(entry: Int, score: Double)], meaning: [(entry: Int, score: Double)]) {
        let terms = Double(max(1, Set(SearchTerms.of(question)).count))
        if let first = words.first {
            wordsScore = first.score / terms
            wordsLead = (first.score - (words.count > 1 ? words[1].score : 0)) / terms
        }
        if let first = meaning.first {
            likeness = first.score
            likenessLead = first.score - (meaning.count > 1 ? meaning[1].score : 0)
            agreement = first.entry == words.first?.entry ? 1 : 0
        }
    }

    var features: [Double] { [wordsScore, wordsLead, likeness, likenessLead, agreement] }
}
