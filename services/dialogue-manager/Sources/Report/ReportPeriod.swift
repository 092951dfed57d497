import Foundation

/// Which conversations a report is of: those opened from a moment until before another.
struct ReportPeriod: Sendable {
    let from: Moment
    let to: Moment
    private let timeZone: TimeZone

    static let daysMax = 366

    enum Failure: Error, Hashable, CustomStringConvertible {
        case invalidTimeZone(String)
        case invalidPeriod(days: Int)

        var description: String {
            switch self {
            case .invalidTimeZone(let name):
                "time_zone must be an IANA name such as \"Asia/Shanghai\" (is \"\(name)\")"
            case .invalidPeriod(let days):
                "to_unix_ms must be after from_unix_ms, by at most \(ReportPeriod.daysMax) days (is \(days) days)"
            }
        }
    }

    init(from: Moment, to: Moment, timeZone name: String) throws(Failure) {
        guard let zone = TimeZone(identifier: name) else { throw .invalidTimeZone(name) }
        let (span, overflows) = to.milliseconds.subtractingReportingOverflow(from.milliseconds)
        let days = span / 86_400_000
        guard !overflows, span > 0, days <= Self.daysMax else { throw .invalidPeriod(days: Int(clamping: days)) }
        self.from = from
        self.to = to
        timeZone = zone
    }

    func day(of moment: Moment) -> CivilDay {
        let today = WallClock(now: moment, timeZone: timeZone).today
        return CivilDay(year: today.year, month: today.month, day: today.day)
    }
}
