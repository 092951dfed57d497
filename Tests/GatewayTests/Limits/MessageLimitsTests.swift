import Testing

@testable import Gateway

@Suite struct MessageLimitsTests {
    private let limits = MessageLimits(textBytesMax: 12)

    @Test(arguments: ["好", "hello world!", "店小二店", "\u{0}a", "👍", "\u{1b}[31m"])
    func textWithinTheLimitIsAccepted(text: String) throws {
        try limits.checkMessage(id: "m1", text: text, timeZone: "")
    }

    @Test(arguments: ["", " ", "\n\t", "\u{3000}\u{2003}"])
    func textWithoutAnythingButSpaceIsRefused(text: String) {
        #expect(throws: GatewayError.emptyText) { try limits.checkMessage(id: "m1", text: text, timeZone: "") }
    }

    @Test func textIsMeasuredInBytes() {
        let expected = GatewayError.invalidLength(field: "text", bytes: 15, allowed: 1...12)
        #expect(throws: expected) { try limits.checkMessage(id: "m1", text: "店小二你好", timeZone: "") }
        #expect(expected.description == "text must have 1 to 12 bytes (has 15)")
    }

    @Test func aMessageWithoutAnIDIsRefused() {
        #expect(throws: GatewayError.missingMessageID) { try limits.checkMessage(id: "", text: "好", timeZone: "") }
    }

    @Test func aLongMessageIDIsRefused() {
        let id = String(repeating: "m", count: 65)
        #expect(throws: GatewayError.invalidLength(field: "message_id", bytes: 65, allowed: 1...64)) {
            try limits.checkMessage(id: id, text: "好", timeZone: "")
        }
    }
}
