import Testing

@testable import ProtobufReflection

@Suite struct JSONTests {
    @Test func everyKindOfValueIsRead() throws {
        let text = #" {"a": [1, -2.5e+3, true, false, null], "b": {"c": "d"}, "e": {}, "f": []} "#
        let value = try JSONParser.parse(text)
        #expect(
            JSONWriter.write(value, isIndented: false)
                == #"{"a":[1,-2.5e+3,true,false,null],"b":{"c":"d"},"e":{},"f":[]}"#
        )
    }

    @Test func escapesAreReadAndWritten() throws {
        let value = try JSONParser.parse(#""\"\\\/\b\f\n\r\t\u0041\u5e97\ud83d\ude00""#)
        #expect(value == .string("\"\\/\u{8}\u{C}\n\r\tA店😀"))
        #expect(JSONWriter.write(.string("\u{1}\"\\\n店"), isIndented: false) == #""\u0001\"\\\n店""#)
    }

    @Test func indentingKeepsOneLineForWhatIsEmpty() throws {
        let value = try JSONParser.parse(#"{"a":[1,2],"b":{},"c":[]}"#)
        let expected = """
            {
              "a": [
                1,
                2
              ],
              "b": {},
              "c": []
            }
            """
        #expect(JSONWriter.write(value, isIndented: true) == expected)
    }

    @Test(
        arguments: [
            ("", "line 1, column 1: expected a value"),
            ("{", "line 1, column 2: expected a name in quotation marks"),
            ("{\"店\" 1}", "line 1, column 6: expected ':' after the name '店'"),
            ("{\"a\": 1,}", "line 1, column 9: expected a name in quotation marks"),
            ("[1 2]", "line 1, column 4: expected ',' or ']'"),
            ("[1,\n 2,\n x]", "line 3, column 2: expected a value"),
            ("{\"a\":1,\"a\":2}", "line 1, column 11: the name 'a' stands twice in one object"),
            ("01", "line 1, column 2: expected the end of the text"),
            ("-", "line 1, column 2: expected a digit"),
            ("1.", "line 1, column 3: expected a digit"),
            ("tru", "line 1, column 1: expected true"),
            ("\"a", "line 1, column 3: the string does not end"),
            ("\"a\nb\"", "line 1, column 3: control characters in a string are written as escapes"),
            (#""\x""#, "line 1, column 3: unknown escape"),
            (#""\u12""#, "line 1, column 4: expected four hexadecimal digits"),
            (#""\ud83d""#, "line 1, column 8: half of a surrogate pair stands alone"),
            (#""\ud83d\u0041""#, "line 1, column 14: half of a surrogate pair stands alone"),
            (#""\udc00""#, "line 1, column 8: half of a surrogate pair stands alone"),
        ]
    )
    func aMistakeIsNamedWithItsPlace(text: String, expected: String) {
        let error = #expect(throws: ReflectionError.self) { try JSONParser.parse(text) }
        #expect(error?.description == "JSON " + expected)
    }

    @Test func deepNestingIsRefusedAndNotFollowed() {
        let deep = String(repeating: "[", count: 100_000)
        let error = #expect(throws: ReflectionError.self) { try JSONParser.parse(deep) }
        #expect(error?.description == "JSON line 1, column 101: arrays and objects nest deeper than 100")
    }
}
