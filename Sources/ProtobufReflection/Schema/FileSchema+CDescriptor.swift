package import CDescriptor
import CProtobufC

// Descriptors as libprotobuf-c holds them, to values. The numbers in paths are the field numbers of descriptor.proto.

extension FileSchema {
    package init(_ file: Google__Protobuf__FileDescriptorProto) {
        let comments = Comments(file.source_code_info)
        name = text(file.name)
        package = text(file.package)
        comment = comments[[2]]
        syntax = text(file.syntax)
        dependencies = UnsafeBufferPointer(start: file.dependency, count: file.n_dependency).map { text($0) }
        let scope = package
        messages = indexed(file.message_type, count: file.n_message_type) { index, message in
            MessageSchema(message, in: scope, path: [4, index], comments: comments)
        }
        enums = indexed(file.enum_type, count: file.n_enum_type) { index, value in
            EnumSchema(value, in: scope, path: [5, index], comments: comments)
        }
        services = indexed(file.service, count: file.n_service) { index, service in
            ServiceSchema(service, in: scope, path: [6, index], comments: comments)
        }
    }
}

extension MessageSchema {
    init(_ message: Google__Protobuf__DescriptorProto, in scope: String, path: [Int32], comments: Comments) {
        name = text(message.name)
        let fullName = qualified(text(message.name), in: scope)
        self.fullName = fullName
        comment = comments[path]
        isMapEntry = message.options.map { $0.pointee.map_entry != 0 } ?? false
        fields = indexed(message.field, count: message.n_field) { index, field in
            FieldSchema(field, comment: comments[path + [2, index]])
        }
        oneofs = indexed(message.oneof_decl, count: message.n_oneof_decl) { index, oneof in
            OneofSchema(name: text(oneof.name), comment: comments[path + [8, index]])
        }
        messages = indexed(message.nested_type, count: message.n_nested_type) { index, nested in
            MessageSchema(nested, in: fullName, path: path + [3, index], comments: comments)
        }
        enums = indexed(message.enum_type, count: message.n_enum_type) { index, nested in
            EnumSchema(nested, in: fullName, path: path + [4, index], comments: comments)
        }
    }
}

extension FieldSchema {
    init(_ field: Google__Protobuf__FieldDescriptorProto, comment: String) {
        name = text(field.name)
        jsonName = field.json_name == nil ? Self.jsonName(of: text(field.name)) : text(field.json_name)
        number = field.number
        type = FieldType(number: field.type.rawValue, typeName: String(text(field.type_name).drop { $0 == "." }))
        // LABEL_REPEATED
        isRepeated = field.label.rawValue == 3
        oneofIndex = field.has_oneof_index != 0 && field.proto3_optional == 0 ? Int(field.oneof_index) : nil
        isDeclaredUnpacked = field.options.map { $0.pointee.has_packed != 0 && $0.pointee.packed == 0 } ?? false
        isExplicitlyOptional = field.proto3_optional != 0
        self.comment = comment
    }

    /// protoc's rule: an underscore goes, and the letter after it is upper case.
    static func jsonName(of name: String) -> String {
        var result = ""
        var isAfterUnderscore = false
        for character in name {
            if character == "_" {
                isAfterUnderscore = true
            } else {
                result += isAfterUnderscore ? character.uppercased() : String(character)
                isAfterUnderscore = false
            }
        }
        return result
    }
}

extension FieldType {
    /// The numbers are those of `FieldDescriptorProto.Type`; 10 is a group.
    init(number: UInt32, typeName: String) {
        self =
            switch number {
            case 1: .double
            case 2: .float
            case 3: .int64
            case 4: .uint64
            case 5: .int32
            case 6: .fixed64
            case 7: .fixed32
            case 8: .bool
            case 9: .string
            case 11: .message(typeName)
            case 12: .bytes
            case 13: .uint32
            case 14: .enumeration(typeName)
            case 15: .sfixed32
            case 16: .sfixed64
            case 17: .sint32
            case 18: .sint64
            default: .group
            }
    }
}

extension EnumSchema {
    init(_ value: Google__Protobuf__EnumDescriptorProto, in scope: String, path: [Int32], comments: Comments) {
        name = text(value.name)
        fullName = qualified(text(value.name), in: scope)
        comment = comments[path]
        values = indexed(value.value, count: value.n_value) { index, value in
            EnumValueSchema(name: text(value.name), number: value.number, comment: comments[path + [2, index]])
        }
    }
}

extension ServiceSchema {
    init(_ service: Google__Protobuf__ServiceDescriptorProto, in scope: String, path: [Int32], comments: Comments) {
        name = text(service.name)
        fullName = qualified(text(service.name), in: scope)
        comment = comments[path]
        methods = indexed(service.method, count: service.n_method) { index, method in
            MethodSchema(method, comment: comments[path + [2, index]])
        }
    }
}

extension MethodSchema {
    init(_ method: Google__Protobuf__MethodDescriptorProto, comment: String) {
        name = text(method.name)
        input = String(text(method.input_type).drop { $0 == "." })
        output = String(text(method.output_type).drop { $0 == "." })
        isClientStreaming = method.client_streaming != 0
        isServerStreaming = method.server_streaming != 0
        // NO_SIDE_EFFECTS or IDEMPOTENT
        isIdempotent = method.options.map { [1, 2].contains($0.pointee.idempotency_level.rawValue) } ?? false
        self.comment = comment
    }
}

func text(_ pointer: UnsafePointer<CChar>?) -> String {
    pointer.map { String(cString: $0) } ?? ""
}

func values<Value>(_ pointers: UnsafeMutablePointer<UnsafeMutablePointer<Value>?>?, count: Int) -> [Value] {
    UnsafeBufferPointer(start: pointers, count: pointers == nil ? 0 : count).compactMap { $0?.pointee }
}

private func indexed<Value, Result>(
    _ pointers: UnsafeMutablePointer<UnsafeMutablePointer<Value>?>?,
    count: Int,
    _ transform: (Int32, Value) -> Result
) -> [Result] {
    values(pointers, count: count).enumerated().map { transform(Int32($0), $1) }
}

private func qualified(_ name: String, in scope: String) -> String {
    scope.isEmpty ? name : scope + "." + name
}
