/// How a sentence is split into tokens before n-grams are counted. Scores are comparable only under the same one.
package enum EvaluationTokenizer: String, Sendable, CaseIterable {
    /// The international tokenization of NIST's mteval script, version 13a: for languages written with spaces.
    case mteval13a = "13a"
    /// Each Chinese character alone, and the rest as in 13a.
    case chinese = "zh"

    /// Chinese when most of the letters of the texts are Chinese characters.
    package static func suited(to texts: [String]) -> EvaluationTokenizer {
        var han = 0
        var other = 0
        for scalar in texts.joined().unicodeScalars where scalar.properties.isAlphabetic {
            if scalar.properties.isIdeographic { han += 1 } else { other += 1 }
        }
        // A Chinese character carries about as much as three letters.
        return han * 3 > other ? .chinese : .mteval13a
    }

    package func tokens(of text: String) -> [String] {
        switch self {
        case .mteval13a: Self.split(" \(Self.withoutEntities(text)) ")
        case .chinese: Self.split(Self.withChineseApart(text))
        }
    }
}

extension EvaluationTokenizer {
    private static func withoutEntities(_ text: String) -> String {
        var text = text
        for (entity, character) in [
            ("<skipped>", ""), ("-\n", ""), ("\n", " "), ("&quot;", "\""), ("&amp;", "&"), ("&lt;", "<"), ("&gt;", ">"),
        ] {
            text = text.split(separator: entity, omittingEmptySubsequences: false).joined(separator: character)
        }
        return text
    }

    private static func withChineseApart(_ text: String) -> String {
        var apart = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            if isChinese(scalar) {
                apart.append(contentsOf: [" ", scalar, " "])
            } else {
                apart.append(scalar)
            }
        }
        return String(apart)
    }

    /// The ranges that sacreBLEU's tokenization "zh" takes. Two of its ranges were meant for characters beyond the
    /// basic plane and take symbols such as U+2014 instead; scores are only comparable if ours do the same.
    private static let chineseRanges: [ClosedRange<UInt32>] = [
        0x3400...0x4DB5, 0x4E00...0x9FBB, 0xF900...0xFA2D, 0xFA30...0xFA6A, 0xFA70...0xFAD9, 0x2001...0x2A6D,
        0x2F81...0x2FA1, 0xFF00...0xFFEF, 0x2E80...0x2EFF, 0x3000...0x303F, 0x31C0...0x31EF, 0x2F00...0x2FDF,
        0x2FF0...0x2FFF, 0x3100...0x312F, 0x31A0...0x31BF, 0xFE10...0xFE1F, 0xFE30...0xFE4F, 0x3200...0x33FF,
    ]

    private static func isChinese(_ scalar: Unicode.Scalar) -> Bool {
        chineseRanges.contains { $0.contains(scalar.value) }
    }

    /// Four passes, each over the result of the one before: ASCII symbols apart; period and comma apart unless a digit
    /// stands before them; the same unless one stands after them; a dash apart after a digit.
    private static func split(_ text: String) -> [String] {
        var scalars: [Unicode.Scalar] = []
        for scalar in text.unicodeScalars { scalars += isSymbol(scalar) ? [" ", scalar, " "] : [scalar] }
        scalars = pairwise(scalars) { !isDigit($0) && isPoint($1) ? [$0, " ", $1, " "] : nil }
        scalars = pairwise(scalars) { isPoint($0) && !isDigit($1) ? [" ", $0, " ", $1] : nil }
        scalars = pairwise(scalars) { isDigit($0) && $1 == "-" ? [$0, " ", $1, " "] : nil }
        return scalars.split(whereSeparator: isSpace).map { String(String.UnicodeScalarView($0)) }
    }

    /// Replaces neighbours from left to right; what was replaced is not looked at again.
    private static func pairwise(
        _ scalars: [Unicode.Scalar],
        _ replacement: (Unicode.Scalar, Unicode.Scalar) -> [Unicode.Scalar]?
    ) -> [Unicode.Scalar] {
        var result: [Unicode.Scalar] = []
        result.reserveCapacity(scalars.count * 2)
        var index = 0
        while index < scalars.count {
            if index + 1 < scalars.count, let replaced = replacement(scalars[index], scalars[index + 1]) {
                result += replaced
                index += 2
            } else {
                result.append(scalars[index])
                index += 1
            }
        }
        return result
    }

    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }
    private static func isPoint(_ scalar: Unicode.Scalar) -> Bool { scalar == "." || scalar == "," }

    /// ASCII's symbols but apostrophe, comma, dash and period.
    private static func isSymbol(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "!"..."&", "("..."+", "/", ":"..."@", "["..."`", "{"..."~": true
        default: false
        }
    }

    static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isWhitespace || (0x1C...0x1F).contains(scalar.value)
    }
}
