/// A number as it is written somewhere: 1,299, １２９９, 一千二百九十九, 壹仟贰佰玖拾玖, 1.2万, twelve hundred.
struct NumberReading: Hashable, Sendable {
    enum Writing: Hashable, Sendable {
        case arabic
        case chinese
        case english
    }

    /// The likeliest first; never empty.
    var values: [Amount]
    var end: Int
    var writing: Writing
    /// Two neighbouring digits, "三五天": three to five.
    var isRange = false
    /// Digits as written, for those who need them singly.
    var digits: Int
}

struct NumberReader: Sendable {
    let text: AnswerText

    func number(at start: Int) -> NumberReading? {
        arabic(at: start) ?? chinese(at: start) ?? english(at: start)
    }

    // MARK: Arabic

    private func arabic(at start: Int) -> NumberReading? {
        guard let first = text[start], first.isDigit else { return nil }
        var position = start
        var digits = ""
        while let scalar = text[position] {
            if scalar.isDigit {
                digits.unicodeScalars.append(scalar)
            } else if scalar != "," || !isGroup(after: position, since: start) {
                break
            }
            position += 1
        }
        var fraction = ""
        if text[position] == ".", text[position + 1]?.isDigit == true {
            position += 1
            while let scalar = text[position], scalar.isDigit {
                fraction.unicodeScalars.append(scalar)
                position += 1
            }
        }
        guard digits.count <= 12, let value = Double(digits + "." + (fraction.isEmpty ? "0" : fraction)) else {
            return nil
        }
        var scale = 1.0
        if let scalar = text[position], let factor = Self.largeUnits[scalar] {
            scale = factor
            position += 1
        }
        guard let amount = Amount(value * scale) else { return nil }
        return NumberReading(values: [amount], end: position, writing: .arabic, digits: digits.count)
    }

    /// A comma parts thousands only between digits and before exactly three of them.
    private func isGroup(after comma: Int, since start: Int) -> Bool {
        guard comma > start, comma - start <= 3 || text[comma - 4] == "," else { return false }
        return (1...3).allSatisfy { text[comma + $0]?.isDigit == true } && text[comma + 4]?.isDigit != true
    }

    private static let largeUnits: [Unicode.Scalar: Double] = ["万": 10_000, "亿": 100_000_000, "千": 1_000, "百": 100]

    // MARK: Chinese

    private func chinese(at start: Int) -> NumberReading? {
        var end = start
        while let scalar = text[end], Self.numerals[scalar] != nil || Self.multipliers[scalar] != nil { end += 1 }
        if text[start] == "半" {
            return NumberReading(values: [Amount(tenThousandths: 5_000)], end: start + 1, writing: .chinese, digits: 1)
        }
        guard end > start, end - start <= 16 else { return nil }
        var run = Array(text.scalars[start..<end])
        // 一点五, 九点九: a point between numerals, unless hours are told.
        var fraction: [Int] = []
        if text[end] == "点", let next = text[end + 1], Self.numerals[next] != nil, !isTime(after: end) {
            var position = end + 1
            while let scalar = text[position], let digit = Self.numerals[scalar] {
                fraction.append(digit)
                position += 1
            }
            end = position
        }
        if run.first == "百" || run.first == "千" || run.first == "万" { run.insert("一", at: 0) }
        let digits = run.compactMap { Self.numerals[$0] }
        if digits.count == run.count, run.count > 1 {
            // Digits one by one: a year, a number; or two neighbours for about that many.
            let value = digits.reduce(0.0) { $0 * 10 + Double($1) }
            guard let amount = Amount(value) else { return nil }
            if run.count == 2, digits[0] > 0, digits[1] == digits[0] + 1 || (digits[0] == 3 && digits[1] == 5) {
                let both = digits.map { Amount($0) }
                return NumberReading(values: both, end: end, writing: .chinese, isRange: true, digits: 2)
            }
            return NumberReading(values: [amount], end: end, writing: .chinese, digits: digits.count)
        }
        guard var value = Self.value(of: run) else { return nil }
        for (place, digit) in fraction.enumerated() {
            value += Double(digit) / [10, 100, 1_000, 10_000][min(place, 3)]
        }
        guard let amount = Amount(value) else { return nil }
        return NumberReading(values: [amount], end: end, writing: .chinese, digits: run.count)
    }

    /// 三点二十, 三点半 and 三点五分 are times, 三点五 is a number.
    private func isTime(after point: Int) -> Bool {
        var position = point + 1
        var length = 0
        var hasTen = false
        while let scalar = text[position], Self.numerals[scalar] != nil || Self.multipliers[scalar] != nil {
            hasTen = hasTen || Self.multipliers[scalar] != nil
            position += 1
            length += 1
        }
        return hasTen || text[position] == "分" || text[position] == "半"
    }

    /// Units up to 9999, then 万 and 亿; a last digit without its unit is of the next lower one: 三百二 is 320.
    private static func value(of run: [Unicode.Scalar]) -> Double? {
        var total = 0.0
        var section = 0.0
        var digit: Double?
        var lastUnit = 1.0
        var sawZero = false
        for scalar in run {
            if let value = numerals[scalar] {
                if value == 0 {
                    sawZero = true
                    continue
                }
                guard digit == nil else { return nil }
                digit = Double(value)
            } else if let unit = multipliers[scalar] {
                if unit >= 10_000 {
                    total = (total + section + (digit ?? 0)) * unit
                    section = 0
                } else {
                    section += (digit ?? 1) * unit
                }
                (digit, lastUnit, sawZero) = (nil, unit, false)
            }
        }
        if let digit { section += !sawZero && lastUnit >= 100 ? digit * lastUnit / 10 : digit }
        return total + section
    }

    static let numerals: [Unicode.Scalar: Int] = [
        "零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9,
        "壹": 1, "贰": 2, "叁": 3, "肆": 4, "伍": 5, "陆": 6, "柒": 7, "捌": 8, "玖": 9, "俩": 2, "仨": 3, "幺": 1,
        "貳": 2, "參": 3, "陸": 6, "兩": 2,
    ]

    private static let multipliers: [Unicode.Scalar: Double] = [
        "十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1_000, "仟": 1_000, "万": 10_000, "萬": 10_000, "亿": 100_000_000,
    ]
}
