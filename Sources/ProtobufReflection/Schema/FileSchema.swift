/// What one .proto file declares, as Swift values.
///
/// Called schema, not descriptor, since `MethodDescriptor` and its like name run-time values of the mesh.
package struct FileSchema: Hashable, Sendable {
    /// Path below the import root, "xiaoer/orders/v1/orders.proto".
    package var name: String
    package var package: String
    /// What stands above the package declaration.
    package var comment: String
    /// "proto3"; empty means proto2.
    package var syntax: String
    /// Names of the imported files.
    package var dependencies: [String]
    package var messages: [MessageSchema]
    package var enums: [EnumSchema]
    package var services: [ServiceSchema]
}

package struct MessageSchema: Hashable, Sendable {
    package var name: String
    /// "xiaoer.orders.v1.Order", without the leading dot of descriptors.
    package var fullName: String
    package var comment: String
    package var fields: [FieldSchema]
    package var oneofs: [OneofSchema]
    package var messages: [MessageSchema]
    package var enums: [EnumSchema]
    /// Whether protoc made this type up for the entries of a map field.
    package var isMapEntry: Bool
}

package struct OneofSchema: Hashable, Sendable {
    package var name: String
    package var comment: String
}

package struct FieldSchema: Hashable, Sendable {
    package var name: String
    package var jsonName: String
    package var number: Int32
    package var type: FieldType
    package var isRepeated: Bool
    /// Index into the message's `oneofs`.
    package var oneofIndex: Int?
    /// `[packed = false]`, which costs a key for each element.
    package var isDeclaredUnpacked: Bool
    /// Declared with the keyword `optional`.
    package var isExplicitlyOptional: Bool
    package var comment: String
}

package enum FieldType: Hashable, Sendable {
    case double
    case float
    case int32
    case int64
    case uint32
    case uint64
    case sint32
    case sint64
    case fixed32
    case fixed64
    case sfixed32
    case sfixed64
    case bool
    case string
    case bytes
    /// With the full name of the enum.
    case enumeration(String)
    /// With the full name of the message.
    case message(String)
    /// proto2's obsolete groups.
    case group
}

package struct EnumSchema: Hashable, Sendable {
    package var name: String
    package var fullName: String
    package var comment: String
    package var values: [EnumValueSchema]
}

package struct EnumValueSchema: Hashable, Sendable {
    package var name: String
    package var number: Int32
    package var comment: String
}

package struct ServiceSchema: Hashable, Sendable {
    package var name: String
    package var fullName: String
    package var comment: String
    package var methods: [MethodSchema]
}

package struct MethodSchema: Hashable, Sendable {
    package var name: String
    /// Full names of the messages.
    package var input: String
    package var output: String
    package var isClientStreaming: Bool
    package var isServerStreaming: Bool
    /// `option idempotency_level` says IDEMPOTENT or NO_SIDE_EFFECTS.
    package var isIdempotent: Bool
    package var comment: String
}
