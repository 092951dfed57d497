import Foundation

/// Traditional characters and the simplified ones that replace them.
///
/// The table is ICU's transliteration "Traditional-Simplified", asked once for the whole block of common Han characters
/// (a twentieth of a second); it takes one character at a time, so that offsets stay.
enum SimplifiedForms {
    static let range: ClosedRange<UInt32> = 0x4E00...0x9FFF

    static func simplified(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        Unicode.Scalar(UInt32(table[Int(scalar.value - range.lowerBound)])) ?? scalar
    }

    private static let table: [UInt16] = HanBlock.transliterated(by: "Traditional-Simplified").enumerated().map {
        index,
        form in
        let original = UInt16(range.lowerBound) + UInt16(index)
        let scalars = form.unicodeScalars
        guard scalars.count == 1, let first = scalars.first, range.contains(first.value) else { return original }
        return UInt16(first.value)
    }
}

/// The block of common Han characters, U+4E00 to U+9FFF, seen through one of ICU's transliterations.
enum HanBlock {
    /// One form for each character of the block; the characters themselves when this system lacks the transliteration.
    static func transliterated(by name: String) -> [Substring] {
        var lines = String.UnicodeScalarView()
        for value in SimplifiedForms.range {
            guard let scalar = Unicode.Scalar(value) else { continue }
            lines.append(scalar)
            lines.append("\n")
        }
        let originals = String(lines)
        let forms = originals.applyingTransform(StringTransform(name), reverse: false)?.split(separator: "\n") ?? []
        return forms.count == SimplifiedForms.range.count ? forms : originals.split(separator: "\n")
    }
}
