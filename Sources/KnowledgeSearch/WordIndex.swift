import GRDB

/// Texts found by their words: an FTS5 table of SQLite in memory, ranked by BM25 (Robertson and Zaragoza 2009).
package struct WordIndex: Sendable {
    private let database: DatabaseQueue

    /// Throws where this SQLite was built without FTS5.
    package init(_ texts: [String]) throws {
        database = try DatabaseQueue()
        try database.write { database in
            try database.execute(
                sql:
                    "CREATE VIRTUAL TABLE texts USING fts5(terms, content='', tokenize='unicode61 remove_diacritics 0')"
            )
            for (position, text) in texts.enumerated() {
                try database.execute(
                    sql: "INSERT INTO texts (rowid, terms) VALUES (?, ?)",
                    arguments: [position, SearchTerms.of(text).joined(separator: " ")]
                )
            }
        }
    }

    /// Positions of the texts that share a term with the question and their scores, above 0, best first; equal ones in
    /// their order. Blocks for as long as SQLite takes, below a millisecond for some thousand texts.
    package func hits(for question: String, limit: Int) throws -> [(text: Int, score: Double)] {
        // Quoted, so that nothing a customer writes is taken for the syntax of a query.
        let terms = Set(SearchTerms.of(question)).sorted().prefix(Self.termsMax).map { "\"\($0)\"" }
        guard !terms.isEmpty else { return [] }
        return try database.read { database in
            try Row.fetchAll(
                database,
                sql: "SELECT rowid, bm25(texts) AS score FROM texts WHERE texts MATCH ? ORDER BY score, rowid LIMIT ?",
                arguments: [terms.joined(separator: " OR "), limit]
            )
            .map { (text: $0["rowid"] as Int, score: -($0["score"] as Double)) }
        }
    }

    /// Terms of a question that are looked for; the rest of a very long one is left out.
    private static let termsMax = 256
}
