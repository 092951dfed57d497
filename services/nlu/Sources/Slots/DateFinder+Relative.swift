/// Days counted from today, in both languages.
extension DateFinder {
    /// 昨天, 前天晚上, the day before yesterday.
    func readRelativeDay(_ scanner: inout ScalarScanner) -> Match? {
        guard let offset = scanner.read(DateWords.dayOffsets) else { return nil }
        _ = scanner.skip(DateWords.partsOfDay)
        return day(today.advanced(by: offset), 0.97)
    }

    /// 三天前, 2周前, 5天后, 3 days ago, 最近三天, last 7 days.
    func readAgo(_ scanner: inout ScalarScanner) -> Match? {
        if scanner.skip(DateWords.recently) {
            guard let count = scanner.readNumber(digitsMax: 3), let length = readUnit(&scanner) else { return nil }
            return Match(days: today.advanced(by: -count * length)...today, confidence: 0.9)
        }
        guard let count = scanner.readNumber(digitsMax: 3), let length = readUnit(&scanner) else { return nil }
        scanner.skipSpaces()
        let isExact = length == 1
        if scanner.skip(DateWords.ago) {
            return day(today.advanced(by: -count * length), isExact ? 0.95 : 0.8)
        }
        if scanner.skip(DateWords.later) {
            return day(today.advanced(by: count * length), isExact ? 0.9 : 0.75)
        }
        return nil
    }

    /// The days of a unit of time.
    private func readUnit(_ scanner: inout ScalarScanner) -> Int? {
        scanner.skipSpaces()
        _ = scanner.read("个")
        return scanner.read(DateWords.units)
    }
}
