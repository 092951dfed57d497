import Testing

@testable import AccessToken

@Suite struct Base64URLTests {
    /// The vectors of RFC 4648 section 10, without padding, and the two characters that differ from base64.
    @Test(arguments: [
        ("", ""), ("f", "Zg"), ("fo", "Zm8"), ("foo", "Zm9v"), ("foob", "Zm9vYg"), ("fooba", "Zm9vYmE"),
        ("foobar", "Zm9vYmFy"), ("\u{3}\u{f}\u{3e}?~", "Aw8-P34"),
    ])
    func textEncodesAndDecodes(plain: String, encoded: String) {
        #expect(Base64URL.encode(Array(plain.utf8)) == encoded)
        #expect(Base64URL.decode(encoded) == Array(plain.utf8))
    }

    @Test func everyTwoBytesComeBack() {
        for value in UInt16.min...UInt16.max {
            let bytes = [UInt8(value >> 8), UInt8(truncatingIfNeeded: value)]
            #expect(Base64URL.decode(Base64URL.encode(bytes)) == bytes)
        }
    }

    @Test(arguments: ["Z", "Zg==", "Zh", "Zm9", "Zm+v", "Zm/v", "Zm9v\n", "店"])
    func textWithAnotherSpellingIsRefused(text: String) {
        #expect(Base64URL.decode(text) == nil)
    }
}
