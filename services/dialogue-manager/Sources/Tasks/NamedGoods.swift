/// Which of a customer's goods a text names in Latin words: by the whole name, by its last word ("the cleaner" for a
/// vacuum cleaner), or by a word that only one of them has.
///
/// The nlu knows the catalogue; this knows what the customer has, so a short form is enough and a slip of the pen in a
/// longer word does no harm.
struct NamedGoods {
    private let text: [String]

    init(_ text: String) { self.text = PlainText(text).words.map(Self.singular) }

    /// Those of `names` that the text says, each with the position of its first word in the text.
    func positions(of names: [String]) -> [(name: String, position: Int)] {
        var free = Array(repeating: true, count: text.count)
        var found: [(name: String, position: Int)] = []
        let unique = Array(Set(names)).sorted { ($0.count, $0) > ($1.count, $1) }
        for name in unique {
            let words = Self.words(of: name)
            for start in starts(of: words) where (start..<start + words.count).allSatisfy({ free[$0] }) {
                for position in start..<start + words.count { free[position] = false }
                found.append((name, start))
            }
        }
        for position in text.indices where free[position] {
            for name in unique where isShortForm(text[position], of: name, among: unique) {
                found.append((name, position))
            }
        }
        return found.sorted { ($0.position, $0.name) < ($1.position, $1.name) }
    }

    func names(among names: [String]) -> Set<String> { Set(positions(of: names).map(\.name)) }

    private func starts(of words: [String]) -> [Int] {
        guard !words.isEmpty, text.count >= words.count else { return [] }
        return (0...text.count - words.count).filter { start in
            zip(text[start...], words).allSatisfy { Self.isAlike($0, $1) }
        }
    }

    private func isShortForm(_ word: String, of name: String, among names: [String]) -> Bool {
        let words = Self.words(of: name)
        guard word.count >= Self.shortFormMin, let last = words.last else { return false }
        if Self.isAlike(word, last) { return true }
        guard word.count > Self.shortFormMin, words.contains(where: { Self.isAlike(word, $0) }) else { return false }
        return names.filter { Self.words(of: $0).contains { Self.isAlike(word, $0) } }.count == 1
    }

    private static let shortFormMin = 3

    private static func words(of name: String) -> [String] {
        // Of "纯棉T恤" the Latin letter alone is no name.
        guard name.allSatisfy({ $0.isASCII || !$0.isLetter }) else { return [] }
        return PlainText(name).words.filter { $0.contains(where: \.isLetter) }.map(singular)
    }

    private static func singular(_ word: String) -> String {
        let plain = word.hasSuffix("'s") ? String(word.dropLast(2)) : word
        if plain.count > 4, plain.hasSuffix("ves") { return String(plain.dropLast(3)) + "f" }
        return plain.count > 3 && plain.hasSuffix("s") && !plain.hasSuffix("ss") ? String(plain.dropLast()) : plain
    }

    /// Equal, or in words of at least six letters one letter added, left out, changed, or two swapped.
    private static func isAlike(_ one: String, _ other: String) -> Bool {
        guard one != other else { return true }
        let (a, b) = (Array(one), Array(other))
        guard min(a.count, b.count) >= typoMin, abs(a.count - b.count) <= 1 else { return false }
        let start = zip(a, b).prefix { $0 == $1 }.count
        let end = zip(a.dropFirst(start).reversed(), b.dropFirst(start).reversed()).prefix { $0 == $1 }.count
        let (left, right) = (a[start..<a.count - end], b[start..<b.count - end])
        if left.count <= 1, right.count <= 1 { return true }
        return left.count == 2 && right.count == 2 && left.elementsEqual(right.reversed())
    }

    private static let typoMin = 6
}
