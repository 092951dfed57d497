/// Why bytes and JSON could not be converted into each other.
package enum ReflectionError: Error, Hashable, Sendable, CustomStringConvertible {
    // The contract.
    case malformedDescriptorSet(byteCount: Int)
    case unknownMessage(String)
    case unknownMethod(String, known: [String])
    case unresolvedType(field: String, type: String)
    case unsupportedField(String)

    // JSON. A path such as "$.items[2].sku" says where.
    case invalidJSON(line: Int, column: Int, reason: String)
    case unknownField(path: String, message: String, known: [String])
    case fieldGivenTwice(path: String, field: String)
    case severalMembersOfOneof(path: String, oneof: String, fields: [String])
    case wrongType(path: String, expected: String, found: String)
    case outOfRange(path: String, value: String, range: String)
    case unknownEnumValue(path: String, value: String, known: [String])
    case invalidString(path: String, reason: String)

    // Wire bytes. The offset counts from the first byte of the outermost message.
    case malformedWire(message: String, offset: Int, reason: String)

    package var description: String {
        switch self {
        case .malformedDescriptorSet(let byteCount):
            "\(byteCount) bytes are not a google.protobuf.FileDescriptorSet"
        case .unknownMessage(let name):
            "message \(name) is in none of the descriptors"
        case .unknownMethod(let name, let known):
            "there is no method \(name); there are \(known.joined(separator: ", "))"
        case .unresolvedType(let field, let type):
            "field \(field) has the type \(type), which is in none of the descriptors"
        case .unsupportedField(let field):
            "field \(field) is a group, which is not supported"
        case .invalidJSON(let line, let column, let reason):
            "JSON line \(line), column \(column): \(reason)"
        case .unknownField(let path, let message, let known):
            "\(path): \(message) has no such field; it has \(known.isEmpty ? "none" : known.joined(separator: ", "))"
        case .fieldGivenTwice(let path, let field):
            "\(path): field \(field) is given twice, once by each of its names; give it once"
        case .severalMembersOfOneof(let path, let oneof, let fields):
            "\(path): \(fields.joined(separator: " and ")) exclude each other (oneof \(oneof)); give one of them"
        case .wrongType(let path, let expected, let found):
            "\(path): expected \(expected), found \(found)"
        case .outOfRange(let path, let value, let range):
            "\(path): \(value) is not \(range)"
        case .unknownEnumValue(let path, let value, let known):
            "\(path): no value is called '\(value)'; there are \(known.joined(separator: ", "))"
        case .invalidString(let path, let reason):
            "\(path): \(reason)"
        case .malformedWire(let message, let offset, let reason):
            "\(message), byte \(offset): \(reason)"
        }
    }
}

/// Bounds on input that someone else wrote.
package enum ReflectionLimits {
    /// How deep messages, and JSON arrays and objects, may nest.
    package static let nestingMax = 100
}
