/// Reads amounts such as "¥199", "199.9元", "20块", "$5.50".
enum MoneyFinder {
    private static let signs: [Unicode.Scalar: String] = ["¥": "CNY", "\u{FFE5}": "CNY", "$": "USD", "€": "EUR"]
    private static let units: [(word: [Unicode.Scalar], currency: String)] = [
        ("块钱", "CNY"), ("块", "CNY"), ("元", "CNY"), ("人民币", "CNY"), ("yuan", "CNY"), ("rmb", "CNY"),
        ("dollars", "USD"), ("dollar", "USD"), ("usd", "USD"), ("bucks", "USD"),
    ].map { (Array($0.unicodeScalars), $1) }

    /// The amount whose whole part is the run; nil without a sign before or a unit behind it.
    static func money(_ run: DigitRun, in text: [Unicode.Scalar]) -> FoundSlot? {
        guard run.digits.count == run.range.count, let whole = Int64(run.digits), whole < 1_000_000_000 else {
            return nil
        }
        var end = run.range.upperBound
        let cents = fraction(in: text, from: &end)
        if run.range.lowerBound > 0, let currency = signs[text[run.range.lowerBound - 1]] {
            return slot(run.range.lowerBound - 1..<end, whole * 100 + cents, currency)
        }
        var unitStart = end
        if unitStart < text.count, text[unitStart] == " " { unitStart += 1 }
        for unit in units where text[unitStart...].starts(with: unit.word) {
            return slot(run.range.lowerBound..<unitStart + unit.word.count, whole * 100 + cents, unit.currency)
        }
        return nil
    }

    private static func slot(_ range: Range<Int>, _ amountMinor: Int64, _ currency: String) -> FoundSlot {
        FoundSlot(
            kind: .money,
            range: range,
            confidence: 0.95,
            value: .money(amountMinor: amountMinor, currency: currency)
        )
    }

    /// One or two digits behind a dot.
    private static func fraction(in text: [Unicode.Scalar], from end: inout Int) -> Int64 {
        guard end + 1 < text.count, text[end] == "." else { return 0 }
        var position = end + 1
        var digits = ""
        while position < text.count, digits.count < 3, ("0"..."9").contains(text[position]) {
            digits.unicodeScalars.append(text[position])
            position += 1
        }
        guard let value = Int64(digits), digits.count <= 2 else { return 0 }
        end = position
        return digits.count == 1 ? value * 10 : value
    }
}
