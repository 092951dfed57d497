/// A language that the shop answers in; each has its own template file.
enum Language: String, Codable, CaseIterable, Sendable {
    case chinese = "zh"
    case english = "en"
}

extension Language {
    /// Reads the language from the script alone: Han characters mean Chinese, else Latin letters mean English.
    ///
    /// Used only to choose the words of an answer while the nlu is down; it is no understanding. Nil when the text
    /// has neither (numbers, emoji), so that the conversation's language stays.
    init?(scriptOf text: String) {
        var hasLatin = false
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF, 0x20000...0x323AF:
                self = .chinese
                return
            case 0x41...0x5A, 0x61...0x7A:
                hasLatin = true
            default:
                continue
            }
        }
        guard hasLatin else { return nil }
        self = .english
    }
}
