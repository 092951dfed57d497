/// Days as English writes them.
extension DateFinder {
    /// last friday, on monday, next tue.
    func readEnglishWeekday(_ scanner: inout ScalarScanner) -> Match? {
        let shift = scanner.read(DateWords.englishShifts)
        guard let weekday = scanner.read(DateWords.englishWeekdays) else { return nil }
        let date = today.monday.advanced(by: weekday)
        switch shift {
        case .last: return day(date < today ? date : date.advanced(by: -7), 0.85)
        case .next: return day(date > today ? date : date.advanced(by: 7), 0.8)
        case .this: return day(date, 0.75)
        case nil: return day(date, 0.6)
        }
    }

    /// march 5, march 5th, 5 march, mar 5 2026.
    func readEnglishMonthDay(_ scanner: inout ScalarScanner) -> Match? {
        var number = scanner.readNumber(digitsMax: 2)
        if number != nil { _ = scanner.skip(DateWords.englishOrdinalEnds) }
        scanner.skipSpaces()
        _ = number == nil ? false : scanner.read("of ")
        guard let month = scanner.read(DateWords.englishMonths) else { return nil }
        if number == nil {
            guard scanner.read(" ") || scanner.read(". ") else { return nil }
            number = scanner.readNumber(digitsMax: 2)
            _ = scanner.skip(DateWords.englishOrdinalEnds)
        }
        guard let number else { return nil }
        var attempt = scanner
        _ = attempt.read(",")
        attempt.skipSpaces()
        if let year = attempt.readNumber(), (1_990...2_100).contains(year) {
            scanner = attempt
            return day(CivilDate(year: year, month: month, day: number), 0.99)
        }
        return day(nearest(month: month, day: number), 0.85)
    }
}
