/// Finds days and stretches of days, resolved against the customer's today.
///
/// Each reader tries one way of writing at a position. A weekday without "last" or "next", and a day of a month without
/// its year, mean the nearest one; the confidence says that this is a guess.
struct DateFinder: Sendable {
    let today: CivilDate

    struct Match {
        var days: ClosedRange<CivilDate>
        var confidence: Double
    }

    func find(in text: [Unicode.Scalar]) -> [FoundSlot] {
        var found: [FoundSlot] = []
        var position = 0
        while position < text.count {
            var scanner = ScalarScanner(text: text, position: position)
            if DateWords.firsts.contains(text[position]), Self.canStart(text, at: position), let match = read(&scanner),
                Self.canEnd(text, at: scanner.position)
            {
                found.append(
                    FoundSlot(
                        kind: .time,
                        range: position..<scanner.position,
                        confidence: match.confidence,
                        value: .days(match.days)
                    )
                )
                position = scanner.position
            } else {
                position += 1
            }
        }
        return found
    }

    private func read(_ scanner: inout ScalarScanner) -> Match? {
        let readers: [(inout ScalarScanner) -> Match?] = [
            readFullDate, readLunarDay, readMonthAndDay, readRelativeDay, readAgo, readWeekday, readPeriod,
            readFestival,
            readEnglishWeekday, readEnglishMonthDay,
        ]
        for reader in readers {
            var attempt = scanner
            if let match = reader(&attempt) {
                scanner = attempt
                return match
            }
        }
        return nil
    }

    /// A match may not start inside a word or a number.
    private static func canStart(_ text: [Unicode.Scalar], at position: Int) -> Bool {
        guard DigitRun.isWordPart(text[position]), position > 0 else { return true }
        return !DigitRun.isWordPart(text[position - 1])
    }

    private static func canEnd(_ text: [Unicode.Scalar], at position: Int) -> Bool {
        guard position < text.count, DigitRun.isWordPart(text[position]), position > 0 else { return true }
        return !DigitRun.isWordPart(text[position - 1])
    }

    func day(_ date: CivilDate?, _ confidence: Double) -> Match? {
        date.map { Match(days: $0...$0, confidence: confidence) }
    }

    /// The date of a month and day that is nearest to today.
    func nearest(month: Int, day: Int) -> CivilDate? {
        let year = today.components.year
        return [year - 1, year, year + 1]
            .compactMap { CivilDate(year: $0, month: month, day: day) }
            .min { abs($0.dayNumber - today.dayNumber) < abs($1.dayNumber - today.dayNumber) }
    }
}
