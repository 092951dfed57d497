extension ValueReader {
    /// 15:30, 下午三点半, 早上9点, 5:33 pm, "half past five", "9 o'clock".
    func time(at start: Int) -> Reading? {
        guard start == 0 || text[start - 1]?.isDigit != true else { return nil }
        var position = start
        var isAfternoon: Bool?
        if let part = text.longest(of: Self.partsOfDay, at: position) {
            isAfternoon = part.meaning
            position = text.skippingSpaces(part.end)
        }
        if let clock = clock(at: position) {
            return found(start, clock, isAfternoon)
        }
        guard let hour = numbers.number(at: position), let value = hour.whole, (0...24).contains(value) else {
            return nil
        }
        if text[hour.end] == "点" || text[hour.end] == "时", text[hour.end + 1] != "间" {
            guard let (minutes, end) = minutes(after: hour.end + 1) else { return nil }
            return found(start, (value, minutes, end), isAfternoon)
        }
        let next = text.skippingSpaces(hour.end)
        if text.longest(of: Self.meridiem, at: next) != nil
            || text.longest(of: [(Phrase("o'clock"), 0)], at: next) != nil
        {
            let end = text.longest(of: [(Phrase("o'clock"), 0)], at: next)?.end ?? hour.end
            return found(start, (value, nil, end), isAfternoon)
        }
        return nil
    }

    private func clock(at start: Int) -> (hour: Int, minutes: Int?, end: Int)? {
        guard let (hour, hourEnd) = digits(at: start), hourEnd - start <= 2, hour <= 24,
            text[hourEnd] == ":" || text[hourEnd] == "：",
            let (minute, end) = digits(at: hourEnd + 1), end - hourEnd == 3, minute < 60
        else { return nil }
        // Seconds add nothing that a fact would hold.
        if text[end] == ":", let (_, secondsEnd) = digits(at: end + 1) { return (hour, minute, secondsEnd) }
        return (hour, minute, end)
    }

    /// Nil minutes for the whole hour; nil for a point that is none of a clock: "三点五".
    private func minutes(after start: Int) -> (Int?, Int)? {
        if text[start] == "半" { return (30, start + 1) }
        if text[start] == "整" || text[start] == "钟" { return (0, start + 1) }
        if text[start] == "一", text[start + 1] == "刻" { return (15, start + 2) }
        if text[start] == "三", text[start + 1] == "刻" { return (45, start + 2) }
        guard let number = numbers.number(at: start), let value = number.whole, (0..<60).contains(value) else {
            return (nil, start)
        }
        return (value, text[number.end] == "分" ? number.end + 1 : number.end)
    }

    private func found(_ start: Int, _ clock: (hour: Int, minutes: Int?, end: Int), _ isAfternoon: Bool?) -> Reading {
        var end = clock.end
        var isAfternoon = isAfternoon
        let next = text.skippingSpaces(end)
        if let mark = text.longest(of: Self.meridiem, at: next) {
            isAfternoon = mark.meaning
            end = mark.end
        }
        let minutes = clock.minutes ?? 0
        func value(_ hour: Int) -> ClaimValue {
            .time(minutes: hour % 24 * 60 + minutes, wholeHour: clock.minutes == nil)
        }
        switch isAfternoon {
        case true?: return ([FoundValue(value(clock.hour < 12 ? clock.hour + 12 : clock.hour), start..<end)], end)
        case false?: return ([FoundValue(value(clock.hour == 12 ? 0 : clock.hour), start..<end)], end)
        case nil:
            let readings =
                clock.hour < 12 && clock.minutes == nil
                ? [value(clock.hour), value(clock.hour + 12)] : [value(clock.hour)]
            return ([FoundValue(readings: readings, range: start..<end)], end)
        }
    }

    private static let partsOfDay: [(phrase: Phrase, meaning: Bool)] = [
        ("上午", false), ("早上", false), ("凌晨", false), ("清晨", false), ("早", false), ("下午", true), ("晚上", true),
        ("傍晚", true), ("晚", true),
        ("中午", true), ("夜里", true),
    ].map { (Phrase($0.0), $0.1) }

    private static let meridiem: [(phrase: Phrase, meaning: Bool)] = [
        ("am", false), ("a.m.", false), ("in the morning", false), ("pm", true), ("p.m.", true),
        ("in the afternoon", true),
        ("in the evening", true), ("at night", true),
    ].map { (Phrase($0.0), $0.1) }
}
