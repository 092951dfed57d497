/// Hides from logs what would lead to a person. Length and shape stay, so that a log line still helps to find a fault.
///
/// The rules are deliberately coarse: a masked order number costs a look at the conversation, a phone number in a log
/// cannot be taken back.
package enum PersonalData {
    /// E-mail addresses keep the first letter and the domain. Numbers of seven digits and more (phones, identity cards,
    /// bank cards, also with spaces or dashes between, in full width or in Chinese numerals) keep three digits in front
    /// and two behind. House numbers are masked whole.
    package static func masked(_ text: String) -> String {
        var scalars = Array(text.unicodeScalars)
        maskEmails(in: &scalars)
        maskNumbers(in: &scalars)
        return String(String.UnicodeScalarView(scalars))
    }

    private static let mask: Unicode.Scalar = "*"
    private static let emailLocalPartMax = 64

    private static func maskEmails(in scalars: inout [Unicode.Scalar]) {
        for at in scalars.indices where scalars[at] == "@" || scalars[at] == "＠" {
            guard at + 1 < scalars.count, isWord(scalars[at + 1]) else { continue }
            var start = at
            while start > 0, at - start < emailLocalPartMax, isEmailPart(scalars[start - 1]) { start -= 1 }
            let hidden = at - start > 1 ? (start + 1)..<at : start..<at
            for position in hidden { scalars[position] = mask }
        }
    }

    private static func maskNumbers(in scalars: inout [Unicode.Scalar]) {
        var position = 0
        while position < scalars.count {
            guard isDigit(scalars[position]) else {
                position += 1
                continue
            }
            let number = NumberRun(startingAt: position, in: scalars)
            for digit in number.hiddenDigits(in: scalars) { scalars[digit] = mask }
            position = number.end
        }
    }

    fileprivate static func isDigit(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "0"..."9", "０"..."９": true
        default: chineseNumerals.contains(scalar)
        }
    }

    private static let chineseNumerals = Set("零〇一二三四五六七八九幺两".unicodeScalars)

    fileprivate static func isWord(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isAlphabetic || isDigit(scalar)
    }

    private static func isEmailPart(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9", ".", "_", "%", "+", "-": true
        default: false
        }
    }
}

/// Digits that belong together, single separators between them included.
private struct NumberRun {
    private var digits: [Int] = []
    private(set) var end: Int

    private static let separators = Set(" -–.·()（）".unicodeScalars)
    /// Seven digits are the shortest telephone number.
    private static let personalDigitsMin = 7
    private static let identityCardDigits = 17

    init(startingAt start: Int, in scalars: [Unicode.Scalar]) {
        end = start
        while end < scalars.count {
            if PersonalData.isDigit(scalars[end]) {
                digits.append(end)
            } else if !Self.separators.contains(scalars[end]) || end + 1 == scalars.count
                || !PersonalData.isDigit(scalars[end + 1])
            {
                break
            }
            end += 1
        }
        // The check digit of an identity card may be an X.
        if digits.count == Self.identityCardDigits, end < scalars.count, "xX".unicodeScalars.contains(scalars[end]) {
            digits.append(end)
            end += 1
        }
    }

    func hiddenDigits(in scalars: [Unicode.Scalar]) -> ArraySlice<Int> {
        if digits.count >= Self.personalDigitsMin { return digits.dropFirst(3).dropLast(2) }
        let isHouseNumber =
            HouseNumber.unitFollows(end, in: scalars) || HouseNumber.unitPrecedes(digits[0], in: scalars)
        return isHouseNumber ? digits[...] : []
    }
}

/// What makes a short number a part of an address.
private enum HouseNumber {
    private static let chineseUnits = Set("号號弄栋棟幢座单單楼樓层層室户戶巷".unicodeScalars)
    private static let wordsBefore: Set<String> = ["no", "apt", "apartment", "room", "rm", "unit", "suite", "flat"]
    private static let wordsAfter: Set<String> = ["street", "st", "road", "rd", "avenue", "ave", "lane", "drive"]
    /// A street's name has a few words before the one that says street.
    private static let wordsAfterMax = 4

    static func unitFollows(_ end: Int, in scalars: [Unicode.Scalar]) -> Bool {
        guard end < scalars.count else { return false }
        if chineseUnits.contains(scalars[end]) { return true }
        let rest = scalars[end...].prefix(64)
        let words = rest.split(maxSplits: wordsAfterMax) { $0 == " " }.prefix(wordsAfterMax)
        return words.contains { wordsAfter.contains(lowercase(letters(of: $0))) }
    }

    static func unitPrecedes(_ start: Int, in scalars: [Unicode.Scalar]) -> Bool {
        guard start > 0 else { return false }
        let before = scalars[start - 1]
        if before == "#" || chineseUnits.contains(before) { return true }
        let word = scalars[..<start].reversed().drop { " .:".unicodeScalars.contains($0) }.prefix(16)
            .prefix { $0.isASCII && $0.properties.isAlphabetic }
        return wordsBefore.contains(lowercase(word.reversed()))
    }

    private static func letters(of word: ArraySlice<Unicode.Scalar>) -> [Unicode.Scalar] {
        word.filter(\.properties.isAlphabetic)
    }

    private static func lowercase(_ scalars: some Sequence<Unicode.Scalar>) -> String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars)
        return String(view).lowercased()
    }
}
