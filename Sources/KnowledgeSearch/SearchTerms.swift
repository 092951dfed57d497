import Foundation

/// What of a text is searched: every Han character, every pair of neighbours, and whole Latin words and numbers.
///
/// Pairs stand in for words, which Chinese does not part; the single characters find what only a pair's half shares.
package enum SearchTerms {
    /// In the text's order, repetitions kept. Full width and capitals make no difference.
    package static func of(_ text: String) -> [String] {
        var terms: [String] = []
        var word = ""
        var before: Character?
        for character in text.precomposedCompatibility.lowercased() {
            if isHan(character) {
                if !word.isEmpty { terms.append(word) }
                word = ""
                terms.append(String(character))
                if let before { terms.append(String([before, character])) }
                before = character
            } else {
                before = nil
                if character.isLetter || character.isNumber {
                    word.append(character)
                } else if !word.isEmpty {
                    terms.append(word)
                    word = ""
                }
            }
        }
        if !word.isEmpty { terms.append(word) }
        return terms
    }

    private static func isHan(_ character: Character) -> Bool {
        character.unicodeScalars.first.map {
            (0x3400...0x9FFF).contains($0.value) || (0x20000...0x323AF).contains($0.value)
        }
            ?? false
    }
}

extension String {
    /// Unicode's normal form KC, as Foundation makes it.
    fileprivate var precomposedCompatibility: String { precomposedStringWithCompatibilityMapping }
}
