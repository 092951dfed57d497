import FixtureContracts
import Foundation
import ProtobufC
import ProtobufReflection
import Testing

/// A message by its type's name, with JSON that both libraries read.
struct Sample: CustomTestStringConvertible {
    var message: String
    var json: String
    var testDescription: String { "\(message) \(json)" }

    init(_ message: String, _ json: String) {
        self.message = "fixture.v1." + message
        self.json = json
    }

    static let all = [
        Sample("Scalars", "{}"),
        Sample("Scalars", #"{"aDouble": 0.1, "aFloat": 0.1, "anInt32": -1, "anInt64": "-9223372036854775808"}"#),
        Sample("Scalars", #"{"aDouble": "NaN", "aFloat": "-Infinity"}"#),
        Sample("Scalars", #"{"aDouble": 1.7976931348623157e308, "aFloat": 1.17549435e-38, "anInt32": 2147483647}"#),
        Sample("Scalars", #"{"aUint32": 4294967295, "aUint64": "18446744073709551615", "aSint32": -2147483648}"#),
        Sample("Scalars", #"{"aSint64": "-1", "aFixed32": 1, "aFixed64": "2", "aSfixed32": -3, "aSfixed64": "-4"}"#),
        Sample(
            "Scalars",
            #"{"aBool": true, "aString": "店小二 👩‍🍳\n\"", "aBytes": "AP8A", "aGrade": "GRADE_POOR", "far": "f"}"#
        ),
        Sample("Scalars", #"{"aGrade": 1}"#),
        Sample("Scalars", #"{"aGrade": 77}"#),
        Sample(
            "Scalars",
            #"{"anInt32": 0, "aString": "", "aBool": false, "aGrade": "GRADE_UNSPECIFIED", "aBytes": ""}"#
        ),
        Sample("Scalars", #"{"anInt32": null, "aString": "x"}"#),
        Sample("Scalars", #"{"an_int32": 5, "a_string": "by original name"}"#),
        Sample("Lists", #"{"doubles": [0, 1.5], "int32s": [-1, 0, 1], "bools": [true, false], "strings": ["", "a"]}"#),
        Sample("Lists", #"{"floats": [], "sint32s": [1, -1], "byteStrings": ["", "AA=="], "unpacked": [1, 0, 2]}"#),
        Sample(
            "Lists",
            #"{"grades": ["GRADE_GOOD", "GRADE_FAR", 9], "parts": [{}, {"label": "x", "amountMinor": "7"}]}"#
        ),
        Sample("Lists", #"{"fixed64s": ["1", "18446744073709551615"], "sfixed32s": [-1], "uint64s": ["0"]}"#),
        Sample("Choices", #"{"before": "b", "text": "", "after": "a"}"#),
        Sample("Choices", #"{"flag": false, "right": 0}"#),
        Sample("Choices", #"{"part": {}, "left": 3}"#),
        Sample("Choices", #"{"grade": "GRADE_UNSPECIFIED"}"#),
        Sample("Choices", #"{"nothing": {}}"#),
        Sample("Nesting", #"{"inner": {"kind": "KIND_DEEP", "innermost": {"text": "t"}}, "inners": [{}], "part": {}}"#),
        Sample(
            "Names",
            #"{"default": "d", "class": 1, "in": true, "init": "i", "p50Us": "50", "case": "c", "camelCase": "x"}"#
        ),
    ]
}

@Suite(.enabled(if: Oracle.isInstalled, "needs python3-protobuf, which scripts/setup installs"))
struct ConformanceTests {
    @Test func theDynamicCodecEncodesAsPythonDoes() throws {
        let pool = try Pools.fixture()
        let requests = Sample.all.map { "encode \($0.message) \($0.json)" }
        let answers = try Oracle.answers(to: requests, descriptorSet: Pools.fixtureSet)
        for (sample, answer) in zip(Sample.all, answers) {
            let bytes = try pool.encode(json: sample.json, as: sample.message)
            #expect(hexadecimal(bytes) == answer, "\(sample.testDescription)")
        }
    }

    @Test func theDynamicCodecDecodesAsPythonDoes() throws {
        let pool = try Pools.fixture()
        let encoded = try Sample.all.map { ($0, try pool.encode(json: $0.json, as: $0.message)) }
        let requests = encoded.map { "decode \($0.message) \(hexadecimal($1))" }
        let answers = try Oracle.answers(to: requests, descriptorSet: Pools.fixtureSet)
        for ((sample, bytes), answer) in zip(encoded, answers) {
            let json = try pool.json(from: bytes, of: sample.message)
            #expect(try parsed(json) == parsed(answer), "\(sample.testDescription): \(json) and \(answer)")
        }
    }

    /// What one refuses the other refuses too.
    @Test func bothRefuseTheSame() throws {
        let pool = try Pools.fixture()
        let bad = [
            Sample("Scalars", #"{"nosuch": 1}"#), Sample("Scalars", #"{"anInt32": 2147483648}"#),
            Sample("Scalars", #"{"anInt32": 1.5}"#), Sample("Scalars", #"{"aUint32": -1}"#),
            Sample("Scalars", #"{"anInt64": "9223372036854775808"}"#), Sample("Scalars", #"{"aBool": 1}"#),
            Sample("Scalars", #"{"aString": 1}"#), Sample("Scalars", #"{"aGrade": "GRADE_NONE"}"#),
            Sample("Scalars", #"{"aFloat": 1e39}"#), Sample("Choices", #"{"text": "a", "flag": true}"#),
            Sample("Lists", #"{"int32s": 1}"#), Sample("Lists", #"{"strings": [null]}"#),
            Sample("Nesting", #"{"inner": 1}"#), Sample("Scalars", #"{"aString": "x""#),
        ]
        let requests = bad.map { "encode \($0.message) \($0.json)" }
        let answers = try Oracle.answers(to: requests, descriptorSet: Pools.fixtureSet)
        for (sample, answer) in zip(bad, answers) {
            #expect(answer == "refused", "\(sample.testDescription)")
            #expect(throws: ReflectionError.self, "\(sample.testDescription)") {
                try pool.encode(json: sample.json, as: sample.message)
            }
        }
    }

    private func hexadecimal(_ bytes: [UInt8]) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    private func parsed(_ json: String) throws -> NSDictionary {
        try #require(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? NSDictionary)
    }
}

/// The generated types and the dynamic codec agree byte for byte.
@Suite struct GeneratedTypesTests {
    @Test(arguments: Sample.all)
    func generatedTypesWriteTheSameBytes(sample: Sample) throws {
        let bytes = try Pools.fixture().encode(json: sample.json, as: sample.message)
        let again: [UInt8] =
            switch sample.message {
            case "fixture.v1.Scalars": try FixtureV1.Scalars(serializedBytes: bytes).serializedBytes()
            case "fixture.v1.Lists": try FixtureV1.Lists(serializedBytes: bytes).serializedBytes()
            case "fixture.v1.Choices": try FixtureV1.Choices(serializedBytes: bytes).serializedBytes()
            case "fixture.v1.Nesting": try FixtureV1.Nesting(serializedBytes: bytes).serializedBytes()
            default: try FixtureV1.Names(serializedBytes: bytes).serializedBytes()
            }
        #expect(again == bytes)
    }

    @Test(arguments: Sample.all)
    func decodingToJSONAndEncodingAgainGivesTheSameBytes(sample: Sample) throws {
        let pool = try Pools.fixture()
        let bytes = try pool.encode(json: sample.json, as: sample.message)
        for includesDefaults in [false, true] {
            let json = try pool.json(from: bytes, of: sample.message, includesDefaults: includesDefaults)
            #expect(try pool.encode(json: json, as: sample.message) == bytes, "\(json)")
        }
    }
}
