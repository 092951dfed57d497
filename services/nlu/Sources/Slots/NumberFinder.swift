import TextNormalization

/// Finds order, tracking and phone numbers, and money, which are exact enough for rules.
struct NumberFinder: Sendable {
    private let orders: [SlotRules.NumberFormat]
    private let tracking: [SlotRules.NumberFormat]
    private let orderWords: [[Unicode.Scalar]]

    init(rules: SlotRules) {
        orders = rules.orderNumbers
        tracking = rules.trackingNumbers
        orderWords = rules.orderWords.map { NormalizedText($0).scalars }
    }

    func find(in text: [Unicode.Scalar]) -> [FoundSlot] {
        DigitRun.runs(in: text).flatMap { run in
            let numbers =
                formatted(run, in: text, orders, .orderNumber) + formatted(run, in: text, tracking, .trackingNumber)
            guard numbers.isEmpty else { return numbers }
            return [phone(run, in: text), bareOrderNumber(run, in: text), MoneyFinder.money(run, in: text)]
                .compactMap { $0 }
        }
    }

    private func formatted(
        _ run: DigitRun,
        in text: [Unicode.Scalar],
        _ formats: [SlotRules.NumberFormat],
        _ kind: SlotKind
    ) -> [FoundSlot] {
        formats.compactMap { format in
            guard format.digitRange.contains(run.digits.count),
                let start = prefixStart(of: format.prefix, before: run.range.lowerBound, in: text)
            else { return nil }
            let range = start..<run.range.upperBound
            guard DigitRun.isBounded(text, range) else { return nil }
            return FoundSlot(
                kind: kind,
                range: range,
                confidence: 0.99,
                value: .normalized(format.prefix + run.digits)
            )
        }
    }

    /// Where a prefix before a position starts; one space or hyphen may follow it, and "#" may be missing.
    private func prefixStart(of prefix: String, before position: Int, in text: [Unicode.Scalar]) -> Int? {
        let wanted = NormalizedText(prefix).scalars
        var end = position
        if end > 0, text[end - 1] == " " || text[end - 1] == "-" { end -= 1 }
        if text[..<end].ends(with: wanted) { return end - wanted.count }
        guard wanted.count > 1, wanted[0] == "#" else { return nil }
        let letters = wanted.dropFirst()
        return text[..<end].ends(with: letters) ? end - letters.count : nil
    }

    /// Digits without a prefix, when there are as many as an order has and a word for "order" stands before them.
    private func bareOrderNumber(_ run: DigitRun, in text: [Unicode.Scalar]) -> FoundSlot? {
        guard DigitRun.isBounded(text, run.range),
            let format = orders.first(where: { $0.digitRange.contains(run.digits.count) })
        else { return nil }
        let before = text[max(0, run.range.lowerBound - 16)..<run.range.lowerBound]
        let isAnnounced = orderWords.contains { contains(before, $0) }
        let isWholeText = text.count == run.digits.count
        guard isAnnounced || isWholeText else { return nil }
        return FoundSlot(
            kind: .orderNumber,
            range: run.range,
            confidence: isAnnounced ? 0.85 : 0.6,
            value: .normalized(format.prefix + run.digits)
        )
    }

    /// A Chinese mobile number: eleven digits from 13 to 19, with or without +86.
    private func phone(_ run: DigitRun, in text: [Unicode.Scalar]) -> FoundSlot? {
        var digits = Substring(run.digits)
        if digits.count == 13, digits.hasPrefix("86") { digits = digits.dropFirst(2) }
        guard digits.count == 11, digits.first == "1", let second = digits.dropFirst().first,
            ("3"..."9").contains(second)
        else { return nil }
        var start = run.range.lowerBound
        if run.digits.count == 13, start > 0, text[start - 1] == "+" { start -= 1 }
        let range = start..<run.range.upperBound
        guard DigitRun.isBounded(text, range) else { return nil }
        return FoundSlot(kind: .phone, range: range, confidence: 0.98, value: .normalized(String(digits)))
    }

    private func contains(_ text: ArraySlice<Unicode.Scalar>, _ word: [Unicode.Scalar]) -> Bool {
        text.indices.contains { text[$0...].starts(with: word) }
    }
}

extension ArraySlice<Unicode.Scalar> {
    fileprivate func ends(with suffix: some BidirectionalCollection<Unicode.Scalar>) -> Bool {
        suffix.count <= count && self.suffix(suffix.count).elementsEqual(suffix)
    }
}
