/// Days as Chinese writes them, and as both languages write numbers.
extension DateFinder {
    /// 2026-03-05, 2026/3/5, 2026.3.5, 2026年3月5日.
    func readFullDate(_ scanner: inout ScalarScanner) -> Match? {
        guard let year = scanner.readNumber(), (1_990...2_100).contains(year),
            let mark = scanner.readAny(["-", "/", ".", "年"]), let month = scanner.readNumber(digitsMax: 2),
            scanner.read(mark == "年" ? "月" : mark), let number = scanner.readNumber(digitsMax: 2)
        else { return nil }
        if mark == "年" { _ = scanner.skip(DateWords.dayMarks) }
        return day(CivilDate(year: year, month: month, day: number), 0.99)
    }

    /// 3月5号, 三月五日, 去年3月5号, 上个月5号.
    func readMonthAndDay(_ scanner: inout ScalarScanner) -> Match? {
        if let offset = scanner.read(DateWords.monthOffsets), let month = today.month(offset: offset),
            let number = scanner.readNumber(digitsMax: 2), scanner.skip(DateWords.dayMarks)
        {
            let (year, monthNumber, _) = month.lowerBound.components
            return day(CivilDate(year: year, month: monthNumber, day: number), 0.95)
        }
        let offset = scanner.read(DateWords.yearOffsets)
        guard let month = scanner.readNumber(digitsMax: 2), scanner.read("月") || scanner.read("月份"),
            let number = scanner.readNumber(digitsMax: 2), scanner.skip(DateWords.dayMarks)
        else { return nil }
        if let offset {
            return day(CivilDate(year: today.components.year + offset, month: month, day: number), 0.95)
        }
        return day(nearest(month: month, day: number), 0.85)
    }

    /// 上周五, 这个星期三, 下礼拜天, 周五.
    func readWeekday(_ scanner: inout ScalarScanner) -> Match? {
        let shift = scanner.read(DateWords.weekShifts)
        if shift != nil { _ = scanner.read("个") }
        guard scanner.skip(DateWords.week) else { return nil }
        guard let weekday = scanner.read(DateWords.weekdays) else { return shift.map { week(shift: $0, 0.9) } }
        if weekday == DateWords.weekend {
            let saturday = today.monday.advanced(by: (shift ?? 0) * 7 + 5)
            return Match(days: saturday...saturday.advanced(by: 1), confidence: shift == nil ? 0.7 : 0.9)
        }
        let date = today.monday.advanced(by: (shift ?? 0) * 7 + weekday - 1)
        return day(date, shift == nil ? 0.7 : 0.95)
    }

    /// 上个月, 今年, this month, last week.
    func readPeriod(_ scanner: inout ScalarScanner) -> Match? {
        if let offset = scanner.read(DateWords.monthOffsets) {
            return today.month(offset: offset).map { Match(days: $0, confidence: 0.95) }
        }
        if let shift = scanner.read(DateWords.weekOffsets) { return week(shift: shift, 0.95) }
        guard let shift = scanner.read(DateWords.wholeYearOffsets) else { return nil }
        let year = today.components.year + shift
        guard let first = CivilDate(year: year, month: 1, day: 1), let last = CivilDate(year: year, month: 12, day: 31)
        else { return nil }
        return Match(days: first...last, confidence: 0.95)
    }

    /// Shopping festivals with a fixed date.
    func readFestival(_ scanner: inout ScalarScanner) -> Match? {
        scanner.read(DateWords.festivals).flatMap { day(nearest(month: $0.0, day: $0.1), 0.8) }
    }

    private func week(shift: Int, _ confidence: Double) -> Match {
        let monday = today.monday.advanced(by: shift * 7)
        return Match(days: monday...monday.advanced(by: 6), confidence: confidence)
    }
}
