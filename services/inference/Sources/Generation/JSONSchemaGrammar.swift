import ProtobufReflection

/// Turns a JSON Schema into a GBNF grammar, so that a model can only write JSON that fits it.
///
/// Understood: `type` (one or a list), `properties`, `required`, `items`, `minItems`, `maxItems`, `enum`, `const`,
/// `anyOf`, `oneOf`, `minLength`, `maxLength`; `title`, `description`, `default`, `examples`, `$schema` and
/// `additionalProperties: false` change nothing. Any other keyword is refused by name, since a constraint that is
/// silently left out is a wrong answer later. Properties are written in the schema's order.
struct JSONSchemaGrammar {
    /// Schemas inside schemas.
    static let depthMax = 32

    private var rules: [String] = []

    /// The grammar's text, with the start rule "root".
    static func grammar(for schema: String) throws(InferenceError) -> String {
        try grammar(for: parse(schema))
    }

    /// A grammar for one call among these tools, from the mark that opens it to the one that closes it.
    static func grammar(for tools: [Tool]) throws(InferenceError) -> String {
        var builder = JSONSchemaGrammar()
        var calls: [String] = []
        for tool in tools {
            let arguments = try builder.rule(for: parse(tool.parameters), depth: 0)
            let name = literal(JSONValue.string(tool.name).text())
            calls.append("\"{\\\"name\\\":\" space \(name) \",\" space \"\\\"arguments\\\":\" space \(arguments) \"}\"")
        }
        let root = "\(literal(ToolCallReader.openMark)) space (\(calls.joined(separator: " | "))) space "
        return builder.text(root: root + literal(ToolCallReader.closeMark))
    }

    private static func grammar(for schema: JSONValue) throws(InferenceError) -> String {
        var builder = JSONSchemaGrammar()
        let root = try builder.rule(for: schema, depth: 0)
        return builder.text(root: root)
    }

    private static func parse(_ text: String) throws(InferenceError) -> JSONValue {
        do {
            return try JSONValue(parsing: text)
        } catch {
            throw .schemaInvalid(reason: "it is no JSON: \(error)")
        }
    }

    private func text(root: String) -> String {
        (["root ::= \(root)"] + rules + Self.basics).joined(separator: "\n") + "\n"
    }

    /// At most one blank: a model that may write any number of them may never stop.
    private static let basics = [
        #"space ::= " "?"#,
        #"boolean ::= "true" | "false""#,
        #"null ::= "null""#,
        #"integer ::= "-"? ("0" | [1-9] [0-9]{0,15})"#,
        #"number ::= integer ("." [0-9]{1,15})? ([eE] [-+]? [0-9]{1,3})?"#,
        #"char ::= [^"\\\x7F\x00-\x1F] | "\\" (["\\/bfnrt] | "u" [0-9a-fA-F]{4})"#,
        #"string ::= "\"" char* "\"""#,
        #"value ::= object | array | string | number | boolean | null"#,
        #"object ::= "{" space (member ("," space member)*)? space "}""#,
        #"member ::= string ":" space value"#,
        #"array ::= "[" space (value ("," space value)*)? space "]""#,
    ]
}

extension JSONSchemaGrammar {
    private static let understood: Set<String> = [
        "type", "properties", "required", "items", "minItems", "maxItems", "enum", "const", "anyOf", "oneOf",
        "minLength", "maxLength", "title", "description", "default", "examples", "$schema", "additionalProperties",
    ]

    /// Names a rule that accepts what the schema accepts.
    private mutating func rule(for schema: JSONValue, depth: Int) throws(InferenceError) -> String {
        guard depth < Self.depthMax else {
            throw .schemaInvalid(reason: "it is deeper than \(Self.depthMax) schemas inside each other")
        }
        if schema == .bool(true) { return "value" }
        guard case .object(let members) = schema else { throw .schemaInvalid(reason: "a schema has to be an object") }
        var keywords: [String: JSONValue] = [:]
        for member in members {
            guard Self.understood.contains(member.name) else {
                throw .schemaInvalid(reason: "the keyword \"\(member.name)\" is not understood")
            }
            keywords[member.name] = member.value
        }
        if let constant = keywords["const"] { return Self.literal(constant.text()) }
        if case .array(let values)? = keywords["enum"] {
            return try alternatives(values.map { Self.literal($0.text()) })
        }
        if case .array(let schemas)? = keywords["anyOf"] ?? keywords["oneOf"] {
            return try alternatives(
                try schemas.map { schema throws(InferenceError) in try rule(for: schema, depth: depth + 1) }
            )
        }
        return try rule(types: keywords["type"], keywords, depth: depth)
    }

    private mutating func rule(
        types: JSONValue?,
        _ keywords: [String: JSONValue],
        depth: Int
    ) throws(InferenceError) -> String {
        switch types {
        case .array(let types)?:
            return try alternatives(
                try types.map { type throws(InferenceError) in try rule(types: type, keywords, depth: depth) }
            )
        case nil, .string("object")?:
            guard keywords["properties"] == nil else { return try object(keywords, depth: depth) }
            return types == nil ? "value" : "object"
        case .string("array")?: return try array(keywords, depth: depth)
        case .string("string")?:
            let range = try Self.repetition(keywords, "minLength", "maxLength")
            return range == "*" ? "string" : name(#""\"" char\#(range) "\"""#)
        case .string(let type)? where ["number", "integer", "boolean", "null"].contains(type): return type
        default: throw .schemaInvalid(reason: "the type \(types?.text() ?? "") is not one of JSON's")
        }
    }

    private mutating func object(_ keywords: [String: JSONValue], depth: Int) throws(InferenceError) -> String {
        guard case .object(let properties)? = keywords["properties"] else {
            throw .schemaInvalid(reason: "\"properties\" has to be an object")
        }
        let required = try Self.required(keywords["required"], of: properties)
        guard !properties.isEmpty else { return "\"{\" space \"}\"" }
        // A tail for each property: what may follow, with a comma only after something that was written.
        var afterSome = name(#"space "}""#)
        var afterNone = afterSome
        for property in properties.reversed() {
            let value = try rule(for: property.value, depth: depth + 1)
            let member = "\(Self.literal(JSONValue.string(property.name).text() + ":")) space \(value)"
            let withComma = "\",\" space \(member) \(afterSome)"
            let first = "\(member) \(afterSome)"
            if required.contains(property.name) {
                (afterSome, afterNone) = (name(withComma), name(first))
            } else {
                (afterSome, afterNone) = (name("\(withComma) | \(afterSome)"), name("\(first) | \(afterNone)"))
            }
        }
        return name("\"{\" space \(afterNone)")
    }

    private mutating func array(_ keywords: [String: JSONValue], depth: Int) throws(InferenceError) -> String {
        let item = try keywords["items"].map { schema throws(InferenceError) in try rule(for: schema, depth: depth + 1)
        }
        let (least, most) = try Self.bounds(keywords, "minItems", "maxItems")
        let more = "(\",\" space \(item ?? "value"))"
        guard most != 0 else { return name("\"[\" space \"]\"") }
        let rest = most.map { "\(more){\(max(least - 1, 0)),\($0 - 1)}" } ?? "\(more){\(max(least - 1, 0)),}"
        let content = "\(item ?? "value") \(rest)"
        return name("\"[\" space \(least == 0 ? "(\(content))?" : content) space \"]\"")
    }

    private static func required(
        _ value: JSONValue?,
        of properties: [JSONValue.Member]
    ) throws(InferenceError) -> Set<String> {
        guard let value else { return [] }
        guard case .array(let names) = value else { throw .schemaInvalid(reason: "\"required\" has to be a list") }
        var required: Set<String> = []
        for name in names {
            guard case .string(let name) = name, properties.contains(where: { $0.name == name }) else {
                throw .schemaInvalid(reason: "\(name.text()) is required but is no property")
            }
            required.insert(name)
        }
        return required
    }

    private static func repetition(
        _ keywords: [String: JSONValue],
        _ least: String,
        _ most: String
    ) throws(InferenceError) -> String {
        guard keywords[least] != nil || keywords[most] != nil else { return "*" }
        let bounds = try bounds(keywords, least, most)
        return "{\(bounds.least),\(bounds.most.map(String.init) ?? "")}"
    }

    private static func bounds(
        _ keywords: [String: JSONValue],
        _ least: String,
        _ most: String
    ) throws(InferenceError) -> (least: Int, most: Int?) {
        let values = try [least, most].map { keyword throws(InferenceError) -> Int? in
            guard let value = keywords[keyword] else { return nil }
            guard case .number(let text) = value, let count = Int(text), (0...1_000).contains(count) else {
                throw .schemaInvalid(reason: "\"\(keyword)\" has to be a whole number from 0 to 1000")
            }
            return count
        }
        let bounds = (least: values[0] ?? 0, most: values[1])
        guard bounds.most.map({ $0 >= bounds.least }) ?? true else {
            throw .schemaInvalid(reason: "\"\(least)\" is above \"\(most)\"")
        }
        return bounds
    }

    private mutating func alternatives(_ rules: [String]) throws(InferenceError) -> String {
        guard !rules.isEmpty else { throw .schemaInvalid(reason: "a list of alternatives is empty") }
        return name(rules.joined(separator: " | "))
    }

    private mutating func name(_ body: String) -> String {
        rules.append("r\(rules.count) ::= \(body)")
        return "r\(rules.count - 1)"
    }

    private static func literal(_ text: String) -> String {
        var literal = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": literal += "\\\(scalar)"
            case "\n": literal += "\\n"
            default: literal.unicodeScalars.append(scalar)
            }
        }
        return literal + "\""
    }
}
