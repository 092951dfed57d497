/// Reads a normalised text from left to right; every read either moves on or leaves the position.
struct ScalarScanner {
    let text: [Unicode.Scalar]
    var position: Int

    mutating func read(_ word: String) -> Bool {
        let scalars = word.unicodeScalars
        guard position + scalars.count <= text.count, text[position...].starts(with: scalars) else { return false }
        position += scalars.count
        return true
    }

    mutating func readAny(_ words: [String]) -> String? { words.first { read($0) } }

    mutating func skipSpaces() {
        while position < text.count, text[position] == " " { position += 1 }
    }

    /// A whole number of at most `digitsMax` digits, or in Chinese words below one hundred: 三, 十二, 二十五, 两, 廿.
    mutating func readNumber(digitsMax: Int = 4) -> Int? {
        let start = position
        var value = 0
        while position < text.count, position - start < digitsMax, let digit = Self.digit(text[position]) {
            value = value * 10 + digit
            position += 1
        }
        if position > start { return value }
        return readChineseNumber()
    }

    private mutating func readChineseNumber() -> Int? {
        let start = position
        let tens = readChineseDigit()
        if read("十") || read("拾") {
            let ones = readChineseDigit() ?? 0
            return (tens ?? 1) * 10 + ones
        }
        if tens == nil { position = start }
        return tens
    }

    private mutating func readChineseDigit() -> Int? {
        guard position < text.count, let digit = Self.chineseDigits[text[position]] else { return nil }
        position += 1
        return digit
    }

    private static func digit(_ scalar: Unicode.Scalar) -> Int? {
        ("0"..."9").contains(scalar) ? Int(scalar.value) - 0x30 : nil
    }

    private static let chineseDigits: [Unicode.Scalar: Int] = [
        "一": 1, "二": 2, "两": 2, "俩": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9,
        "壹": 1, "贰": 2, "叁": 3, "肆": 4, "伍": 5, "陆": 6, "柒": 7, "捌": 8, "玖": 9,
    ]
}
