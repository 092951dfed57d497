// Days and times of day.
extension ValueReader {
    func date(at start: Int) -> Reading? {
        isoDate(at: start) ?? chineseDate(at: start) ?? englishDate(at: start) ?? relativeDay(at: start)
            ?? weekday(at: start)
    }

    /// 2025-07-01, 2025/7/1, 2025.7.1 and 7/1.
    private func isoDate(at start: Int) -> Reading? {
        guard text[start]?.isDigit == true, start == 0 || text[start - 1]?.isLatinOrDigit != true else { return nil }
        var parts: [Int] = []
        var lengths: [Int] = []
        var position = start
        var separator: Unicode.Scalar?
        var end = start
        while parts.count < 3, let (value, next) = digits(at: position) {
            parts.append(value)
            lengths.append(next - position)
            end = next
            guard let mark = text[next], "-/.".unicodeScalars.contains(mark), separator == nil || separator == mark
            else { break }
            separator = mark
            position = next + 1
        }
        if text[end]?.isLatinOrDigit == true, text[end] != "t" { return nil }
        if parts.count == 3, lengths[0] == 4, let date = date(parts[0], parts[1], parts[2]) {
            return ([FoundValue(.date(date), start..<end)], end)
        }
        if parts.count == 3, lengths[2] == 4,
            let date = date(parts[2], parts[0], parts[1]) ?? date(parts[2], parts[1], parts[0])
        {
            return ([FoundValue(.date(date), start..<end)], end)
        }
        guard parts.count == 2, separator == "/", lengths.allSatisfy({ $0 <= 2 }),
            let date = date(nil, parts[0], parts[1])
        else { return nil }
        return ([FoundValue(.date(date), start..<end)], end)
    }

    /// 2025年6月27日, 6月27号, 二零二五年七月一日, 27号.
    private func chineseDate(at start: Int) -> Reading? {
        if start > 0, text.scalars[start - 1].isDigit || NumberReader.numerals[text.scalars[start - 1]] != nil {
            return nil
        }
        var year: Int?
        var position = start
        if let number = numbers.number(at: position), text[number.end] == "年", let value = number.whole,
            (1_990...2_100).contains(value) || number.digits == 2 && number.writing == .arabic
        {
            year = value < 100 ? 2_000 + value : value
            position = text.skippingSpaces(number.end + 1)
        }
        guard let month = numbers.number(at: position), let monthValue = month.whole else { return nil }
        if text[month.end] == "月", text[month.end + 1] != "内" {
            let next = text.skippingSpaces(month.end + 1)
            if let day = numbers.number(at: next), let dayValue = day.whole, let mark = text[day.end],
                "日号".unicodeScalars.contains(mark), let date = date(year, monthValue, dayValue)
            {
                return ([FoundValue(.date(date), start..<(day.end + 1))], day.end + 1)
            }
            if let part = text.longest(of: Self.partsOfMonth, at: next), (1...12).contains(monthValue) {
                return ([FoundValue(.date(PartialDate(year: year, month: monthValue)), start..<part.end)], part.end)
            }
            guard (1...12).contains(monthValue) else { return nil }
            return ([FoundValue(.date(PartialDate(year: year, month: monthValue)), start..<next)], next)
        }
        guard year == nil, let mark = text[month.end], mark == "号" || mark == "日", (1...31).contains(monthValue),
            month.writing != .english, !"内之线楼幢栋".unicodeScalars.contains(text[month.end + 1] ?? " ")
        else { return nil }
        return ([FoundValue(.date(PartialDate(day: monthValue)), start..<(month.end + 1))], month.end + 1)
    }

    /// "June 27, 2025", "27 June", "27th of June", "the 27th".
    private func englishDate(at start: Int) -> Reading? {
        if let month = text.longest(of: Self.months, at: start) {
            var position = text.skippingSpaces(month.end)
            if text[position] == "." { position = text.skippingSpaces(position + 1) }
            guard let (day, dayEnd) = ordinal(at: position), (1...31).contains(day) else { return nil }
            let (year, end) = trailingYear(after: dayEnd)
            return ([FoundValue(.date(PartialDate(year: year, month: month.meaning, day: day)), start..<end)], end)
        }
        guard start == 0 || text[start - 1]?.isLatinOrDigit != true, let (day, dayEnd) = ordinal(at: start),
            (1...31).contains(day)
        else { return nil }
        var position = text.skippingSpaces(dayEnd)
        if let of = text.longest(of: [(Phrase("of"), 0)], at: position) { position = text.skippingSpaces(of.end) }
        if let month = text.longest(of: Self.months, at: position) {
            let (year, end) = trailingYear(after: month.end)
            return ([FoundValue(.date(PartialDate(year: year, month: month.meaning, day: day)), start..<end)], end)
        }
        guard text[start]?.isDigit == true, hasOrdinalEnding(dayEnd) else { return nil }
        return ([FoundValue(.date(PartialDate(day: day)), start..<dayEnd)], dayEnd)
    }

    private func trailingYear(after end: Int) -> (Int?, Int) {
        var position = end
        if text[position] == "," { position += 1 }
        position = text.skippingSpaces(position)
        guard let (year, next) = digits(at: position), next - position == 4, (1_990...2_100).contains(year) else {
            return (nil, end)
        }
        return (year, next)
    }

    private func ordinal(at start: Int) -> (Int, Int)? {
        if let (value, end) = digits(at: start), end - start <= 2 {
            for ending in ["st", "nd", "rd", "th"] {
                if let next = text.end(of: Phrase(ending), at: end) ?? glued(ending, at: end) { return (value, next) }
            }
            return text[end]?.isLatinLetter == true || text[end]?.isDigit == true ? nil : (value, end)
        }
        return text.longest(of: Self.ordinals, at: start).map { ($0.meaning, $0.end) }
    }

    private func glued(_ ending: String, at position: Int) -> Int? {
        let end = position + 2
        guard end <= text.count, text.plainWords(position..<end) == ending, text[end]?.isLatinLetter != true else {
            return nil
        }
        return end
    }

    private func hasOrdinalEnding(_ end: Int) -> Bool {
        guard end >= 2, text.scalars[end - 1].isLatinLetter else { return false }
        return end >= 3
    }

    private func relativeDay(at start: Int) -> Reading? {
        guard let hit = text.longest(of: Self.relativeDays, at: start) else { return nil }
        guard let today, let day = today.adding(days: hit.meaning) else {
            return ([FoundValue(.date(PartialDate(year: 0, month: 0, day: hit.meaning)), start..<hit.end)], hit.end)
        }
        return ([FoundValue(.date(day), start..<hit.end)], hit.end)
    }

    private func weekday(at start: Int) -> Reading? {
        guard let hit = text.longest(of: Self.weekdays, at: start) else { return nil }
        return ([FoundValue(.weekday(hit.meaning), start..<hit.end)], hit.end)
    }

    func date(_ year: Int?, _ month: Int, _ day: Int) -> PartialDate? {
        guard (1...12).contains(month), (1...31).contains(day) else { return nil }
        return PartialDate(year: year, month: month, day: day)
    }

    func digits(at start: Int) -> (Int, Int)? {
        var value = 0
        var end = start
        while let digit = text[end]?.digit, end - start < 8 {
            value = value * 10 + digit
            end += 1
        }
        return end > start ? (value, end) : nil
    }

    private static let partsOfMonth: [(phrase: Phrase, meaning: Int)] = ["初", "上旬", "中旬", "下旬", "底", "中"].map {
        (Phrase($0), 0)
    }

    private static let months: [(phrase: Phrase, meaning: Int)] = [
        ("january", 1), ("february", 2), ("march", 3), ("april", 4), ("may", 5), ("june", 6), ("july", 7),
        ("august", 8),
        ("september", 9), ("october", 10), ("november", 11), ("december", 12), ("jan", 1), ("feb", 2), ("mar", 3),
        ("apr", 4), ("jun", 6),
        ("jul", 7), ("aug", 8), ("sep", 9), ("sept", 9), ("oct", 10), ("nov", 11), ("dec", 12),
    ].map { (Phrase($0.0), $0.1) }

    private static let ordinals: [(phrase: Phrase, meaning: Int)] = [
        "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
        "twelfth",
        "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth",
        "twenty-first", "twenty-second", "twenty-third", "twenty-fourth", "twenty-fifth", "twenty-sixth",
        "twenty-seventh",
        "twenty-eighth", "twenty-ninth", "thirtieth", "thirty-first",
    ].enumerated().map { (Phrase($0.element), $0.offset + 1) }

    private static let relativeDays: [(phrase: Phrase, meaning: Int)] = [
        ("今天", 0), ("今日", 0), ("今晚", 0), ("明天", 1), ("明日", 1), ("明晚", 1), ("后天", 2), ("大后天", 3), ("昨天", -1), ("昨日", -1),
        ("前天", -2),
        ("today", 0), ("tonight", 0), ("tomorrow", 1), ("the day after tomorrow", 2), ("yesterday", -1),
        ("the day before yesterday", -2),
    ].map { (Phrase($0.0), $0.1) }

    private static let weekdays: [(phrase: Phrase, meaning: Int)] = [
        ["周一", "星期一", "礼拜一", "monday"], ["周二", "星期二", "礼拜二", "tuesday"], ["周三", "星期三", "礼拜三", "wednesday"],
        ["周四", "星期四", "礼拜四", "thursday"], ["周五", "星期五", "礼拜五", "friday"], ["周六", "星期六", "礼拜六", "saturday"],
        ["周日", "周天", "星期日", "星期天", "礼拜天", "sunday"],
    ].enumerated().flatMap { day, names in names.map { (Phrase($0), day + 1) } }
}

extension NumberReading {
    /// Nil for a fraction or a number with two readings.
    var whole: Int? {
        guard values.count == 1, values[0].tenThousandths.isMultiple(of: 10_000) else { return nil }
        return values[0].tenThousandths / 10_000
    }
}
