import Foundation

/// Days of the Chinese lunar calendar: 正月初五, 农历八月十五, and festivals that follow it.
extension DateFinder {
    /// The nearest such day to today; a leap month does not count.
    func readLunarDay(_ scanner: inout ScalarScanner) -> Match? {
        if scanner.skip(DateWords.newYearsEve) {
            return day(nearestLunar(month: 1, day: 1)?.advanced(by: -1), 0.85)
        }
        if let (month, number) = scanner.read(DateWords.lunarFestivals) {
            return day(nearestLunar(month: month, day: number), 0.85)
        }
        let isNamedLunar = scanner.skip(DateWords.lunarMarks)
        let named = scanner.read(DateWords.lunarMonths)
        var month = named
        if month == nil, let number = scanner.readNumber(digitsMax: 2), scanner.read("月") { month = number }
        guard let month, (1...12).contains(month) else { return nil }
        let isFirstDecade = scanner.read("初")
        // Without a word that only this calendar has, a month and a day are those of the common one.
        guard isNamedLunar || named != nil || isFirstDecade else { return nil }
        guard let number = scanner.readNumber(digitsMax: 2), (1...30).contains(number) else { return nil }
        return day(nearestLunar(month: month, day: number), 0.85)
    }

    /// Looks through the days around today, at most a lunar year away.
    private func nearestLunar(month: Int, day: Int) -> CivilDate? {
        guard let utc = TimeZone(identifier: "UTC") else { return nil }
        var calendar = Calendar(identifier: .chinese)
        calendar.timeZone = utc
        for distance in 0...200 {
            for date in [today.advanced(by: distance), today.advanced(by: -distance)] {
                let noon = Date(timeIntervalSince1970: Double(date.startMilliseconds(in: utc)) / 1_000 + 43_200)
                let parts = calendar.dateComponents([.month, .day], from: noon)
                if parts.month == month, parts.day == day, parts.isLeapMonth != true { return date }
            }
        }
        return nil
    }
}
