import TextNormalization

/// Finds e-mail addresses: letters, digits and a few marks around one "@", with a dot in the domain.
enum EmailFinder {
    static func find(in text: [Unicode.Scalar]) -> [FoundSlot] {
        text.indices.filter { text[$0] == "@" }.compactMap { at in
            var start = at
            while start > 0, isPart(text[start - 1]) { start -= 1 }
            var end = at + 1
            while end < text.count, isPart(text[end]) { end += 1 }
            while end > at + 1, text[end - 1] == "." || text[end - 1] == "-" { end -= 1 }
            guard start < at, text[at + 1..<end].dropFirst().contains(".") else { return nil }
            let address = String(String.UnicodeScalarView(text[start..<end]))
            return FoundSlot(kind: .email, range: start..<end, confidence: 0.97, value: .normalized(address))
        }
    }

    private static func isPart(_ scalar: Unicode.Scalar) -> Bool {
        scalar.isASCII
            && ([.letter, .digit].contains(ScalarClass(scalar)) && scalar != "'"
                || "._%+-".unicodeScalars.contains(scalar))
    }
}
