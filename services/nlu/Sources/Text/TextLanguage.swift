import TextClassification

/// The language of a message, as far as answers go, told by its scripts.
enum TextLanguage: Sendable, Hashable {
    case chinese
    case english
    /// Chinese and English, neither of them only a name or two.
    case mixed
    case other
    /// There are no letters: digits, emoji or nothing.
    case undetermined

    /// Counts Chinese characters against words of Latin letters, since a word says as much as two characters; scripts of
    /// other languages decide when they prevail.
    init(of text: NormalizedText) {
        var count = ScriptCount()
        for scalar in text.scalars { count.add(scalar) }
        self = count.language
    }
}

private struct ScriptCount {
    private var han = 0
    private var latinWords = 0
    private var other = 0
    private var isInsideLatinWord = false

    mutating func add(_ scalar: Unicode.Scalar) {
        let isLatin = Self.isLatin(scalar)
        defer { isInsideLatinWord = isLatin }
        if isLatin {
            latinWords += isInsideLatinWord ? 0 : 1
        } else if ScalarClass(scalar) == .han {
            han += 1
        } else if ScalarClass(scalar) == .letter, scalar != "'" {
            other += 1
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
