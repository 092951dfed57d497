import Foundation

extension PartialDate {
    private static let calendar: Calendar = {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        return calendar
    }()

    private static let daySeconds = 86_400.0

    /// Days since 1970-01-01; nil where year, month or day is missing.
    package var dayNumber: Int? {
        guard let year, let month, let day, year > 0, month > 0 else { return nil }
        let date = Self.calendar.date(from: DateComponents(year: year, month: month, day: day))
        return date.map { Int(($0.timeIntervalSince1970 / Self.daySeconds).rounded(.down)) }
    }

    package init(dayNumber: Int) {
        let date = Date(timeIntervalSince1970: Double(dayNumber) * Self.daySeconds)
        let parts = Self.calendar.dateComponents([.year, .month, .day], from: date)
        self.init(year: parts.year, month: parts.month, day: parts.day)
    }

    func adding(days: Int) -> PartialDate? { dayNumber.map { PartialDate(dayNumber: $0 + days) } }

    /// 1 (Monday) to 7; 1970-01-01 was a Thursday.
    var weekday: Int? { dayNumber.map { ($0 + 3) % 7 + 1 } }
}
