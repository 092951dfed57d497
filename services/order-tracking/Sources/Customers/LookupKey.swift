/// The forms of a customer's data that look-ups compare, so that spelling does not matter.
enum LookupKey {
    static func email(_ text: String) -> String {
        text.foldingFullWidth.lowercased().filter { !$0.isWhitespace }
    }

    /// The last ten digits, which drop "+86", "0086" and a leading zero alike. Ten digits tell Chinese mobile numbers
    /// apart, since the eleventh from the end is always 1.
    static func phone(_ text: String) -> String {
        String(text.foldingFullWidth.filter(\.isASCIIDigit).suffix(10))
    }

    /// Shorter numbers would match by chance.
    static let phoneDigitsMin = 7

    static func name(_ text: String) -> String {
        text.foldingFullWidth.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    static func postalCode(_ text: String) -> String {
        text.foldingFullWidth.uppercased().filter { !$0.isWhitespace }
    }
}

extension String {
    /// Full-width letters, digits and signs (Ａ１＠) as their ASCII forms, the wide space as a space.
    var foldingFullWidth: String {
        var folded = String.UnicodeScalarView()
        for scalar in unicodeScalars {
            switch scalar.value {
            case 0xFF01...0xFF5E: folded.append(UnicodeScalar(UInt8(scalar.value - 0xFEE0)))
            case 0x3000: folded.append(" ")
            default: folded.append(scalar)
            }
        }
        return String(folded)
    }
}

extension Character {
    fileprivate var isASCIIDigit: Bool { ("0"..."9").contains(self) }
}
