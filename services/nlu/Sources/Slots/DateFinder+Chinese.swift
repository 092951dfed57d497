/// Days as Chinese writes them, and as both languages write numbers.
extension DateFinder {
    /// 2026-03-05, 2026/3/5, 2026.3.5, 2026年3月5日.
    func readFullDate(_ scanner: inout ScalarScanner) -> Match? {
        guard let year = scanner.readNumber(), (1_990...2_100).contains(year),
            let mark = scanner.readAny(["-", "/", ".", "年"]), let month = scanner.readNumber(digitsMax: 2),
            scanner.read(mark == "年" ? "月" : mark), let number = scanner.readNumber(digitsMax: 2)
        else { return nil }
        if mark == "年" { _ = scanner.readAny(["日", "号"]) }
        return day(CivilDate(year: year, month: month, day: number), 0.99)
    }

    /// 3月5号, 三月五日, 去年3月5号, 上个月5号.
    func readMonthAndDay(_ scanner: inout ScalarScanner) -> Match? {
        let years = ["去年": -1, "前年": -2, "今年": 0, "明年": 1]
        let months = ["上个月": -1, "上月": -1, "这个月": 0, "本月": 0, "下个月": 1, "下月": 1]
        if let word = scanner.readAny(months.keys.sorted { $0.count > $1.count }), let offset = months[word],
            let month = today.month(offset: offset), let number = scanner.readNumber(digitsMax: 2),
            scanner.readAny(["日", "号"]) != nil
        {
            let (year, monthNumber, _) = month.lowerBound.components
            return day(CivilDate(year: year, month: monthNumber, day: number), 0.95)
        }
        let offset = scanner.readAny(Array(years.keys)).flatMap { years[$0] }
        guard let month = scanner.readNumber(digitsMax: 2), scanner.read("月") || scanner.read("月份"),
            let number = scanner.readNumber(digitsMax: 2), scanner.readAny(["日", "号"]) != nil
        else { return nil }
        if let offset {
            return day(CivilDate(year: today.components.year + offset, month: month, day: number), 0.95)
        }
        return day(nearest(month: month, day: number), 0.85)
    }

    /// 上周五, 这个星期三, 下礼拜天, 周五.
    func readWeekday(_ scanner: inout ScalarScanner) -> Match? {
        let shifts = ["上上": -2, "上": -1, "这": 0, "本": 0, "下下": 2, "下": 1]
        let shift = scanner.readAny(["上上", "下下", "上", "这", "本", "下"]).flatMap { shifts[$0] }
        if shift != nil { _ = scanner.read("个") }
        guard scanner.readAny(["周", "星期", "礼拜"]) != nil else { return nil }
        let names = ["一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "日": 7, "天": 7, "末": 6]
        guard let name = scanner.readAny(names.keys.sorted()), let weekday = names[name] else {
            guard let shift else { return nil }
            let monday = today.monday.advanced(by: shift * 7)
            return Match(days: monday...monday.advanced(by: 6), confidence: 0.9)
        }
        let date = today.monday.advanced(by: (shift ?? 0) * 7 + weekday - 1)
        if name == "末" { return Match(days: date...date.advanced(by: 1), confidence: shift == nil ? 0.7 : 0.9) }
        return day(date, shift == nil ? 0.7 : 0.95)
    }

    /// 上个月, 今年, this month, last week.
    func readPeriod(_ scanner: inout ScalarScanner) -> Match? {
        let months = [
            "上上个月": -2, "上个月": -1, "上月": -1, "这个月": 0, "本月": 0, "下个月": 1, "下月": 1,
            "last month": -1, "this month": 0, "next month": 1,
        ]
        let weeks = ["last week": -1, "this week": 0, "next week": 1]
        let years = ["去年": -1, "今年": 0, "last year": -1, "this year": 0]
        if let word = scanner.readAny(months.keys.sorted { $0.count > $1.count }) {
            return months[word].flatMap { today.month(offset: $0) }.map { Match(days: $0, confidence: 0.95) }
        }
        if let word = scanner.readAny(weeks.keys.sorted()), let shift = weeks[word] {
            let monday = today.monday.advanced(by: shift * 7)
            return Match(days: monday...monday.advanced(by: 6), confidence: 0.95)
        }
        guard let word = scanner.readAny(years.keys.sorted()), let shift = years[word] else { return nil }
        let year = today.components.year + shift
        guard let first = CivilDate(year: year, month: 1, day: 1), let last = CivilDate(year: year, month: 12, day: 31)
        else { return nil }
        return Match(days: first...last, confidence: 0.95)
    }

    /// Shopping festivals with a fixed date.
    func readFestival(_ scanner: inout ScalarScanner) -> Match? {
        let festivals = [
            "双十一": (11, 11), "双11": (11, 11), "双十二": (12, 12), "双12": (12, 12), "六一八": (6, 18),
            "618": (6, 18), "元旦": (1, 1), "国庆": (10, 1), "圣诞": (12, 25), "christmas": (12, 25),
        ]
        guard let word = scanner.readAny(festivals.keys.sorted { $0.count > $1.count }), let date = festivals[word]
        else {
            return nil
        }
        return day(nearest(month: date.0, day: date.1), 0.8)
    }
}
