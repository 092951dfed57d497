import Foundation

/// The shop's knowledge, searched by words. A value: the same question always finds the same entries.
///
/// A question and an entry are compared by the cosine of their terms' weights (Salton and Buckley 1988): terms are
/// pairs of neighbouring Han characters and whole Latin words, each weighted by how few entries have it, so that words
/// which stand everywhere ("怎么", "can I") decide little.
struct KnowledgeBase: Sendable {
    private let indexes: [Language: Index]

    /// Reads `zh.md` and `en.md`; a language without its file has no knowledge.
    init(folder: URL) throws(KnowledgeFileError) {
        self.init(try Self.entries(folder: folder))
    }

    static func entries(folder: URL) throws(KnowledgeFileError) -> [KnowledgeEntry] {
        var entries: [KnowledgeEntry] = []
        for language in Language.allCases {
            let name = language.rawValue + ".md"
            let url = folder.appending(path: name)
            guard FileManager.default.fileExists(atPath: url.path) else { continue }
            guard let text = try? String(contentsOf: url, encoding: .utf8) else {
                throw KnowledgeFileError(file: name, line: 1, reason: "the file cannot be read as UTF-8")
            }
            entries += try KnowledgeFile.entries(markdown: text, name: name, language: language)
        }
        return entries
    }

    init(_ entries: [KnowledgeEntry]) {
        indexes = Dictionary(grouping: entries, by: \.language).mapValues { Index($0) }
    }

    /// Entries that hold on the day and share something with the question, nearest first.
    func hits(for question: String, in language: Language, on day: CivilDay?, limit: Int) -> [KnowledgeHit] {
        guard let index = indexes[language] else { return [] }
        return index.hits(for: question, limit: limit) { entry in day.map { entry.holds(on: $0) } ?? true }
    }

    func entry(_ id: String) -> KnowledgeEntry? {
        for index in indexes.values {
            if let entry = index.entries.first(where: { $0.id == id }) { return entry }
        }
        return nil
    }
}

struct KnowledgeHit: Hashable, Sendable {
    var entry: KnowledgeEntry
    /// 0 (nothing shared) to 1 (the very question).
    var score: Double
}

extension KnowledgeBase {
    /// One language's entries with the weights of their terms.
    struct Index: Sendable {
        let entries: [KnowledgeEntry]
        private let rarity: [String: Double]
        private let unknownRarity: Double
        private let questions: [(entry: Int, weights: [String: Double])]

        init(_ entries: [KnowledgeEntry]) {
            self.entries = entries
            let asked = entries.enumerated().flatMap { index, entry in entry.questions.map { (index, Self.terms($0)) } }
            var counts: [String: Set<Int>] = [:]
            for (index, terms) in asked { for term in terms { counts[term, default: []].insert(index) } }
            let total = Double(entries.count)
            let rarity = counts.mapValues { log((total + 1) / (Double($0.count) + 0.5)) }
            self.rarity = rarity
            unknownRarity = log((total + 1) / 0.5)
            questions = asked.map { index, terms in
                (index, Dictionary(uniqueKeysWithValues: terms.map { ($0, rarity[$0] ?? 0) }))
            }
        }

        func hits(
            for question: String,
            limit: Int,
            where holds: (KnowledgeEntry) -> Bool
        ) -> [KnowledgeHit] {
            let terms = Self.terms(question)
            let weights = Dictionary(uniqueKeysWithValues: terms.map { ($0, rarity[$0] ?? unknownRarity) })
            var best: [Int: Double] = [:]
            for asked in questions {
                let score = Self.cosine(weights, asked.weights)
                if score > best[asked.entry] ?? 0 { best[asked.entry] = score }
            }
            // Equal scores in the file's order, so that the answer never depends on hashing.
            return best.sorted { ($0.value, $1.key) > ($1.value, $0.key) }
                .map { KnowledgeHit(entry: entries[$0.key], score: $0.value) }
                .filter { holds($0.entry) }
                .prefix(limit)
                .map { $0 }
        }

        private static func cosine(_ left: [String: Double], _ right: [String: Double]) -> Double {
            // In the terms' order: a sum of doubles depends on it in the last bit.
            let shared = left.keys.filter { right[$0] != nil }.sorted()
            let product = shared.reduce(0) { $0 + (left[$1] ?? 0) * (right[$1] ?? 0) }
            let norms = norm(left) * norm(right)
            return norms > 0 ? product / norms : 0
        }

        private static func norm(_ weights: [String: Double]) -> Double {
            weights.sorted { $0.key < $1.key }.reduce(0) { $0 + $1.value * $1.value }.squareRoot()
        }

        /// Each once: pairs of neighbouring Han characters, a single one where it stands alone, and Latin words.
        static func terms(_ text: String) -> Set<String> {
            var plain = PlainText(text).text
            for filler in fillers { plain = plain.replacing(filler, with: " ") }
            var terms = Set(PlainText(plain).words.filter { !englishFillers.contains($0) })
            let runs = plain.split { $0.isASCII || $0.isPunctuation || $0.isWhitespace || $0.isSymbol }
            for run in runs {
                let characters = Array(run)
                guard characters.count > 1 else {
                    terms.insert(String(characters))
                    continue
                }
                for index in 1..<characters.count { terms.insert(String(characters[(index - 1)...index])) }
            }
            return terms
        }

        private static let fillers = [
            "请问", "我想问", "想问一下", "麻烦", "你们", "你家", "您好", "一下", "亲", "吗", "呢", "啊", "呀", "吧", "的", "了",
        ]

        private static let englishFillers: Set<String> = [
            "a", "an", "the", "i", "you", "your", "my", "me", "do", "does", "is", "are", "can", "could", "please", "to",
            "of", "for", "in", "on", "it", "if", "we", "be", "will", "would", "and", "or", "have", "what", "how",
        ]
    }
}
