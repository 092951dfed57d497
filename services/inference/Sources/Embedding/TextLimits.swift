/// What a call may ask for, checked before anything is queued.
struct TextLimits: Sendable, Hashable {
    var textsMax = 256
    var textBytesMax = 32_768

    func check(_ texts: [String]) throws(InferenceError) {
        try checkSizes(texts)
        for (index, text) in texts.enumerated() where !text.unicodeScalars.contains(where: Self.isVisible) {
            throw .emptyText(index: index)
        }
    }

    func checkSizes(_ texts: [String]) throws(InferenceError) {
        guard !texts.isEmpty else { throw .noTexts }
        guard texts.count <= textsMax else { throw .tooManyTexts(count: texts.count, max: textsMax) }
        for (index, text) in texts.enumerated() where text.utf8.count > textBytesMax {
            throw .textTooLong(index: index, bytes: text.utf8.count, max: textBytesMax)
        }
    }

    private static func isVisible(_ scalar: Unicode.Scalar) -> Bool {
        !scalar.properties.isWhitespace && scalar.properties.generalCategory != .control
    }
}
