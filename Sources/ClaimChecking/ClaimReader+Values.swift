// Numbers of every kind, each with what makes it a claim.
extension ClaimReader {
    func values(in text: AnswerText, except names: [Range<Int>]) -> [FoundValue] {
        let reader = ValueReader(text: text, today: today)
        var found: [FoundValue] = []
        var position = 0
        while position < text.count {
            if let name = names.first(where: { $0.contains(position) }) {
                position = name.upperBound
            } else if let (values, end) = reader.read(at: position) {
                found += values
                position = max(end, position + 1)
            } else {
                position += 1
            }
        }
        return found
    }
}

/// Reads one value where it stands. The order matters: what is more than a number is tried first.
struct ValueReader: Sendable {
    typealias Reading = (values: [FoundValue], end: Int)

    let text: AnswerText
    let today: PartialDate?
    let numbers: NumberReader

    init(text: AnswerText, today: PartialDate?) {
        (self.text, self.today) = (text, today)
        numbers = NumberReader(text: text)
    }

    func read(at start: Int) -> Reading? {
        if let listed = listMarker(at: start) { return ([], listed) }
        return date(at: start) ?? time(at: start) ?? identifierEnding(at: start) ?? identifier(at: start)
            ?? idiom(at: start) ?? amount(at: start)
    }

    /// "1. ", "2、" at the start of a line count the line, not the shop's goods.
    private func listMarker(at start: Int) -> Int? {
        guard start == 0 || text[start - 1] == "\n", let number = numbers.number(at: start), number.writing == .arabic,
            number.digits <= 2, let mark = text[number.end], ".、)）".unicodeScalars.contains(mark)
        else { return nil }
        return number.end + 1
    }

    /// Words that are written with a numeral and count nothing.
    private func idiom(at start: Int) -> Reading? {
        text.longest(of: Self.idioms, at: start).map { ([], $0.end) }
    }

    private func amount(at start: Int) -> Reading? {
        if let sign = text.longest(of: Unit.before, at: start) {
            let position = text.skippingSpaces(sign.end)
            if let number = numbers.number(at: position) { return value(number, from: start, before: sign.meaning) }
        }
        if let twice = text.end(of: Phrase("twice"), at: start) {
            return ([FoundValue(.quantity(Amount(2), unit: "times"), start..<twice)], twice)
        }
        if let percent = percentInChinese(at: start) { return percent }
        guard let number = numbers.number(at: start) else { return nil }
        return value(number, from: start, before: nil)
    }

    /// 百分之八十.
    private func percentInChinese(at start: Int) -> Reading? {
        guard let words = text.longest(of: [(Phrase("百分之"), 0)], at: start), let number = numbers.number(at: words.end)
        else { return nil }
        return ([FoundValue(readings: number.values.map { .percentage($0) }, range: start..<number.end)], number.end)
    }

    private func value(_ number: NumberReading, from start: Int, before sign: Unit?) -> Reading? {
        var position = text.skippingSpaces(number.end)
        // "12-month".
        if text[position] == "-", text[position + 1]?.isLatinLetter == true { position += 1 }
        if let more = text.longest(of: Self.vague, at: position) { position = text.skippingSpaces(more.end) }
        let behind = text.longest(of: Unit.behind, at: position)
        // A range takes the unit of its second number: "3到5天", "99-129 yuan".
        if behind == nil || sign != nil, let (second, end) = upperEnd(after: number.end) {
            let unit = sign ?? second.unit
            let first = claim(number.values, unit, start..<number.end, number)
            let last = claim(second.number.values, unit, second.start..<end, second.number)
            return ([first, last].compactMap { $0 }, end)
        }
        let unit = sign ?? behind?.meaning
        var end = sign != nil || behind == nil ? number.end : behind?.end ?? number.end
        if sign != nil, let behind, case .money = behind.meaning { end = behind.end }
        if number.isRange, unit != nil {
            return (number.values.compactMap { claim([$0], unit, start..<end, number) }, end)
        }
        var values = number.values
        if case .money(let currency, let scale)? = unit, scale == 1, let (more, moreEnd) = smallMoney(after: end) {
            values = values.map { Amount(tenThousandths: $0.tenThousandths + more) }
            let found = FoundValue(readings: values.map { .money($0, currency: currency) }, range: start..<moreEnd)
            return ([found], moreEnd)
        }
        if let half = halfMore(after: end), let halved = unit {
            values = values.map { Amount(tenThousandths: $0.tenThousandths + 5_000) }
            end = half
            return ([claim(values, halved, start..<end, number)].compactMap { $0 }, end)
        }
        return ([claim(values, unit, start..<end, number)].compactMap { $0 }, end)
    }

    /// 五角, 九 of "九块九", 五毛 in tenths and hundredths behind whole units.
    private func smallMoney(after end: Int) -> (more: Int, end: Int)? {
        guard let scalar = text[end], let digit = NumberReader.numerals[scalar] ?? scalar.digit else { return nil }
        if let next = text[end + 1], "角毛".unicodeScalars.contains(next) {
            guard let cents = text[end + 2].flatMap({ NumberReader.numerals[$0] ?? $0.digit }), text[end + 3] == "分"
            else {
                return (digit * 1_000, end + 2)
            }
            return (digit * 1_000 + cents * 100, end + 4)
        }
        guard text[end + 1].map({ NumberReader.numerals[$0] == nil && !$0.isDigit && $0 != "." }) ?? true,
            text.longest(of: Unit.behind, at: end + 1) == nil
        else { return nil }
        return (digit * 1_000, end + 1)
    }

    /// 三天半, 一个半月 is read by its unit 半 elsewhere.
    private func halfMore(after end: Int) -> Int? {
        guard text[end] == "半", text[end + 1] != "价" else { return nil }
        return end + 1
    }

    private func upperEnd(after end: Int) -> (second: (number: NumberReading, unit: Unit?, start: Int), end: Int)? {
        var position = text.skippingSpaces(end)
        guard let mark = text.longest(of: Self.until, at: position) else { return nil }
        position = text.skippingSpaces(mark.end)
        if let sign = text.longest(of: Unit.before, at: position) { position = text.skippingSpaces(sign.end) }
        let start = position
        guard let number = numbers.number(at: position) else { return nil }
        let unit = text.longest(of: Unit.behind, at: text.skippingSpaces(number.end))
        return ((number, unit?.meaning, start), unit?.end ?? number.end)
    }

    private func claim(_ values: [Amount], _ unit: Unit?, _ range: Range<Int>, _ number: NumberReading) -> FoundValue? {
        let whole = values[0]
        switch unit {
        case nil where values.count > 1 && number.writing == .english:
            // "eighty-nine fifty" is how prices are spoken.
            return FoundValue(readings: values.map { .money($0, currency: nil) }, range: range)
        case nil where number.writing == .english && whole > Amount(1) && countsPlural(after: number.end): break
        case nil where number.writing == .chinese && number.digits > 1 && whole >= Amount(10): break
        case nil, .count?:
            // "一个", "a parcel": an article, not a count. A numeral without a unit in words says as little.
            if number.writing != .arabic, whole == Amount(1) || unit == nil { return nil }
            if number.writing == .chinese, whole < Amount(1), text[range.upperBound] != "价" { return nil }
        default: break
        }
        let readings = values.map { $0.claim(in: unit) }
        return FoundValue(readings: readings, range: range)
    }

    /// "five backpacks", "two oxford shirts": one of the next words ends in s and is no verb.
    private func countsPlural(after end: Int) -> Bool {
        var position = text.skippingSpaces(end)
        for _ in 0..<3 {
            let start = position
            while text[position]?.isLatinLetter == true { position += 1 }
            let word = text.plainWords(start..<position)
            if word.count > 3, word.hasSuffix("s") { return !["this", "does", "less", "plus", "thus"].contains(word) }
            position = text.skippingSpaces(position)
        }
        return false
    }

    private static let vague: [(phrase: Phrase, meaning: Int)] = [
        "多", "来", "几", "余", "plus", "more", "full", "whole", "其他",
    ].map { (Phrase($0), 0) }
    private static let until: [(phrase: Phrase, meaning: Int)] = [
        "-", "~", "到", "至", "或", "to", "or", "and", "--", "～",
    ]
    .map { (Phrase($0), 0) }

    private static let idioms: [(phrase: Phrase, meaning: Int)] = [
        "一下", "一起", "一定", "一样", "一般", "一直", "一些", "一点", "万一", "一旦", "统一", "唯一", "一切", "一并", "一律", "一致", "一边", "进一步",
        "第一时间",
        "一会儿", "一会", "一共", "千万", "三思", "十分", "百忙", "之一", "一路", "一手", "一番", "一句", "一分钱不少", "四川", "一眼", "一概", "两者", "两边",
        "一贯", "三方", "八折左右都行",
        "七天无理由", "7天无理由", "24/7", "one of", "at one point", "one by one", "once", "one more thing", "one moment",
        "a second", "one second", "no one", "someone", "anyone",
        "the one", "this one", "that one", "another one", "which one", "either one", "one day", "分钟后再试",
        "千里", "十足", "百货", "万全", "一码", "大一码", "小一码", "大一号", "小一号", "一模一样", "万分", "百般", "二维码", "第一", "第二", "第三", "一条龙",
        "一站式", "三包", "半天", "多半", "一半", "对半", "半路", "几",
    ].filter { !$0.contains("天无理由") }.map { (Phrase($0), 0) }
}

extension Amount {
    func claim(in unit: Unit?) -> ClaimValue {
        func scaled(_ scale: Double) -> Amount { Amount(double * scale) ?? self }
        switch unit {
        case .money(let currency, let scale): return .money(scaled(scale), currency: currency)
        case .percent: return .percentage(self)
        case .percentOff: return .discount(Amount(tenThousandths: 1_000_000 - tenThousandths))
        case .tenthsOfPrice: return .discount(self < Amount(10) ? scaled(10) : self)
        case .minutes(let scale): return .duration(scaled(scale), .minutes)
        case .months(let scale): return .duration(scaled(scale), .months)
        case .workingDays: return .duration(self, .workingDays)
        case .measure(let name, let scale): return .quantity(scaled(scale), unit: name)
        case .count(let name): return .quantity(self, unit: name)
        case nil: return .quantity(self, unit: nil)
        }
    }
}

extension Unicode.Scalar {
    var digit: Int? { isDigit ? Int(value - 0x30) : nil }
}
