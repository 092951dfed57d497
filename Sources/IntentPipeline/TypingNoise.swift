import SeededRandom
import TextNormalization

/// Slips of typing and dictation, put into a text on purpose, to see what a model makes of them.
///
/// Each word of Latin letters and each Chinese character has a slip with the given probability: a character of the same
/// sound (as input methods and dictation choose), one left out, doubled or changed for its neighbour; in Latin words a
/// letter left out, doubled, swapped with the next or hit beside. The same seed gives the same slips.
package struct TypingNoise: Sendable {
    /// The share of characters (Chinese) and words (Latin) with a slip.
    package let rate: Double
    private var random: SplitMix64

    package init(rate: Double, seed: UInt64) {
        precondition((0...1).contains(rate), "the rate must be in 0...1 (is \(rate))")
        self.rate = rate
        random = SplitMix64(seed: seed)
    }

    package mutating func disturbed(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        let scalars = Array(text.unicodeScalars)
        var position = 0
        while position < scalars.count {
            let start = position
            switch ScalarClass(scalars[position]) {
            case .han:
                position += 1
                result.append(contentsOf: happens() ? slip(of: scalars, at: start) : [scalars[start]])
                // A swap has used the next character up.
                if skipsNext { position += 1 }
                skipsNext = false
            case .letter:
                while position < scalars.count, ScalarClass(scalars[position]) == .letter { position += 1 }
                let word = Array(scalars[start..<position])
                result.append(contentsOf: word.count >= 4 && happens() ? slip(of: word) : word)
            case .digit, .mark, .space, .other:
                result.append(scalars[position])
                position += 1
            }
        }
        return String(result)
    }

    private var skipsNext = false

    private mutating func happens() -> Bool { Double.random(in: 0..<1, using: &random) < rate }

    private mutating func slip(of scalars: [Unicode.Scalar], at position: Int) -> [Unicode.Scalar] {
        let scalar = scalars[position]
        switch Int.random(in: 0..<10, using: &random) {
        case 0: return []
        case 1: return [scalar, scalar]
        case 2 where position + 1 < scalars.count:
            skipsNext = true
            return [scalars[position + 1], scalar]
        default: return [Homophones.shared.another(than: scalar, using: &random)]
        }
    }

    private mutating func slip(of word: [Unicode.Scalar]) -> [Unicode.Scalar] {
        var word = word
        let position = Int.random(in: 1..<word.count - 1, using: &random)
        switch Int.random(in: 0..<4, using: &random) {
        case 0: word.remove(at: position)
        case 1: word.insert(word[position], at: position)
        case 2: word.swapAt(position, position + 1)
        default: word[position] = Keyboard.neighbour(of: word[position], using: &random)
        }
        return word
    }
}

/// Frequent characters by their sound; the rare ones nobody types.
private struct Homophones: Sendable {
    static let shared = Homophones()

    private let bySound: [UInt16: [Unicode.Scalar]]

    private init() {
        var bySound: [UInt16: [Unicode.Scalar]] = [:]
        for scalar in FrequentCharacters.all {
            bySound[SyllableTable.shared.exactSound(of: scalar), default: []].append(scalar)
        }
        self.bySound = bySound
    }

    func another(than scalar: Unicode.Scalar, using random: inout SplitMix64) -> Unicode.Scalar {
        let others = (bySound[SyllableTable.shared.exactSound(of: scalar)] ?? []).filter { $0 != scalar }
        return others.randomElement(using: &random) ?? scalar
    }
}

private enum Keyboard {
    private static let rows = ["qwertyuiop", "asdfghjkl", "zxcvbnm"].map { Array($0.unicodeScalars) }

    static func neighbour(of letter: Unicode.Scalar, using random: inout SplitMix64) -> Unicode.Scalar {
        for row in rows {
            guard let position = row.firstIndex(of: letter) else { continue }
            let isRight = Bool.random(using: &random)
            return row[min(max(position + (isRight ? 1 : -1), 0), row.count - 1)]
        }
        return letter
    }
}
