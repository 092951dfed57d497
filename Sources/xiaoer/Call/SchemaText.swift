import ProtobufReflection

/// Contracts in the form of a .proto file.
enum SchemaText {
    static func methods(of service: ServiceSchema) -> [String] {
        ["service \(service.fullName) {"] + service.methods.map { "  " + line(for: $0) } + ["}"]
    }

    static func line(for method: MethodSchema) -> String {
        let input = (method.isClientStreaming ? "stream " : "") + method.input
        let output = (method.isServerStreaming ? "stream " : "") + method.output
        return "rpc \(method.name)(\(input)) returns (\(output));"
    }

    static func message(_ message: MessageSchema) -> [String] {
        var lines = ["message \(message.fullName) {"]
        var openOneof: Int?
        for field in message.fields {
            if field.oneofIndex != openOneof {
                if openOneof != nil { lines.append("  }") }
                if let index = field.oneofIndex { lines.append("  oneof \(message.oneofs[index].name) {") }
                openOneof = field.oneofIndex
            }
            lines.append((openOneof == nil ? "  " : "    ") + line(for: field))
        }
        if openOneof != nil { lines.append("  }") }
        return lines + ["}"]
    }

    private static func line(for field: FieldSchema) -> String {
        "\(field.isRepeated ? "repeated " : "")\(name(of: field.type)) \(field.name) = \(field.number);"
    }

    private static func name(of type: FieldType) -> String {
        switch type {
        case .enumeration(let name), .message(let name): name
        default: "\(type)"
        }
    }
}
