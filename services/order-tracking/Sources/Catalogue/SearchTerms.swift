/// The terms by which a text is found: words of letters and digits, and pairs of neighbouring Chinese characters.
///
/// Chinese writes no spaces, and a dictionary would miss the shop's own names; overlapping pairs find "衬衫" inside
/// "男士免烫牛津纺长袖衬衫" without one (the usual n-gram indexing of CJK text). Single characters are indexed too, so that
/// "锅" finds pots, but a query uses them only where it has nothing longer.
struct SearchTerms: Hashable, Sendable {
    private(set) var terms: Set<String> = []

    /// Terms under which a text is stored.
    static func index(_ text: String) -> SearchTerms {
        SearchTerms(runs: runs(of: text)) { characters in
            pairs(characters) + characters.map(String.init)
        }
    }

    /// Terms that a customer's words ask for, without those that say nothing about a product (那件, 有没有, "my").
    static func query(_ text: String) -> SearchTerms {
        let all = SearchTerms(runs: runs(of: text)) { characters in
            characters.count == 1 ? [String(characters[0])] : pairs(characters)
        }
        let telling = all.terms.filter { !isFiller($0) }
        var result = SearchTerms()
        result.terms = telling.isEmpty ? all.terms : telling
        return result
    }

    /// Share of the query's terms that are among these, 0 to 1.
    func coverage(of query: SearchTerms) -> Double {
        guard !query.terms.isEmpty else { return 0 }
        return Double(query.terms.count { terms.contains($0) }) / Double(query.terms.count)
    }

    /// A text fits when at least half of the query's terms are in it: "灰色衬衫" has the pair "色衬", which no shirt's
    /// description holds, and still finds the grey shirt; a blue one has one pair of three.
    func fits(_ query: SearchTerms) -> Bool { coverage(of: query) >= 0.5 }
}

extension SearchTerms {
    private enum Run {
        case word(String)
        case chinese([Character])
    }

    private init(runs: [Run], chineseTerms: ([Character]) -> [String]) {
        for run in runs {
            switch run {
            case .word(let word): terms.insert(Self.singular(word))
            case .chinese(let characters): terms.formUnion(chineseTerms(characters))
            }
        }
    }

    private static func pairs(_ characters: [Character]) -> [String] {
        zip(characters, characters.dropFirst()).map { String([$0, $1]) }
    }

    private static func runs(of text: String) -> [Run] {
        var runs: [Run] = []
        var word = ""
        var chinese: [Character] = []
        for character in text.foldingFullWidth.lowercased() {
            if !word.isEmpty, !character.isWordPart { runs.append(.word(word)) }
            if !chinese.isEmpty, !character.isChinese { runs.append(.chinese(chinese)) }
            word = character.isWordPart ? word + String(character) : ""
            chinese = character.isChinese ? chinese + [character] : []
        }
        if !word.isEmpty { runs.append(.word(word)) }
        if !chinese.isEmpty { runs.append(.chinese(chinese)) }
        return runs
    }

    /// "shoes" and "shoe" are one term; "dress" stays as it is.
    private static func singular(_ word: String) -> String {
        word.count > 3 && word.hasSuffix("s") && !word.hasSuffix("ss") ? String(word.dropLast()) : word
    }

    private static let fillerCharacters = Set("的了吗呢吧啊那这哪件个条双我你有没要买给把")
    private static let fillerWords: Set<String> = [
        "the", "a", "an", "my", "of", "for", "and", "that", "this", "one", "order",
    ]

    private static func isFiller(_ term: String) -> Bool {
        fillerWords.contains(term) || term.contains { fillerCharacters.contains($0) }
    }
}

extension Character {
    fileprivate var isChinese: Bool {
        unicodeScalars.first.map { (0x3400...0x9FFF).contains($0.value) || (0x20000...0x323AF).contains($0.value) }
            ?? false
    }

    fileprivate var isWordPart: Bool { (isLetter || isNumber) && !isChinese }
}
