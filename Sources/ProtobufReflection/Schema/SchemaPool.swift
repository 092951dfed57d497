import CDescriptor
import CProtobufC

/// The contracts of one or several .proto files, by name.
package struct SchemaPool: Sendable {
    /// Sorted by full name.
    package let services: [ServiceSchema]
    private let messages: [String: MessageSchema]
    private let enums: [String: EnumSchema]

    /// Reads a serialized FileDescriptorSet, such as a server's reflection answers. A file may be in it twice.
    package init(fileDescriptorSet bytes: [UInt8]) throws(ReflectionError) {
        try DescriptorNesting.check(bytes)
        let unpacked = google__protobuf__file_descriptor_set__unpack(nil, bytes.count, bytes)
        guard let unpacked else { throw .malformedDescriptorSet(byteCount: bytes.count) }
        defer { google__protobuf__file_descriptor_set__free_unpacked(unpacked, nil) }
        try self.init(files: values(unpacked.pointee.file, count: unpacked.pointee.n_file).map { FileSchema($0) })
    }

    package init(files: [FileSchema]) throws(ReflectionError) {
        var messages: [String: MessageSchema] = [:]
        var enums: [String: EnumSchema] = [:]
        func add(_ message: MessageSchema) {
            messages[message.fullName] = message
            for value in message.enums { enums[value.fullName] = value }
            for nested in message.messages { add(nested) }
        }
        for file in files {
            for message in file.messages { add(message) }
            for value in file.enums { enums[value.fullName] = value }
        }
        let services = Dictionary(files.flatMap(\.services).map { ($0.fullName, $0) }) { first, _ in first }
        self.services = services.values.sorted { $0.fullName < $1.fullName }
        self.messages = messages
        self.enums = enums
        try checkReferences()
    }

    package func message(_ fullName: String) throws(ReflectionError) -> MessageSchema {
        guard let message = messages[fullName] else { throw .unknownMessage(fullName) }
        return message
    }

    /// By the name that calls carry, "xiaoer.orders.v1.Orders/GetOrder".
    package func method(_ name: String) throws(ReflectionError) -> MethodSchema {
        var known: [String] = []
        for service in services {
            for method in service.methods {
                let candidate = "\(service.fullName)/\(method.name)"
                if candidate == name { return method }
                known.append(candidate)
            }
        }
        throw .unknownMethod(name, known: known)
    }

    /// Every name of a field's type is known, see `checkReferences`.
    func enumeration(_ fullName: String) throws(ReflectionError) -> EnumSchema {
        guard let value = enums[fullName] else { throw .unresolvedType(field: fullName, type: fullName) }
        return value
    }

    private func checkReferences() throws(ReflectionError) {
        for message in messages.values {
            for field in message.fields {
                let name = "\(message.fullName).\(field.name)"
                switch field.type {
                case .message(let type) where messages[type] == nil: throw .unresolvedType(field: name, type: type)
                case .enumeration(let type) where enums[type] == nil: throw .unresolvedType(field: name, type: type)
                case .group: throw .unsupportedField(name)
                default: continue
                }
            }
        }
        for method in services.flatMap(\.methods) {
            for type in [method.input, method.output] where messages[type] == nil {
                throw .unresolvedType(field: method.name, type: type)
            }
        }
    }
}

/// libprotobuf-c unpacks nested messages by recursion without a limit, and message declarations nest. Descriptors that
/// another program sent are therefore looked over first.
private enum DescriptorNesting {
    /// Fields that lead from a FileDescriptorSet to declarations of messages: file, message_type, then nested_type.
    static func check(_ bytes: [UInt8]) throws(ReflectionError) {
        try check(bytes[...], depth: 0)
    }

    private static func check(_ bytes: ArraySlice<UInt8>, depth: Int) throws(ReflectionError) {
        let type = "google.protobuf.FileDescriptorSet"
        guard depth < ReflectionLimits.nestingMax else {
            let reason = "declarations nest deeper than \(ReflectionLimits.nestingMax)"
            throw .malformedWire(message: type, offset: bytes.startIndex, reason: reason)
        }
        let descending: Int32 =
            switch depth {
            case 0: 1
            case 1: 4
            default: 3
            }
        var reader = WireReader(bytes, message: type)
        while let field = try reader.next() {
            if field.number == descending, case .bytes(let nested) = field.value {
                try check(nested, depth: depth + 1)
            }
        }
    }
}
