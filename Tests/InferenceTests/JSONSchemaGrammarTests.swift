import Testing

@testable import Inference

@Suite struct JSONSchemaGrammarTests {
    private static func root(_ schema: String) throws -> String {
        let lines = try JSONSchemaGrammar.grammar(for: schema).split(separator: "\n").map(String.init)
        return lines[0]
    }

    @Test func plainTypesAreRulesOfJSON() throws {
        #expect(try Self.root(#"{"type":"integer"}"#) == "root ::= integer")
        #expect(try Self.root(#"{"type":"object"}"#) == "root ::= object")
        #expect(try Self.root("true") == "root ::= value")
        #expect(try Self.root(#"{"const":"a\"b"}"#) == #"root ::= "\"a\\\"b\"""#)
    }

    @Test func everyNameInTheGrammarIsDefined() throws {
        let schema = """
            {"type":"object","properties":{"a":{"type":["string","null"]},"b":{"anyOf":[{"type":"boolean"},
            {"type":"array","items":{"type":"number"},"maxItems":3}]},"c":{"enum":[1,"x",null]}},"required":["b"]}
            """
        let grammar = try JSONSchemaGrammar.grammar(for: schema)
        let lines = grammar.split(separator: "\n")
        let defined = Set(lines.compactMap { $0.split(separator: " ").first.map(String.init) })
        let used = grammar.matches(of: /\br[0-9]+\b/).map { String($0.output) }
        #expect(!used.isEmpty)
        for name in used { #expect(defined.contains(name), "\(name)") }
    }

    @Test(
        arguments: [
            (#"[1]"#, "object"), (#"{"type":"object","properties":[]}"#, "properties"),
            (#"{"type":"object","properties":{},"required":["a"]}"#, "\"a\""),
            (#"{"type":"array","minItems":3,"maxItems":2}"#, "minItems"),
            (#"{"type":"string","maxLength":-1}"#, "maxLength"),
            (#"{"anyOf":[]}"#, "empty"), (##"{"$ref":"#/a"}"##, "$ref"),
        ]
    )
    func whatIsNotUnderstoodIsNamed(schema: String, piece: String) {
        let error = #expect(throws: InferenceError.self) { try JSONSchemaGrammar.grammar(for: schema) }
        #expect(error?.description.contains(piece) == true, "\(error?.description ?? "")")
    }

    @Test func aSchemaThatIsTooDeepIsRefused() {
        let deep =
            String(repeating: #"{"type":"array","items":"#, count: 40) + "true" + String(repeating: "}", count: 40)
        #expect(throws: InferenceError.self) { try JSONSchemaGrammar.grammar(for: deep) }
    }
}
