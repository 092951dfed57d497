// Numbers in English words: "a hundred and twenty", "nine ninety-nine", "two and a half".
extension NumberReader {
    func english(at start: Int) -> NumberReading? {
        guard text[start]?.isLatinLetter == true, start == 0 || text[start - 1]?.isLatinOrDigit != true else {
            return nil
        }
        var words: [Word] = []
        var end = start
        var position = start
        while let (word, next) = word(at: position) {
            guard let meaning = Self.meaning(of: word) else { break }
            if case .and = meaning, words.isEmpty { break }
            words.append(meaning)
            position = next
            if meaning != .and, meaning != .article { end = next }
            while text[position] == " " || text[position] == "-" { position += 1 }
            guard words.count < 12 else { break }
        }
        while let last = words.last, last == .and || last == .article { words.removeLast() }
        // "a week" is one.
        if words == [.article] || (words.isEmpty && text[start] == "a") {
            let unit = text.skippingSpaces(start + (text[start + 1] == "n" ? 2 : 1))
            guard text.longest(of: Self.termUnits, at: unit) != nil else { return nil }
            return NumberReading(values: [Amount(1)], end: unit, writing: .english, digits: 1)
        }
        guard let values = Self.values(of: words) else { return nil }
        return NumberReading(values: values, end: end, writing: .english, digits: words.count)
    }

    enum Word: Hashable {
        case unit(Int)
        case ten(Int)
        case hundred
        case thousand
        case half
        case and
        case article
    }

    private func word(at start: Int) -> (word: String, end: Int)? {
        var end = start
        while text[end]?.isLatinLetter == true { end += 1 }
        guard end > start, end - start <= 10 else { return nil }
        return (text.plainWords(start..<end), end)
    }

    private static func meaning(of word: String) -> Word? {
        if let unit = units.firstIndex(of: word) { return .unit(unit) }
        if let ten = tens.firstIndex(of: word) { return .ten((ten + 2) * 10) }
        switch word {
        case "hundred": return .hundred
        case "thousand": return .thousand
        case "dozen": return .unit(12)
        case "half": return .half
        case "and": return .and
        case "a", "an": return .article
        default: return nil
        }
    }

    /// Nil for words that hold no number: "a", "and".
    private static func values(of words: [Word]) -> [Amount]? {
        var parts: [Int] = []
        var current: Int?
        var total = 0
        var half = false
        for word in words {
            switch word {
            case .unit(let value):
                if let before = current, before % 10 != 0 || before == 0 || (before < 100 && value > 9) {
                    parts.append(before)
                    current = value
                } else {
                    current = (current ?? 0) + value
                }
            case .ten(let value):
                // "nine ninety": what stands before is whole units, or hundreds without their word.
                if let before = current, before < 100 {
                    parts.append(before)
                    current = value
                } else {
                    current = (current ?? 0) + value
                }
            case .hundred: current = (current ?? 1) * 100
            case .thousand:
                total += (current ?? 1) * 1_000
                current = nil
            case .half: half = true
            case .and, .article: continue
            }
        }
        if current == nil, total == 0, !half { return nil }
        let last = total + (current ?? 0)
        if let first = parts.first, parts.count == 1, !half {
            return [Amount(tenThousandths: first * 10_000 + last * 100), Amount(first * 100 + last)]
        }
        guard parts.isEmpty else { return nil }
        return [Amount(tenThousandths: last * 10_000 + (half ? 5_000 : 0))]
    }

    private static let termUnits: [(phrase: Phrase, meaning: Int)] = ["week", "month", "year"].map { (Phrase($0), 0) }

    private static let units = [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
        "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
    ]

    private static let tens = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
}
