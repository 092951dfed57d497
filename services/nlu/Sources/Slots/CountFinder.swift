import TextNormalization

/// Finds quantities ("两件", "3 pairs", "x2"), sizes with a unit ("42码") and positions in a list ("第二个", "the last
/// one").
struct CountFinder: Sendable {
    private let measureWords: WordTable<Void>
    private let sizeUnits: WordTable<Void>

    init(rules: SlotRules) {
        measureWords = WordTable(Array(Set(rules.measureWords)))
        sizeUnits = WordTable(Array(Set(rules.sizeUnits)))
    }

    /// Clothes and shoes start here; "大一码" is a wish and no size.
    private static let sizeMin = 15

    func find(in text: [Unicode.Scalar]) -> [FoundSlot] {
        var found: [FoundSlot] = []
        var position = 0
        while position < text.count {
            var scanner = ScalarScanner(text: text, position: position)
            if let slot = ordinal(&scanner) ?? count(&scanner) {
                found.append(slot)
                position = scanner.position
            } else {
                position += 1
            }
        }
        return found
    }

    /// 第二个, 第3单, 最后一个, the second one.
    private func ordinal(_ scanner: inout ScalarScanner) -> FoundSlot? {
        let start = scanner.position
        var attempt = scanner
        if attempt.read("第"), let number = attempt.readNumber(digitsMax: 3),
            attempt.readAny(["个", "单", "件", "条", "款", "种", "双", "笔"]) != nil
        {
            return finish(&scanner, attempt, from: start, .ordinal, .number(Int64(number)), 0.95)
        }
        attempt = scanner
        if attempt.readAny(["最后一个", "最后一单", "最后那个", "最后一件", "the last one"]) != nil {
            return finish(&scanner, attempt, from: start, .ordinal, .number(-1), 0.95)
        }
        attempt = scanner
        guard attempt.read("the "), let word = attempt.readAny(Self.ordinals),
            let index = Self.ordinals.firstIndex(of: word),
            attempt.position == scanner.text.count
                || !DigitRun.isWordPart(scanner.text[attempt.position])
        else { return nil }
        _ = attempt.read(" one")
        return finish(&scanner, attempt, from: start, .ordinal, .number(Int64(index + 1)), 0.9)
    }

    private static let ordinals = ["first", "second", "third", "fourth", "fifth"]

    private func count(_ scanner: inout ScalarScanner) -> FoundSlot? {
        let start = scanner.position
        var attempt = scanner
        guard start == 0 || !DigitRun.isWordPart(scanner.text[start - 1]) else { return nil }
        if attempt.readAny(["x", "*", "×"]) != nil {
            attempt.skipSpaces()
            guard let number = attempt.readNumber(digitsMax: 3), isBounded(attempt) else { return nil }
            return finish(&scanner, attempt, from: start, .quantity, .number(Int64(number)), 0.8)
        }
        guard start == 0 || !["第", "这", "那", "哪", "每", "."].contains(scanner.text[start - 1]),
            let number = attempt.readNumber(digitsMax: 3), number > 0
        else { return nil }
        attempt.skipSpaces()
        if number >= Self.sizeMin, attempt.skip(sizeUnits) {
            return finish(&scanner, attempt, from: start, .size, .normalized("\(number)"), 0.9)
        }
        guard attempt.skip(measureWords), isBounded(attempt), !isTime(attempt) else { return nil }
        return finish(&scanner, attempt, from: start, .quantity, .number(Int64(number)), number == 1 ? 0.5 : 0.85)
    }

    private func isBounded(_ scanner: ScalarScanner) -> Bool {
        guard scanner.position < scanner.text.count, DigitRun.isWordPart(scanner.text[scanner.position]) else {
            return true
        }
        return ScalarClass(scanner.text[scanner.position - 1]) == .han
    }

    /// "两个月" and "三个星期" are time, not things.
    private func isTime(_ scanner: ScalarScanner) -> Bool {
        var next = scanner
        return next.readAny(["月", "星期", "礼拜", "小时", "钟头", "工作日"]) != nil
    }

    private func finish(
        _ scanner: inout ScalarScanner,
        _ attempt: ScalarScanner,
        from start: Int,
        _ kind: SlotKind,
        _ value: SlotValue,
        _ confidence: Double
    ) -> FoundSlot {
        scanner = attempt
        return FoundSlot(kind: kind, range: start..<attempt.position, confidence: confidence, value: value)
    }
}
