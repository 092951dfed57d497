/// A text in one way of writing, scalar for scalar, so that every position is one of the text as it was given.
struct AnswerText: Sendable {
    let scalars: [Unicode.Scalar]
    private let original: [Unicode.Scalar]

    init(_ text: String) {
        original = Array(text.unicodeScalars)
        scalars = original.map(Self.plain)
    }

    var count: Int { scalars.count }

    subscript(position: Int) -> Unicode.Scalar? {
        scalars.indices.contains(position) ? scalars[position] : nil
    }

    func words(_ range: Range<Int>) -> String {
        String(String.UnicodeScalarView(original[range]))
    }

    func plainWords(_ range: Range<Int>) -> String {
        String(String.UnicodeScalarView(scalars[range]))
    }

    /// The end of the phrase when it stands here. Latin phrases must be whole words.
    func end(of phrase: Phrase, at position: Int) -> Int? {
        let end = position + phrase.scalars.count
        guard position >= 0, end <= scalars.count, scalars[position..<end].elementsEqual(phrase.scalars) else {
            return nil
        }
        if phrase.beginsLatin, position > 0, scalars[position - 1].isLatinLetter { return nil }
        if phrase.endsLatin, end < scalars.count, scalars[end].isLatinLetter { return nil }
        return end
    }

    /// The longest of the phrases that stands here.
    func longest<Meaning>(
        of phrases: [(phrase: Phrase, meaning: Meaning)],
        at position: Int
    ) -> (
        end: Int, meaning: Meaning
    )? {
        var best: (end: Int, meaning: Meaning)?
        for (phrase, meaning) in phrases {
            if let end = end(of: phrase, at: position), end > best?.end ?? position { best = (end, meaning) }
        }
        return best
    }

    func skippingSpaces(_ position: Int) -> Int {
        var position = position
        while self[position] == " " { position += 1 }
        return position
    }

    private static func plain(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        switch scalar.value {
        case 0xFF01...0xFF0B, 0xFF0D...0xFF5E:
            plain(Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar)
        case 0x41...0x5A:
            Unicode.Scalar(scalar.value + 0x20) ?? scalar
        case 0x3000, 0xA0, 0x202F, 0x2009: " "
        case 0x2019, 0x2018: "'"
        case 0x2010...0x2015, 0x301C, 0x2212: "-"
        case 0xA5, 0xFFE5: "¥"
        default: scalar
        }
    }
}

/// Words to look for, in the plain way of writing.
struct Phrase: Hashable, Sendable {
    let scalars: [Unicode.Scalar]
    let beginsLatin: Bool
    let endsLatin: Bool

    init(_ words: String) {
        scalars = AnswerText(words).scalars
        beginsLatin = scalars.first?.isLatinLetter ?? false
        endsLatin = scalars.last?.isLatinLetter ?? false
    }
}

extension Unicode.Scalar {
    var isLatinLetter: Bool { ("a"..."z").contains(self) }
    var isDigit: Bool { ("0"..."9").contains(self) }
    var isLatinOrDigit: Bool { isLatinLetter || isDigit }
    var isSentenceEnd: Bool { "。！？!?\n".unicodeScalars.contains(self) }
}
