/// JSON as the shop's records use it: whole numbers only, members in order, no name twice.
///
/// Foundation's decoder keeps the last of two equal names, rounds large integers through `Double` and forgets the
/// order of members; a format that is lossless and names the wrong field can afford none of these.
enum JSONValue: Hashable, Sendable {
    case null
    case bool(Bool)
    case integer(Int64)
    case string(String)
    case array([JSONValue])
    case object([Member])

    struct Member: Hashable, Sendable {
        var name: String
        var value: JSONValue
    }

    /// What it is, for error messages.
    var kindName: String {
        switch self {
        case .null: "null"
        case .bool: "a boolean"
        case .integer: "a number"
        case .string: "a string"
        case .array: "a list"
        case .object: "an object"
        }
    }
}
