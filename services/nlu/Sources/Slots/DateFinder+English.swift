/// Days as English writes them.
extension DateFinder {
    /// last friday, on monday, next tue.
    func readEnglishWeekday(_ scanner: inout ScalarScanner) -> Match? {
        let shift = scanner.readAny(["last ", "this ", "next ", "on "])
        guard let name = scanner.readAny(Self.weekdays), let weekday = Self.weekdays.firstIndex(of: name) else {
            return nil
        }
        let date = today.monday.advanced(by: weekday)
        switch shift {
        case "last ": return day(date < today ? date : date.advanced(by: -7), 0.85)
        case "next ": return day(date > today ? date : date.advanced(by: 7), 0.8)
        case nil: return day(date, 0.6)
        default: return day(date, 0.75)
        }
    }

    private static let weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]

    /// march 5, march 5th, 5 march, mar 5 2026.
    func readEnglishMonthDay(_ scanner: inout ScalarScanner) -> Match? {
        var number = scanner.readNumber(digitsMax: 2)
        if number != nil { _ = scanner.readAny(["st", "nd", "rd", "th"]) }
        scanner.skipSpaces()
        _ = number == nil ? false : scanner.read("of ")
        guard let name = scanner.readAny(Self.months + Self.months.map { String($0.prefix(3)) }),
            let month = Self.months.firstIndex(where: { $0.hasPrefix(name) })
        else { return nil }
        if number == nil {
            guard scanner.read(" ") || scanner.read(". ") else { return nil }
            number = scanner.readNumber(digitsMax: 2)
            _ = scanner.readAny(["st", "nd", "rd", "th"])
        }
        guard let number else { return nil }
        var attempt = scanner
        _ = attempt.read(",")
        attempt.skipSpaces()
        if let year = attempt.readNumber(), (1_990...2_100).contains(year) {
            scanner = attempt
            return day(CivilDate(year: year, month: month + 1, day: number), 0.99)
        }
        return day(nearest(month: month + 1, day: number), 0.85)
    }

    private static let months = [
        "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
        "december",
    ]
}
