import FixtureContracts
import ProtobufC
import Testing

@Suite struct RefusalTests {
    @Test func aNULIsRefusedWhenEncodingAndNamesTheField() {
        #expect(throws: ProtobufError.embeddedNUL(field: "fixture.v1.Scalars.a_string")) {
            try FixtureV1.Scalars(aString: "a\0b").serializedBytes()
        }
        #expect(throws: ProtobufError.embeddedNUL(field: "fixture.v1.Lists.strings")) {
            try FixtureV1.Lists(strings: ["fine", "\0"]).serializedBytes()
        }
        #expect(throws: ProtobufError.embeddedNUL(field: "fixture.v1.Choices.text")) {
            try FixtureV1.Choices(choice: .text("end\0")).serializedBytes()
        }
        #expect(throws: ProtobufError.embeddedNUL(field: "fixture.v1.Part.label")) {
            try FixtureV1.Lists(parts: [FixtureV1.Part(label: "\0a")]).serializedBytes()
        }
    }

    /// libprotobuf-c alone would cut the text at the NUL.
    @Test(arguments: [[0x72, 3, 0x61, 0, 0x62], [0x72, 1, 0], [0x72, 2, 0x61, 0]] as [[UInt8]])
    func aNULIsRefusedWhenDecoding(bytes: [UInt8]) {
        #expect(throws: ProtobufError.embeddedNUL(field: "fixture.v1.Scalars.a_string")) {
            try FixtureV1.Scalars(serializedBytes: bytes)
        }
    }

    /// A lone continuation byte, an overlong slash, a surrogate, a code point above U+10FFFF, a cut sequence.
    @Test(
        arguments: [[0x80], [0xC0, 0xAF], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xE5, 0xBA]] as [[UInt8]]
    )
    func badUTF8IsRefusedWhenDecoding(text: [UInt8]) {
        let bytes = [0x72, UInt8(text.count)] + text
        #expect(throws: ProtobufError.invalidUTF8(field: "fixture.v1.Scalars.a_string")) {
            try FixtureV1.Scalars(serializedBytes: bytes)
        }
        let inList = [0x72, 1, 0x61, 0x72, UInt8(text.count)] + text
        #expect(throws: ProtobufError.invalidUTF8(field: "fixture.v1.Lists.strings")) {
            try FixtureV1.Lists(serializedBytes: inList)
        }
    }

    @Test func aTruncatedMessageIsRefused() throws {
        let bytes = try FixtureV1.Part(label: "label").serializedBytes()
        for count in 1..<bytes.count {
            #expect(throws: ProtobufError.malformed(message: "fixture.v1.Part", byteCount: count)) {
                try FixtureV1.Part(serializedBytes: Array(bytes.prefix(count)))
            }
        }
    }

    /// Field number 0, wire types 3, 4, 6 and 7, a varint of eleven bytes, a length past the end, a length near 2^64.
    @Test(
        arguments: [
            [0x00], [0x0B], [0x0C], [0x0E], [0x0F], [0x10] + [UInt8](repeating: 0x80, count: 11), [0x0A, 5, 0x61],
            [0x0A, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01],
        ] as [[UInt8]]
    )
    func bytesThatAreNoProtobufAreRefused(bytes: [UInt8]) {
        #expect(throws: ProtobufError.malformed(message: "fixture.v1.Part", byteCount: bytes.count)) {
            try FixtureV1.Part(serializedBytes: bytes)
        }
    }

    /// Three bytes of input for each empty element, which takes dozens in memory.
    @Test func inputThatUnpacksToTooMuchIsRefused() {
        let bomb = [[UInt8]](repeating: [0x8A, 0x01, 0], count: 1_500_000).flatMap { $0 }
        let expected = ProtobufError.unpackedTooLarge(
            message: "fixture.v1.Lists",
            bytesMax: ProtobufLimits.unpackedBytesMax
        )
        #expect(throws: expected) { try FixtureV1.Lists(serializedBytes: bomb) }
    }

    @Test func everyErrorSaysWhatWouldBeRight() {
        #expect(
            ProtobufError.embeddedNUL(field: "xiaoer.orders.v1.Order.id").description
                == "string field xiaoer.orders.v1.Order.id contains a NUL character; use a text without U+0000"
        )
        #expect(
            ProtobufError.malformed(message: "fixture.v1.Part", byteCount: 3).description
                == "3 bytes are not a fixture.v1.Part: truncated or malformed protobuf"
        )
    }
}
