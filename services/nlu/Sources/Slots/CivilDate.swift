import Foundation

/// A day of the proleptic Gregorian calendar, without time or zone.
///
/// The conversion to a count of days is Howard Hinnant's ("chrono-compatible low-level date algorithms"): with the year
/// starting in March, months have a regular pattern of lengths and the leap day comes last.
struct CivilDate: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// Days since 1970-01-01.
    let dayNumber: Int

    init(dayNumber: Int) { self.dayNumber = dayNumber }

    /// Nil when there is no such day.
    init?(year: Int, month: Int, day: Int) {
        guard (1...9_999).contains(year), (1...12).contains(month), day >= 1,
            day <= Self.dayCount(year: year, month: month)
        else { return nil }
        let shiftedYear = month <= 2 ? year - 1 : year
        let era = shiftedYear / 400
        let yearOfEra = shiftedYear - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        self.init(dayNumber: era * 146_097 + dayOfEra - 719_468)
    }

    /// The day of an instant where the customer is.
    init(_ instant: Date, in timeZone: TimeZone) {
        let seconds = Int(instant.timeIntervalSince1970.rounded(.down)) + timeZone.secondsFromGMT(for: instant)
        self.init(dayNumber: Int((Double(seconds) / 86_400).rounded(.down)))
    }

    var components: (year: Int, month: Int, day: Int) {
        let shifted = dayNumber + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
    }

    /// 1 for Monday ... 7 for Sunday.
    var weekday: Int {
        let remainder = (dayNumber + 3) % 7
        return (remainder + 7) % 7 + 1
    }

    var monday: CivilDate { advanced(by: 1 - weekday) }

    func advanced(by days: Int) -> CivilDate { CivilDate(dayNumber: dayNumber + days) }
    static func < (left: CivilDate, right: CivilDate) -> Bool { left.dayNumber < right.dayNumber }

    /// The days of a month given as its distance from this day's month.
    func month(offset: Int) -> ClosedRange<CivilDate>? {
        let (year, month, _) = components
        let count = year * 12 + month - 1 + offset
        guard let first = CivilDate(year: count / 12, month: count % 12 + 1, day: 1) else { return nil }
        return first...first.advanced(by: Self.dayCount(year: count / 12, month: count % 12 + 1) - 1)
    }

    /// Midnight at the start of the day where the customer is, in milliseconds since 1970.
    func startMilliseconds(in timeZone: TimeZone) -> Int64 {
        let midnight = Double(dayNumber) * 86_400
        let guess = Date(timeIntervalSince1970: midnight - Double(timeZone.secondsFromGMT()))
        let offset = timeZone.secondsFromGMT(for: guess)
        return Int64(dayNumber) * 86_400_000 - Int64(offset) * 1_000
    }

    static func dayCount(year: Int, month: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    var description: String {
        let (year, month, day) = components
        func padded(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
        return "\(year)-\(padded(month))-\(padded(day))"
    }
}
