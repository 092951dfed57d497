/// A JSON text's content. Numbers keep their spelling, since a 64-bit integer does not fit a `Double`; objects keep
/// their order.
package enum JSONValue: Hashable, Sendable {
    case null
    case bool(Bool)
    case number(String)
    case string(String)
    case array([JSONValue])
    case object([Member])

    package struct Member: Hashable, Sendable {
        package var name: String
        package var value: JSONValue

        package init(name: String, value: JSONValue) {
            self.name = name
            self.value = value
        }
    }

    /// For errors: "a string", "an array".
    var kind: String {
        switch self {
        case .null: "null"
        case .bool: "a boolean"
        case .number: "a number"
        case .string: "a string"
        case .array: "an array"
        case .object: "an object"
        }
    }
}

extension JSONValue {
    /// Reads one JSON text, strictly after RFC 8259; errors name line and column.
    package init(parsing text: String) throws(ReflectionError) {
        self = try JSONParser.parse(text)
    }

    /// The value as JSON on one line.
    package func text() -> String {
        JSONWriter.write(self, isIndented: false)
    }
}
