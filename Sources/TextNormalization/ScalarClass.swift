/// What a scalar is, as far as cutting a text into words and n-grams goes.
package enum ScalarClass: Sendable {
    case han
    case letter
    case digit
    /// A question or exclamation mark, or an emoji.
    case mark
    case space
    case other

    package init(_ scalar: Unicode.Scalar) {
        switch scalar.value {
        case 0x30...0x39: self = .digit
        case 0x61...0x7A, 0x41...0x5A, 0x27: self = .letter
        case 0x3F, 0x21: self = .mark
        case 0x09...0x0D, 0x20: self = .space
        case 0..<0x80: self = .other
        case 0x4E00...0x9FFF, 0x3400...0x4DBF, 0xF900...0xFAFF, 0x20000...0x323AF, 0x3007: self = .han
        case 0x3000...0x303F, 0xFF00...0xFF0F: self = .other
        default:
            // A pictograph says something by itself, as an exclamation mark does.
            self = scalar.properties.isEmojiPresentation ? .mark : scalar.properties.isAlphabetic ? .letter : .other
        }
    }
}
