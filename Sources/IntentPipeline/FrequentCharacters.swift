import Foundation

/// The 3,755 most frequent Chinese characters: the first level of GB 2312, rows 16 to 55 of its table.
enum FrequentCharacters {
    static let all: [Unicode.Scalar] = {
        var bytes: [UInt8] = []
        for row in UInt8(0xB0)...0xD7 {
            // The last row of the level has five places less.
            for place in UInt8(0xA1)...(row == 0xD7 ? 0xF9 : 0xFE) { bytes += [row, place] }
        }
        let text = String(data: Data(bytes), encoding: gb18030) ?? ""
        return Array(text.unicodeScalars)
    }()

    /// GB 18030, which contains GB 2312, as Foundation numbers it.
    private static let gb18030 = String.Encoding(rawValue: 0x8000_0632)
}

/// Seeded random numbers (SplitMix64, Steele and others, 2014): the same on every machine.
struct SplitMix64: RandomNumberGenerator, Sendable {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
