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
