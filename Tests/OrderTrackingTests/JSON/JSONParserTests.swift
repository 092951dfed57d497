import Testing

@testable import OrderTracking

struct JSONParserTests {
    @Test(arguments: [
        (#"null"#, JSONValue.null),
        (#" true "#, .bool(true)),
        (#"-9223372036854775808"#, .integer(.min)),
        (#"9223372036854775807"#, .integer(.max)),
        (#""灰色 \"衬衫\" \u7070\ud83d\ude00\n""#, .string("灰色 \"衬衫\" 灰😀\n")),
        (#"[1,[],{}]"#, .array([.integer(1), .array([]), .object([])])),
        (
            #"{"b":1,"a":{"c":"x"}}"#,
            .object([
                .init(name: "b", value: .integer(1)),
                .init(name: "a", value: .object([.init(name: "c", value: .string("x"))])),
            ])
        ),
    ])
    func readsEachKindOfValue(text: String, expected: JSONValue) throws {
        #expect(try JSONParser.parse(Array(text.utf8)) == expected)
    }

    @Test(arguments: [
        ("", JSONError.endsEarly),
        (#"{"a":1"#, .endsEarly),
        (#"["#, .endsEarly),
        (#""ab"#, .endsEarly),
        (#"tru"#, .endsEarly),
        (#"-"#, .endsEarly),
        (#"{"a" 1}"#, .unexpectedByte(0x31, offset: 5)),
        (#"[1,]"#, .unexpectedByte(0x5D, offset: 3)),
        (#"01"#, .unexpectedByte(0x30, offset: 0)),
        (#"{"a":1} x"#, .trailingText(offset: 8)),
        (#"1.5"#, .notWhole(offset: 0)),
        (#"[1e3]"#, .notWhole(offset: 1)),
        (#"9223372036854775808"#, .outOfRange(offset: 0)),
        (#""\x""#, .badEscape(offset: 1)),
        (#""\ud83d""#, .badEscape(offset: 1)),
        (#""\ude00""#, .badEscape(offset: 1)),
        ("\"a\tb\"", .controlCharacter(offset: 2)),
        (#""\u0000""#, .nulCharacter(offset: 0)),
        (#"{"a":1,"a":2}"#, .duplicateName("a")),
        (String(repeating: "[", count: 17), .tooDeep(depthMax: 16)),
    ])
    func refusesWhatIsNotJSONAndSaysWhere(text: String, expected: JSONError) {
        #expect(throws: expected) { try JSONParser.parse(Array(text.utf8)) }
    }

    @Test func refusesBrokenUTF8() {
        #expect(throws: JSONError.invalidUTF8) { try JSONParser.parse([0x22, 0xE7, 0x81, 0x22]) }
    }

    @Test func aHundredThousandOpenBracketsAreRefusedNotCrashedOn() {
        #expect(throws: JSONError.tooDeep(depthMax: 16)) {
            try JSONParser.parse(Array(repeating: UInt8(ascii: "["), count: 100_000))
        }
    }

    @Test func aValueHasOneTextAndReadsBackFromIt() throws {
        let value = JSONValue.object([
            .init(name: "文", value: .string("a\"\\\u{1}\n\t/é")),
            .init(name: "n", value: .array([.null, .bool(false)])),
        ])
        let text = String(decoding: value.canonicalBytes, as: UTF8.self)
        #expect(text == #"{"文":"a\"\\\u0001\n\t/é","n":[null,false]}"#)
        #expect(try JSONParser.parse(value.canonicalBytes) == value)
    }
}
