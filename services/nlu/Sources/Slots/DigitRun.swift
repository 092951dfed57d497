import TextNormalization

/// Digits next to each other in a normalised text, and the letters right before them.
///
/// Customers group long numbers with spaces and hyphens, so runs that only such a mark parts are offered both apart and
/// joined.
struct DigitRun: Sendable, Hashable {
    var digits: String
    /// Positions of the digits, with the marks between joined parts.
    var range: Range<Int>

    /// Every run, and every join of two to four runs that are parted by one space or hyphen each.
    static func runs(in text: [Unicode.Scalar]) -> [DigitRun] {
        let simple = simpleRuns(in: text)
        var all: [DigitRun] = []
        for index in simple.indices {
            var joined = simple[index]
            all.append(joined)
            for next in simple[(index + 1)...].prefix(3) {
                let gap = joined.range.upperBound..<next.range.lowerBound
                guard gap.count == 1, text[gap.lowerBound] == " " || text[gap.lowerBound] == "-" else { break }
                joined = DigitRun(
                    digits: joined.digits + next.digits,
                    range: joined.range.lowerBound..<next.range.upperBound
                )
                all.append(joined)
            }
        }
        return all
    }

    private static func simpleRuns(in text: [Unicode.Scalar]) -> [DigitRun] {
        var runs: [DigitRun] = []
        var position = 0
        while position < text.count {
            let start = position
            var digits = ""
            while position < text.count, ScalarClass(text[position]) == .digit {
                digits.unicodeScalars.append(text[position])
                position += 1
            }
            if position > start {
                runs.append(DigitRun(digits: digits, range: start..<position))
            } else {
                position += 1
            }
        }
        return runs
    }

    /// Whether a Latin letter or digit touches the position from outside.
    static func isBounded(_ text: [Unicode.Scalar], _ range: Range<Int>) -> Bool {
        let isFreeBefore = range.lowerBound == 0 || !isWordPart(text[range.lowerBound - 1])
        let isFreeAfter = range.upperBound == text.count || !isWordPart(text[range.upperBound])
        return isFreeBefore && isFreeAfter
    }

    static func isWordPart(_ scalar: Unicode.Scalar) -> Bool {
        [.letter, .digit].contains(ScalarClass(scalar)) && scalar != "'"
    }
}
