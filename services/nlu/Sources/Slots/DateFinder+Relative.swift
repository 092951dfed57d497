/// Days counted from today, in both languages.
extension DateFinder {
    /// 昨天, 前天晚上, the day before yesterday.
    func readRelativeDay(_ scanner: inout ScalarScanner) -> Match? {
        guard let word = scanner.readAny(Self.relativeWords), let offset = Self.relativeDays[word] else { return nil }
        _ = scanner.readAny(["早上", "上午", "中午", "下午", "晚上", "夜里", "凌晨"])
        return day(today.advanced(by: offset), 0.97)
    }

    private static let relativeDays: [String: Int] = [
        "大前天": -3, "前天": -2, "前日": -2, "前晚": -2, "昨天": -1, "昨日": -1, "昨晚": -1, "昨儿": -1, "今天": 0,
        "今日": 0, "今早": 0, "今晚": 0, "今儿": 0, "明天": 1, "明日": 1, "明早": 1, "明晚": 1, "明儿": 1, "后天": 2,
        "大后天": 3, "the day before yesterday": -2, "day before yesterday": -2, "the day after tomorrow": 2,
        "day after tomorrow": 2, "yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1, "last night": -1,
    ]

    private static let relativeWords = relativeDays.keys.sorted { ($1.count, $0) < ($0.count, $1) }

    /// 三天前, 2周前, 5天后, 3 days ago, 最近三天, last 7 days.
    func readAgo(_ scanner: inout ScalarScanner) -> Match? {
        if scanner.readAny(["最近", "近", "过去", "the last ", "last ", "past "]) != nil {
            guard let count = scanner.readNumber(digitsMax: 3), let length = readUnit(&scanner) else { return nil }
            return Match(days: today.advanced(by: -count * length)...today, confidence: 0.9)
        }
        guard let count = scanner.readNumber(digitsMax: 3), let length = readUnit(&scanner) else { return nil }
        scanner.skipSpaces()
        let isExact = length == 1
        if scanner.readAny(["以前", "之前", "前", "ago"]) != nil {
            return day(today.advanced(by: -count * length), isExact ? 0.95 : 0.8)
        }
        if scanner.readAny(["以后", "之后", "后", "later", "from now"]) != nil {
            return day(today.advanced(by: count * length), isExact ? 0.9 : 0.75)
        }
        return nil
    }

    /// The days of a unit of time.
    func readUnit(_ scanner: inout ScalarScanner) -> Int? {
        scanner.skipSpaces()
        _ = scanner.read("个")
        let units = [
            "天": 1, "日": 1, "周": 7, "星期": 7, "礼拜": 7, "月": 30, "年": 365, "days": 1, "day": 1, "weeks": 7,
            "week": 7, "months": 30, "month": 30,
        ]
        return scanner.readAny(units.keys.sorted { $0.count > $1.count }).flatMap { units[$0] }
    }
}
