extension Timestamp: CustomStringConvertible {
    /// RFC 3339 in UTC: `2025-06-30T08:15:00Z`, with milliseconds only where there are some.
    var description: String {
        let (days, rest) = milliseconds.floored(by: Self.millisecondsPerDay)
        let (year, month, day) = CivilDate.from(daysSinceEpoch: days)
        let seconds = rest / 1000
        var text = "\(year.padded(4))-\(month.padded(2))-\(day.padded(2))"
        text += "T\((seconds / 3600).padded(2)):\((seconds / 60 % 60).padded(2)):\((seconds % 60).padded(2))"
        if rest % 1000 != 0 { text += ".\((rest % 1000).padded(3))" }
        return text + "Z"
    }

    /// Reads the form that `description` writes and no other, so that a text has one value and a value one text.
    init?(text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count == 20 || bytes.count == 24, bytes.last == UInt8(ascii: "Z") else { return nil }
        guard let year = bytes.digits(0..<4), let month = bytes.digits(5..<7), let day = bytes.digits(8..<10),
            let hour = bytes.digits(11..<13), let minute = bytes.digits(14..<16), let second = bytes.digits(17..<19)
        else { return nil }
        let fraction = bytes.count == 24 ? bytes.digits(20..<23) : 0
        guard let fraction, hour < 24, minute < 60, second < 60 else { return nil }
        // Written back, 31 June would be 1 July.
        let days = CivilDate.daysSinceEpoch(year: year, month: month, day: day)
        guard CivilDate.from(daysSinceEpoch: days) == (year, month, day), bytes.hasSeparatorsOfTime,
            bytes.count == 20 || fraction != 0
        else { return nil }
        self.init(milliseconds: days * Self.millisecondsPerDay + ((hour * 60 + minute) * 60 + second) * 1000 + fraction)
        guard Self.range.contains(self) else { return nil }
    }
}

/// Days to dates and back in the proleptic Gregorian calendar, after Howard Hinnant, "chrono-compatible low-level
/// date algorithms": years start in March, so that the leap day comes last and months follow one linear rule.
enum CivilDate {
    static func daysSinceEpoch(year: Int64, month: Int64, day: Int64) -> Int64 {
        let shiftedYear = month <= 2 ? year - 1 : year
        let (era, yearOfEra) = shiftedYear.floored(by: 400)
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }

    static func from(daysSinceEpoch days: Int64) -> (year: Int64, month: Int64, day: Int64) {
        let (era, dayOfEra) = (days + 719_468).floored(by: 146_097)
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
    }
}

extension Int64 {
    fileprivate func floored(by divisor: Int64) -> (quotient: Int64, remainder: Int64) {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }

    fileprivate func padded(_ width: Int) -> String {
        let digits = String(self)
        return String(repeating: "0", count: Swift.max(0, width - digits.count)) + digits
    }
}

extension [UInt8] {
    fileprivate var hasSeparatorsOfTime: Bool {
        self[4] == UInt8(ascii: "-") && self[7] == UInt8(ascii: "-") && self[10] == UInt8(ascii: "T")
            && self[13] == UInt8(ascii: ":") && self[16] == UInt8(ascii: ":")
            && (count == 20 || self[19] == UInt8(ascii: "."))
    }

    fileprivate func digits(_ range: Range<Int>) -> Int64? {
        var value: Int64 = 0
        for byte in self[range] {
            guard (0x30...0x39).contains(byte) else { return nil }
            value = value * 10 + Int64(byte - 0x30)
        }
        return value
    }
}
