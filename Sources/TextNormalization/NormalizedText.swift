/// A customer's text brought to one way of writing, with the way back to what the customer wrote.
///
/// Letters become lower case, full-width and styled letters plain, digits of any writing 0 to 9, traditional characters
/// simplified, and letters of other scripts that only look Latin within a Latin word become Latin; control characters,
/// invisible marks and variation selectors go, and any white space becomes a space. Positions in the result map to
/// offsets in the original counted in Unicode scalars.
package struct NormalizedText: Sendable, Hashable {
    package let original: [Unicode.Scalar]
    package let scalars: [Unicode.Scalar]
    /// For each scalar of the result, the offset of the original scalar it comes from.
    private let offsets: [Int]

    package init(_ text: String) {
        self.init(Array(text.unicodeScalars))
    }

    package init(_ original: [Unicode.Scalar]) {
        self.original = original
        var scalars: [Unicode.Scalar] = []
        var offsets: [Int] = []
        scalars.reserveCapacity(original.count)
        offsets.reserveCapacity(original.count)
        for (offset, scalar) in original.enumerated() {
            for replacement in ScalarNormalization.replacement(of: scalar) {
                scalars.append(replacement)
                offsets.append(offset)
            }
        }
        Homoglyphs.fold(&scalars)
        self.scalars = scalars
        self.offsets = offsets
    }

    /// The original offsets that a range of the result stands for.
    package func originalSpan(of range: Range<Int>) -> Range<Int> {
        guard !range.isEmpty else {
            let start = range.lowerBound < offsets.count ? offsets[range.lowerBound] : original.count
            return start..<start
        }
        return offsets[range.lowerBound]..<offsets[range.upperBound - 1] + 1
    }

    package func originalText(of range: Range<Int>) -> String {
        var text = String.UnicodeScalarView()
        text.append(contentsOf: original[originalSpan(of: range)])
        return String(text)
    }

    package var string: String {
        var text = String.UnicodeScalarView()
        text.append(contentsOf: scalars)
        return String(text)
    }
}
