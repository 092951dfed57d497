import ProtobufReflection
import Testing

/// An error names the place, what is wrong and what would be right.
@Suite struct EncodingErrorTests {
    private func error(_ json: String, as message: String) throws -> String {
        let error = #expect(throws: ReflectionError.self) {
            try Pools.fixture().encode(json: json, as: "fixture.v1." + message)
        }
        return error?.description ?? ""
    }

    @Test func anUnknownFieldNamesTheFieldsThatExist() throws {
        let expected = "$.part.titel: fixture.v1.Part has no such field; it has label, amountMinor"
        #expect(try error(#"{"part": {"titel": "x"}}"#, as: "Nesting") == expected)
        #expect(try error(#"{"x": 1}"#, as: "Empty") == "$.x: fixture.v1.Empty has no such field; it has none")
    }

    @Test func thePathLeadsIntoLists() throws {
        let expected = "$.parts[1].amountMinor: 1.5 is not a whole number in -9223372036854775808...9223372036854775807"
        #expect(try error(#"{"parts": [{}, {"amountMinor": 1.5}]}"#, as: "Lists") == expected)
    }

    @Test func anUnknownEnumNameListsTheNames() throws {
        let expected =
            "$.aGrade: no value is called 'GREAT'; there are GRADE_UNSPECIFIED, GRADE_GOOD, GRADE_FINE, GRADE_POOR, GRADE_FAR"
        #expect(try error(#"{"aGrade": "GREAT"}"#, as: "Scalars") == expected)
    }

    @Test(
        arguments: [
            (#"{"aString": 1}"#, "$.aString: expected a string, found a number"),
            (#"{"aBool": "true"}"#, "$.aBool: expected true or false, found a string"),
            (#"{"anInt32": []}"#, "$.anInt32: expected a whole number, found an array"),
            (#"{"aDouble": {}}"#, "$.aDouble: expected a number, found an object"),
            (#"{"aBytes": "***"}"#, "$.aBytes: '***' is not base64"),
            (#"{"aUint32": 4294967296}"#, "$.aUint32: 4294967296 is not a whole number in 0...4294967295"),
            (#"{"aFloat": 1e39}"#, "$.aFloat: 1e39 is not a number of type float"),
            (#"{"aDouble": "0x1p3"}"#, "$.aDouble: 0x1p3 is not a number of type double"),
            (#"{"aString": "\u0000"}"#, "$.aString: the text contains U+0000, which no service takes in a string"),
            (
                #"{"aBool": true, "a_bool": true}"#,
                "$: field a_bool is given twice, once by each of its names; give it once"
            ),
            ("[]", "$: expected an object (fixture.v1.Scalars), found an array"),
        ]
    )
    func scalarsSayWhatTheyTake(json: String, expected: String) throws {
        #expect(try error(json, as: "Scalars") == expected)
    }

    @Test func membersOfAOneofExcludeEachOther() throws {
        let expected = "$: text and flag exclude each other (oneof choice); give one of them"
        #expect(try error(#"{"flag": true, "text": "a"}"#, as: "Choices") == expected)
    }

    /// The mapping's rule: an exponent or a fraction of zeros still makes a whole number.
    @Test(
        arguments: [
            ("1e3", 1000), ("1.50e2", 150), ("-0", 0), ("10e-1", 1), ("2147483647.0", 2_147_483_647),
            ("-2e9", -2_000_000_000),
        ]
    )
    func wholeNumbersMayBeSpelledInManyWays(spelling: String, value: Int) throws {
        let pool = try Pools.fixture()
        let bytes = try pool.encode(json: #"{"anInt32": \#(spelling)}"#, as: "fixture.v1.Scalars")
        let json = try pool.json(from: bytes, of: "fixture.v1.Scalars", includesDefaults: true)
        #expect(json.contains("\"anInt32\":\(value),"))
    }

    @Test(arguments: ["1e-1", "1e99999999999999999999", "1e400", "0.1", "12345678901", "-2147483649", "1e", "", "abc"])
    func whatIsNoWholeNumberOfTheTypeIsRefused(spelling: String) throws {
        #expect(try error(#"{"anInt32": "\#(spelling)"}"#, as: "Scalars").hasPrefix("$.anInt32: "))
    }
}
