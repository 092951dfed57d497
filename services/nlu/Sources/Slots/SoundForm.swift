import TextNormalization

/// A name of Chinese characters as it sounds, to find it where dictation or an input method chose other characters:
/// "顺疯" for 顺丰.
///
/// Names of two characters must keep their tones, longer ones not even those, and zh and z, l and n and the like count as
/// one; a name of one character sounds like too much else.
struct SoundForm: Sendable, Hashable {
    private let sounds: [UInt16]
    private let isExact: Bool

    /// Nil for a name that is not looked for by sound.
    init?(_ name: [Unicode.Scalar]) {
        guard name.count >= 2, name.allSatisfy({ SyllableTable.shared.exactSound(of: $0) > 0 }) else { return nil }
        isExact = name.count == 2
        let isExact = isExact
        sounds = name.map { Self.sound(of: $0, isExact: isExact) }
    }

    var length: Int { sounds.count }

    func matches(_ text: [Unicode.Scalar], at position: Int) -> Bool {
        guard position + sounds.count <= text.count else { return false }
        return sounds.indices.allSatisfy { sounds[$0] == Self.sound(of: text[position + $0], isExact: isExact) }
    }

    private static func sound(of scalar: Unicode.Scalar, isExact: Bool) -> UInt16 {
        isExact ? SyllableTable.shared.exactSound(of: scalar) : SyllableTable.shared.roughSound(of: scalar)
    }
}
