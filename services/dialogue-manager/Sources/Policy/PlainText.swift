/// A text in the form in which words are compared: half-width, lower case.
struct PlainText: Hashable, Sendable {
    let characters: [Character]

    init(_ text: String) {
        var halfWidth = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            // The full-width block mirrors ASCII, and the ideographic space is its blank.
            switch scalar.value {
            case 0xFF01...0xFF5E: halfWidth.append(Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar)
            case 0x3000: halfWidth.append(" ")
            default: halfWidth.append(scalar)
            }
        }
        characters = Array(String(halfWidth).lowercased())
    }

    var text: String { String(characters) }

    /// Letters and digits alone, so that "XR-1 024" and "xr1024" are the same number.
    var compact: String { String(characters.filter(Self.isCode)) }

    /// Runs of ASCII letters, digits and dashes, without the dashes.
    var codes: [String] {
        characters.split { !Self.isCode($0) && $0 != "-" }
            .map { String($0.filter(Self.isCode)) }
            .filter { !$0.isEmpty }
    }

    /// Latin words, for matches that must not happen inside a longer word.
    var words: [String] {
        characters.split { !($0.isASCII && ($0.isLetter || $0.isNumber)) && $0 != "'" }.map { String($0) }
    }

    private static func isCode(_ character: Character) -> Bool {
        character.isASCII && (character.isLetter || character.isNumber)
    }

    /// How much of a name this text repeats: Han characters in one run, or whole Latin words (each counts as two).
    func longestSharedRun(with name: PlainText) -> Int {
        let han = longestSharedHanRun(with: name)
        let nameWords = Set(name.words.filter { $0.count >= 3 })
        return max(han, 2 * Set(words).intersection(nameWords).count)
    }

    private func longestSharedHanRun(with name: PlainText) -> Int {
        var longest = 0
        var previous = [Int](repeating: 0, count: name.characters.count + 1)
        for character in characters where !character.isASCII {
            var current = [Int](repeating: 0, count: previous.count)
            for (column, other) in name.characters.enumerated() where other == character {
                current[column + 1] = previous[column] + 1
                longest = max(longest, current[column + 1])
            }
            previous = current
        }
        return longest
    }
}
