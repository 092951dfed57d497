/// The language of a message, as far as answers go, told by its scripts.
package enum TextLanguage: Sendable, Hashable {
    case chinese
    case english
    /// Chinese and English, neither of them only a name or two.
    case mixed
    case other
    /// There are no words: digits, an order number, emoji or nothing.
    case undetermined

    /// Counts Chinese characters against words of Latin letters, since a word says as much as two characters; scripts of
    /// other languages decide when they prevail.
    package init(of text: NormalizedText) {
        self = ScriptCount(text.scalars).language
    }
}

private struct ScriptCount {
    private var han = 0
    private var latinWords = 0
    private var other = 0

    init(_ scalars: [Unicode.Scalar]) {
        var position = 0
        while position < scalars.count {
            let start = position
            while position < scalars.count, Self.isLatin(scalars[position]) || ScalarClass(scalars[position]) == .digit
            {
                position += 1
            }
            if position > start {
                // Letters that touch digits are a code such as an order number, not a word.
                let hasDigit = scalars[start..<position].contains { ScalarClass($0) == .digit }
                latinWords += hasDigit ? 0 : 1
            } else {
                countOne(scalars[position])
                position += 1
            }
        }
    }

    private mutating func countOne(_ scalar: Unicode.Scalar) {
        switch ScalarClass(scalar) {
        case .han: han += 1
        case .letter where scalar != "'": other += 1
        case .letter, .digit, .mark, .space, .other: break
        }
    }

    var language: TextLanguage {
        guard han + latinWords + other > 0 else { return .undetermined }
        // Japanese mixes kana with Han characters, so a third of foreign letters is enough.
        guard other * 2 < han + latinWords * 4 else { return .other }
        let chineseShare = Double(han) / Double(han + latinWords * 2)
        return chineseShare >= 0.6 ? .chinese : chineseShare <= 0.2 ? .english : .mixed
    }

    private static func isLatin(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x61...0x7A, 0x41...0x5A: true
        case 0xC0...0x24F: scalar.properties.isAlphabetic
        default: false
        }
    }
}
