import ProtobufReflection

/// The pieces of Swift that one field contributes to its message.
struct FieldCode {
    let schema: FieldSchema
    /// "xiaoer.orders.v1.Order.id", for errors.
    let path: String
    /// Without the array or optional around it.
    let elementType: String
    private let enumDefault: String?

    init(_ schema: FieldSchema, of message: MessageSchema, types: TypeIndex) throws(GeneratorError) {
        self.schema = schema
        path = message.fullName + "." + schema.name
        var enumDefault: String?
        elementType =
            switch schema.type {
            case .double: "Double"
            case .float: "Float"
            case .int32, .sint32, .sfixed32: "Int32"
            case .int64, .sint64, .sfixed64: "Int64"
            case .uint32, .fixed32: "UInt32"
            case .uint64, .fixed64: "UInt64"
            case .bool: "Bool"
            case .string: "String"
            case .bytes: "[UInt8]"
            case .message(let name): try types.swiftName(name)
            case .enumeration(let name): try types.swiftName(name)
            case .group: throw .unsupported(element: path, reason: "groups are not supported; use a message field")
            }
        if case .enumeration(let name) = schema.type { enumDefault = try types.enumDefault(name) }
        self.enumDefault = enumDefault
    }

    var swiftName: String { SwiftNames.lowerCamel(schema.name) }
    var cName: String { CNames.field(schema.name) }
    private var cMember: String { SwiftNames.member(cName) }

    /// The type of the property.
    var propertyType: String {
        if schema.isRepeated { return "[\(elementType)]" }
        if case .message = schema.type { return elementType + "?" }
        return elementType
    }

    var defaultValue: String {
        if schema.isRepeated { return "[]" }
        return switch schema.type {
        case .message: "nil"
        case .string: "\"\""
        case .bytes: "[]"
        case .bool: "false"
        case .enumeration: enumDefault ?? ".unrecognized(0)"
        default: "0"
        }
    }

    /// The field's value out of the C struct at `unpacked`.
    var unpacked: String { schema.isRepeated ? unpackedArray : unpackedElement }

    private var unpackedElement: String {
        let member = "unpacked.pointee.\(cMember)"
        return switch schema.type {
        case .string: "try Unpacking.string(\(member), field: \"\(path)\")"
        case .bytes: "Unpacking.bytes(\(member))"
        case .bool: "\(member) != 0"
        case .enumeration: "\(elementType)(rawValue: Int32(truncatingIfNeeded: \(member).rawValue))"
        case .message: "try Unpacking.message(\(member))"
        default: member
        }
    }

    private var unpackedArray: String {
        let arguments = "unpacked.pointee.\(cMember), count: unpacked.pointee.n_\(cName)"
        return switch schema.type {
        case .string: "try Unpacking.strings(\(arguments), field: \"\(path)\")"
        case .bytes: "Unpacking.byteStrings(\(arguments))"
        case .bool: "Unpacking.booleans(\(arguments))"
        case .enumeration: "Unpacking.enums(\(arguments))"
        case .message: "try Unpacking.messages(\(arguments))"
        default: "Unpacking.scalars(\(arguments))"
        }
    }

    /// Statements that put `value` into the C struct at `packed`.
    func packing(_ value: String) -> [String] {
        let assignment = "packed.pointee.\(cMember) = "
        if schema.isRepeated {
            return ["packed.pointee.n_\(cName) = \(value).count", assignment + packedArray(value)]
        }
        return switch schema.type {
        case .string: [assignment + "try arena.string(\(value), field: \"\(path)\")"]
        case .bytes: [assignment + "arena.bytes(\(value))"]
        case .bool: [assignment + "\(value) ? 1 : 0"]
        case .enumeration: [assignment + ".init(rawValue: .init(truncatingIfNeeded: \(value).rawValue))"]
        case .message: [assignment + "try arena.message(\(value))"]
        default: [assignment + value]
        }
    }

    private func packedArray(_ value: String) -> String {
        switch schema.type {
        case .string: "try arena.strings(\(value), field: \"\(path)\")"
        case .bytes: "arena.byteStrings(\(value))"
        case .bool: "arena.booleans(\(value))"
        case .enumeration: "arena.enums(\(value))"
        case .message: "try arena.messages(\(value))"
        default: "arena.scalars(\(value))"
        }
    }
}
