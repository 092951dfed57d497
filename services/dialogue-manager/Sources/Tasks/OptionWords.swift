/// Option values of a product that a text names in Latin letters and digits: "13 inch", "clicky", "not waterproof".
///
/// Options stand at the same place in every variant of a product, so a place is a kind of option. The longest value
/// wins, since "Wi-Fi + Cellular" says more than "Wi-Fi".
struct OptionWords {
    private let tokens: [String]

    init(_ text: String) { tokens = Self.tokens(of: text) }

    /// Values by the place of their kind; `names` are the kinds' names, without which "yes" and "no" say nothing.
    func values(of variants: [ProductVariant], names: [String]) -> [Int: [String]] {
        var values: [Int: [String]] = [:]
        for place in 0..<(variants.map(\.options.count).max() ?? 0) {
            let own = Set(variants.compactMap { $0.options.indices.contains(place) ? $0.options[place] : nil })
            let said = said(of: own, name: names.indices.contains(place) ? names[place] : "")
            if !said.isEmpty { values[place] = said }
        }
        return values
    }

    /// Values that are answers to anything else, too.
    static let answers: Set<String> = ["yes", "no", "none"]

    /// True where any of these values is said.
    func name(anyOf values: [String]) -> Bool { values.contains { !positions(of: $0).isEmpty } }

    private func said(of values: Set<String>, name: String) -> [String] {
        if let answer = yesOrNo(values, name: name) { return [answer] }
        var taken = Array(repeating: false, count: tokens.count)
        var found: [(value: String, position: Int)] = []
        for value in values.sorted(by: { ($0.count, $0) > ($1.count, $1) }) {
            let length = Self.tokens(of: value).count
            for start in positions(of: value) where !taken[start] && !isDenied(before: start) {
                guard !Self.isVague(value) || isBeside(name, start, length) else { continue }
                for position in start..<start + length { taken[position] = true }
                found.append((value, start))
            }
        }
        return found.sorted { $0.position < $1.position }.map(\.value)
    }

    /// A bare number, and a letter that is a word of its own, mean an option only beside the option's name.
    private static func isVague(_ value: String) -> Bool { ["a", "i"].contains(value.lowercased()) }

    private func isBeside(_ name: String, _ start: Int, _ length: Int) -> Bool {
        let near = max(0, start - 3)..<min(tokens.count, start + length + 2)
        return tokens[near].contains { Self.tokens(of: name).contains($0) }
    }

    private func yesOrNo(_ values: Set<String>, name: String) -> String? {
        let lower = Dictionary(values.map { ($0.lowercased(), $0) }) { first, _ in first }
        let words = Self.tokens(of: name)
        guard !words.isEmpty, let start = tokens.firstRun(of: words) ?? adjective(of: words) else { return nil }
        let isNo = isDenied(before: start)
        if let yes = lower["yes"], let no = lower["no"] { return isNo ? no : yes }
        return isNo ? lower["none"] : nil
    }

    /// "water resistant" for "water resistance".
    private func adjective(of words: [String]) -> Int? {
        guard let last = words.last, last.hasSuffix("ce") else { return nil }
        return tokens.firstRun(of: words.dropLast() + [String(last.dropLast(2)) + "t"])
    }

    private func isDenied(before start: Int) -> Bool {
        tokens[max(0, start - 1)..<start].contains { ["no", "not", "non", "without", "isn't", "don't"].contains($0) }
    }

    private func positions(of value: String) -> [Int] {
        let words = Self.tokens(of: value)
        guard !words.isEmpty, tokens.count >= words.count else { return [] }
        return (0...tokens.count - words.count).filter { tokens[$0..<$0 + words.count].elementsEqual(words) }
    }

    /// Runs of letters and runs of digits, so that "500 ml" and "500ml" are the same; a plural is its singular.
    private static func tokens(of text: String) -> [String] {
        var tokens: [String] = []
        var current = ""
        func isDigit(_ character: Character) -> Bool { character.isNumber || character == "." }
        let characters = PlainText(text).characters
        for (index, character) in characters.enumerated() {
            let isPoint =
                character == "." && index > 0 && characters[index - 1].isNumber
                && index + 1 < characters.count && characters[index + 1].isNumber
            guard character.isASCII, character.isLetter || character.isNumber || isPoint || character == "'" else {
                if !current.isEmpty { tokens.append(current) }
                current = ""
                continue
            }
            if let last = current.last, isDigit(last) != isDigit(character) {
                tokens.append(current)
                current = ""
            }
            current.append(character)
        }
        if !current.isEmpty { tokens.append(current) }
        return tokens.map {
            spellings[$0] ?? ($0.count > 3 && $0.hasSuffix("s") && !$0.hasSuffix("ss") ? String($0.dropLast()) : $0)
        }
    }

    private static let spellings = [
        "gray": "grey", "colour": "color", "inches": "inch", "litre": "liter", "litres": "liter",
        "foot": "ft", "feet": "ft",
    ]
}

extension [String] {
    fileprivate func firstRun(of words: some Collection<String>) -> Int? {
        guard !words.isEmpty, count >= words.count else { return nil }
        return (0...count - words.count).first { self[$0..<$0 + words.count].elementsEqual(words) }
    }
}
