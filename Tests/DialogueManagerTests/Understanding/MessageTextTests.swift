import Testing

@testable import DialogueManager

@Suite struct MessageTextTests {
    @Test(arguments: ["", " ", "\n\t ", "\u{0}", "\u{202E}\u{200F}", "\u{3000}"])
    func textWithoutAVisibleCharacterIsRefused(raw: String) {
        #expect(throws: MessageTextError.empty) { try MessageText(raw, bytesMax: 100) }
    }

    @Test func theLimitCountsBytesAsSent() throws {
        #expect(try MessageText("你好吗", bytesMax: 9).value == "你好吗")
        #expect(throws: MessageTextError.tooLong(bytes: 9, limit: 8)) { try MessageText("你好吗", bytesMax: 8) }
        let hundredKilobytes = String(repeating: "退", count: 34_000)
        #expect(throws: MessageTextError.tooLong(bytes: 102_000, limit: 16_384)) {
            try MessageText(hundredKilobytes, bytesMax: 16_384)
        }
    }

    /// What could make a line read otherwise than it was sent goes; what people write stays.
    @Test(arguments: [
        ("快递\u{0}呢\u{7}", "快递呢"),
        ("a\u{202E}cba", "acba"),
        ("第一行\n第二行", "第一行\n第二行"),
        ("a\tb\r", "a b"),
        ("👨‍👩‍👧 ok ❤️", "👨‍👩‍👧 ok ❤️"),
        ("ｘｄ１２３ 訂單 order", "ｘｄ１２３ 訂單 order"),
    ])
    func onlyControlsAreTakenOut(raw: String, kept: String) throws {
        #expect(try MessageText(raw, bytesMax: 1000).value == kept)
    }
}
