/// Cyrillic and Greek letters that look like Latin ones.
///
/// They are folded only within a word that has Latin letters too: "раypal" is an imitation, "спасибо" is Russian.
enum Homoglyphs {
    private static let latin: [Unicode.Scalar: Unicode.Scalar] = [
        "а": "a", "с": "c", "ԁ": "d", "е": "e", "һ": "h", "і": "i", "ј": "j", "к": "k", "ӏ": "l", "о": "o", "р": "p",
        "ԛ": "q", "ѕ": "s", "у": "y", "ԝ": "w", "х": "x", "α": "a", "ε": "e", "ι": "i", "κ": "k", "ν": "v", "ο": "o",
        "ρ": "p", "τ": "t", "υ": "u", "χ": "x",
    ]

    static func fold(_ scalars: inout [Unicode.Scalar]) {
        guard scalars.contains(where: { isForeign($0) }) else { return }
        var position = 0
        while position < scalars.count {
            let start = position
            var hasLatin = false
            while position < scalars.count, isForeign(scalars[position]) || isLatin(scalars[position]) {
                hasLatin = hasLatin || isLatin(scalars[position])
                position += 1
            }
            if hasLatin {
                for index in start..<position { scalars[index] = latin[scalars[index]] ?? scalars[index] }
            }
            if position == start { position += 1 }
        }
    }

    private static func isLatin(_ scalar: Unicode.Scalar) -> Bool { (0x61...0x7A).contains(scalar.value) }

    private static func isForeign(_ scalar: Unicode.Scalar) -> Bool { (0x370...0x52F).contains(scalar.value) }
}
