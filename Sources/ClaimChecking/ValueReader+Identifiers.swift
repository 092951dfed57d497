// Numbers of orders, parcels and telephones, addresses of pages and mail.
extension ValueReader {
    func identifierEnding(at start: Int) -> Reading? {
        guard let cue = text.longest(of: Self.endings, at: start) else { return nil }
        var position = cue.end
        while let scalar = text[position], " 是为:号".unicodeScalars.contains(scalar) || scalar == "：" { position += 1 }
        var end = position
        while text[end]?.isLatinOrDigit == true { end += 1 }
        guard end - position >= 3, text.scalars[position..<end].contains(where: \.isDigit) else { return nil }
        return ([FoundValue(.identifierEnding(text.plainWords(position..<end).uppercased()), position..<end)], end)
    }

    func identifier(at start: Int) -> Reading? {
        guard start == 0 || text[start - 1]?.isLatinOrDigit != true else { return nil }
        if let page = address(at: start) { return page }
        var end = start
        var letters = 0
        var digits = 0
        var stars = 0
        var firstDigits = 0
        while let scalar = text[end] {
            if scalar.isLatinLetter {
                letters += 1
            } else if scalar.isDigit {
                digits += 1
                if letters == 0 { firstDigits += 1 }
            } else if scalar == "*" {
                stars += 1
            } else if scalar == "-" || scalar == " " {
                // Groups of one telephone or card number.
                guard digits > 0, letters == 0, groupFollows(after: end, digitsBefore: digits) else { break }
            } else {
                break
            }
            end += 1
        }
        guard end > start, digits > 0 else { return spoken(at: start) }
        if firstDigits > 0, letters > 0, text.longest(of: Unit.behind, at: start + firstDigits)?.end == end {
            return nil
        }
        if letters == 0, stars == 0, digits < 7 || hasUnit(start..<end) { return nil }
        if letters > 0, digits < 3 { return letters > 1 && digits > 1 && firstDigits == 0 ? found(start..<end) : nil }
        return found(start..<end)
    }

    private func found(_ range: Range<Int>) -> Reading {
        let characters = text.scalars[range].filter { $0.isLatinOrDigit || $0 == "*" }
        let name = String(String.UnicodeScalarView(characters)).uppercased()
        return ([FoundValue(.identifier(name), range)], range.upperBound)
    }

    private func hasUnit(_ range: Range<Int>) -> Bool {
        if let unit = text.longest(of: Unit.behind, at: text.skippingSpaces(range.upperBound)) {
            if case .money = unit.meaning { return true }
        }
        return range.lowerBound > 0 && "¥$€£".unicodeScalars.contains(text.scalars[range.lowerBound - 1])
    }

    /// "400-800-1234", "199 0000 0999".
    private func groupFollows(after separator: Int, digitsBefore: Int) -> Bool {
        var end = separator + 1
        while text[end]?.isDigit == true { end += 1 }
        let length = end - separator - 1
        return digitsBefore >= 3 && (length >= 3 && length <= 8) && text[end]?.isLatinLetter != true
            && text.longest(of: Unit.behind, at: text.skippingSpaces(end)) == nil
    }

    /// Seven numerals and more one after the other: a number read aloud.
    private func spoken(at start: Int) -> Reading? {
        var digits = ""
        var end = start
        while let scalar = text[end], let digit = NumberReader.numerals[scalar] {
            digits += String(digit)
            end += 1
        }
        guard digits.count >= 7 else { return nil }
        return ([FoundValue(.identifier(digits), start..<end)], end)
    }

    private func address(at start: Int) -> Reading? {
        var end = start
        while let scalar = text[end], scalar.isLatinOrDigit || "@._-/:%+?=&".unicodeScalars.contains(scalar) {
            end += 1
        }
        let words = text.plainWords(start..<end)
        guard words.contains("@") || words.hasPrefix("http") || words.hasPrefix("www.") else { return nil }
        return ([FoundValue(.identifier(words.uppercased()), start..<end)], end)
    }

    private static let endings: [(phrase: Phrase, meaning: Int)] = [
        "尾号", "后四位", "末四位", "ending in", "ending", "ends in", "last four digits", "last four", "last 4 digits",
    ].map { (Phrase($0), 0) }
}
