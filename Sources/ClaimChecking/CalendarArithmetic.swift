// The proleptic Gregorian calendar in whole days; from "chrono-Compatible Low-Level Date Algorithms" (H. Hinnant).
extension PartialDate {
    /// Days since 1970-01-01; nil where year, month or day is missing.
    package var dayNumber: Int? {
        guard let year, let month, let day, year > 0, month > 0 else { return nil }
        let shifted = month <= 2 ? year - 1 : year
        let era = shifted / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }

    package init(dayNumber: Int) {
        let shifted = dayNumber + 719_468
        let era = shifted / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        self.init(year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month: month, day: day)
    }

    func adding(days: Int) -> PartialDate? { dayNumber.map { PartialDate(dayNumber: $0 + days) } }

    /// 1 (Monday) to 7; 1970-01-01 was a Thursday.
    var weekday: Int? { dayNumber.map { ($0 + 3) % 7 + 1 } }
}
