import ProtobufReflection
import Testing

@Suite struct DecodingTests {
    private func json(_ bytes: [UInt8], of message: String) throws -> String {
        try Pools.fixture().json(from: bytes, of: "fixture.v1." + message)
    }

    @Test func fieldsComeInTheOrderOfTheContract() throws {
        // amount_minor before label.
        #expect(try json([0x10, 5, 0x0A, 1, 0x61], of: "Part") == #"{"label":"a","amountMinor":"5"}"#)
    }

    @Test func unknownFieldsAreDropped() throws {
        #expect(try json([0x48, 1, 0x10, 5, 0x52, 2, 0, 0], of: "Part") == #"{"amountMinor":"5"}"#)
    }

    @Test func defaultsAreShownOnRequest() throws {
        let pool = try Pools.fixture()
        let json = try pool.json(from: [], of: "fixture.v1.Choices", includesDefaults: true)
        #expect(json == #"{"before":"","after":""}"#)
        let nesting = try pool.json(from: [], of: "fixture.v1.Nesting", includesDefaults: true)
        #expect(nesting == #"{"inners":[]}"#)
    }

    @Test func theLastMemberOfAOneofWins() throws {
        #expect(try json([0x12, 1, 0x61, 0x28, 1], of: "Choices") == #"{"flag":true}"#)
    }

    @Test func partsOfAMessageAreMerged() throws {
        let expected = #"{"part":{"label":"a","amountMinor":"5"}}"#
        #expect(try json([0x1A, 3, 0x0A, 1, 0x61, 0x1A, 2, 0x10, 5], of: "Nesting") == expected)
    }

    @Test func listsMayComePackedOrNot() throws {
        #expect(try json([0x1A, 2, 1, 2, 0x18, 3], of: "Lists") == #"{"int32s":[1,2,3]}"#)
    }

    @Test(
        arguments: [
            ([0x0A], "byte 1: truncated, 1 more bytes are needed"),
            ([0x0A, 5, 0x61], "byte 3: truncated, 4 more bytes are needed"),
            ([0x10, 1, 0x00], "byte 2: field number 0 is outside 1...536870911"),
            ([0x0B], "byte 0: wire type 3 of field 1 is not supported"),
            ([0x08, 1], "byte 0: field label has wire type 0, which its type does not use"),
            ([0x0A, 1, 0x80], "byte 2: string field label is not valid UTF-8"),
            ([0x10] + [UInt8](repeating: 0x80, count: 10), "byte 1: the number is longer than 10 bytes"),
        ] as [([UInt8], String)]
    )
    func malformedBytesAreNamedWithTheirPlace(bytes: [UInt8], expected: String) {
        let error = #expect(throws: ReflectionError.self) { try json(bytes, of: "Part") }
        #expect(error?.description == "fixture.v1.Part, " + expected)
    }

    @Test func theOffsetCountsFromTheOutermostMessage() {
        let error = #expect(throws: ReflectionError.self) { try json([0x1A, 2, 0x10, 0x80], of: "Nesting") }
        #expect(error?.description == "fixture.v1.Part, byte 4: truncated, 1 more bytes are needed")
    }

    @Test func mapsAreObjectsAndTheLastOfAKeyWins() throws {
        let pool = try Pools.dynamic()
        let text = #"{"counts":{"":"0","a":"2"},"flags":{"true":"yes"}}"#
        let bytes = try pool.encode(json: text, as: "fixture.v1.Maps")
        #expect(try pool.json(from: bytes, of: "fixture.v1.Maps") == text)
        let twice = try bytes + pool.encode(json: #"{"counts": {"a": 3}}"#, as: "fixture.v1.Maps")
        #expect(
            try pool.json(from: twice, of: "fixture.v1.Maps") == #"{"counts":{"":"0","a":"3"},"flags":{"true":"yes"}}"#
        )
    }

    @Test func recursionEndsAtTheLimit() throws {
        let pool = try Pools.dynamic()
        var bytes: [UInt8] = []
        for depth in 1...101 {
            if depth == 100 {
                #expect(try pool.json(from: bytes, of: "fixture.v1.Tree").hasPrefix(#"{"children":[{"children""#))
            }
            bytes = [0x12] + lengthPrefix(bytes.count) + bytes
        }
        let error = #expect(throws: ReflectionError.self) { try pool.json(from: bytes, of: "fixture.v1.Tree") }
        #expect(error?.description.hasSuffix("messages nest deeper than 100") == true)
    }
}

/// A length as a varint of up to two bytes.
func lengthPrefix(_ count: Int) -> [UInt8] {
    count < 128 ? [UInt8(count)] : [UInt8(count & 127) | 128, UInt8(count >> 7)]
}
