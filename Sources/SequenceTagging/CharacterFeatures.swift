/// What is looked at around each character: hashes of the characters beside it, alone and together, and of what kind they
/// are.
enum CharacterFeatures {
    static let hashBits = 20
    static let bucketCount = 1 << hashBits

    /// Offsets of the characters that one feature joins.
    private static let templates: [[Int]] = [
        [0], [-1], [1], [-2], [2], [-3], [3], [-1, 0], [0, 1], [-2, -1], [1, 2], [-1, 1], [-2, -1, 0], [-1, 0, 1],
        [0, 1, 2], [-3, -2, -1], [1, 2, 3], [-3, -2, -1, 0], [-2, -1, 0, 1], [-1, 0, 1, 2], [0, 1, 2, 3],
    ]
    private static let kindTemplates: [[Int]] = [
        [-1, 0, 1], [-2, -1, 0, 1, 2], [0, 1, 2, 3, 4], [-4, -3, -2, -1, 0],
    ]

    /// Buckets of each position's features.
    static func buckets(of characters: [Unicode.Scalar]) -> [[Int32]] {
        let kinds = characters.map(kind)
        return characters.indices.map { position in
            templates.enumerated().map { number, offsets in
                bucket(number, offsets) {
                    characters.indices.contains(position + $0) ? characters[position + $0].value : $0 < 0 ? 1 : 2
                }
            }
                + kindTemplates.enumerated().map { number, offsets in
                    bucket(64 + number, offsets) { kinds.indices.contains(position + $0) ? kinds[position + $0] : 9 }
                }
        }
    }

    private static func bucket(_ number: Int, _ offsets: [Int], value: (Int) -> UInt32) -> Int32 {
        var state = 0xCBF2_9CE4_8422_2325 ^ UInt64(number)
        for offset in offsets { state = (state ^ UInt64(value(offset))) &* 0x0000_0100_0000_01B3 }
        state ^= state >> 32
        state = state &* 0xFF51_AFD7_ED55_8CCD
        return Int32(truncatingIfNeeded: (state >> 32) & UInt64(bucketCount - 1))
    }

    private static func kind(of scalar: Unicode.Scalar) -> UInt32 {
        switch scalar.value {
        case 0x30...0x39: 0
        case 0x41...0x5A: 1
        case 0x61...0x7A: 2
        case 0x20, 0x3000: 3
        case 0x4E00...0x9FFF: 4
        case 0..<0x80, 0x3001...0x303F, 0xFF00...0xFFEF: 5
        default: 6
        }
    }
}
