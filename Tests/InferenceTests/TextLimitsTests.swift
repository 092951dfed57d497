import Testing

@testable import Inference

@Suite struct TextLimitsTests {
    private static let limits = TextLimits(textsMax: 3, textBytesMax: 10)

    /// Accepted: anything with a visible character, whatever the script.
    @Test(arguments: ["a", "快递", "  a  ", "🙂", "1", "１", "\u{0}a", "\u{FDFA}", "0123456789"])
    func visibleTextIsAccepted(text: String) throws {
        try Self.limits.check([text])
    }

    /// Refused: nothing to see.
    @Test(arguments: ["", " ", "\n\t", "\u{0}", "\u{3000}", "\u{1}\u{2}"])
    func textWithoutAVisibleCharacterIsNamed(text: String) {
        #expect(throws: InferenceError.emptyText(index: 1)) { try Self.limits.check(["a", text]) }
    }

    @Test func theBytesOfATextAreLimited() {
        #expect(throws: InferenceError.textTooLong(index: 0, bytes: 12, max: 10)) { try Self.limits.check(["四个汉字"]) }
    }

    @Test func theCountOfTextsIsLimited() {
        #expect(throws: InferenceError.noTexts) { try Self.limits.check([]) }
        #expect(throws: InferenceError.tooManyTexts(count: 4, max: 3)) { try Self.limits.check(["a", "b", "c", "d"]) }
    }
}
