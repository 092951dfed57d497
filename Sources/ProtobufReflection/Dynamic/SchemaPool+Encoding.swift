// proto3's JSON mapping, JSON to wire bytes. The well-known types have no special form here: our contracts use none.
extension SchemaPool {
    /// Encodes a JSON object as a message, without generated code. Fields go by their JSON names or the names in the
    /// .proto file; null means unset. The bytes equal those of the generated types.
    package func encode(json text: String, as message: String) throws(ReflectionError) -> [UInt8] {
        try encode(JSONParser.parse(text), as: self.message(message), path: "$")
    }

    private func encode(
        _ value: JSONValue,
        as message: MessageSchema,
        path: String
    ) throws(ReflectionError) -> [UInt8] {
        guard case .object(let members) = value else {
            throw .wrongType(path: path, expected: "an object (\(message.fullName))", found: value.kind)
        }
        var chosen: [Int32: JSONValue.Member] = [:]
        for member in members {
            let field = try field(named: member.name, of: message, path: "\(path).\(member.name)")
            guard chosen.updateValue(member, forKey: field.number) == nil else {
                throw .fieldGivenTwice(path: path, field: field.name)
            }
            if member.value == .null { chosen[field.number] = nil }
        }
        try checkOneofs(of: message, chosen: chosen, path: path)
        var writer = WireWriter()
        // In the order of numbers, as libprotobuf-c writes.
        for field in message.fields.sorted(by: { $0.number < $1.number }) {
            guard let member = chosen[field.number] else { continue }
            try write(member.value, of: field, path: "\(path).\(member.name)", to: &writer)
        }
        return writer.bytes
    }

    private func field(
        named name: String,
        of message: MessageSchema,
        path: String
    ) throws(ReflectionError) -> FieldSchema {
        guard let field = message.fields.first(where: { $0.jsonName == name || $0.name == name }) else {
            throw .unknownField(path: path, message: message.fullName, known: message.fields.map(\.jsonName))
        }
        return field
    }

    private func checkOneofs(
        of message: MessageSchema,
        chosen: [Int32: JSONValue.Member],
        path: String
    ) throws(ReflectionError) {
        for (index, oneof) in message.oneofs.enumerated() {
            let given = message.fields.filter { $0.oneofIndex == index && chosen[$0.number] != nil }
            guard given.count < 2 else {
                throw .severalMembersOfOneof(path: path, oneof: oneof.name, fields: given.map(\.jsonName))
            }
        }
    }

    private func write(
        _ value: JSONValue,
        of field: FieldSchema,
        path: String,
        to writer: inout WireWriter
    ) throws(ReflectionError) {
        if case .message(let name) = field.type, try message(name).isMapEntry {
            return try writeMap(value, of: field, entry: message(name), path: path, to: &writer)
        }
        guard field.isRepeated else {
            let wire = try wireValue(value, of: field.type, path: path)
            // A field without presence is not sent while it has its default.
            if wire.isZero, !field.hasPresence { return }
            return writer.field(field.number, wire)
        }
        guard case .array(let elements) = value else {
            throw .wrongType(path: path, expected: "an array", found: value.kind)
        }
        var wires: [WireValue] = []
        for (index, element) in elements.enumerated() {
            wires.append(try wireValue(element, of: field.type, path: "\(path)[\(index)]"))
        }
        if field.isPacked, !wires.isEmpty {
            var packed = WireWriter()
            for wire in wires { packed.value(wire) }
            writer.field(field.number, .bytes(packed.bytes[...]))
        } else {
            for wire in wires { writer.field(field.number, wire) }
        }
    }

    /// A map is an object in JSON, whatever the type of its keys, and repeated entries of key and value on the wire.
    private func writeMap(
        _ value: JSONValue,
        of field: FieldSchema,
        entry: MessageSchema,
        path: String,
        to writer: inout WireWriter
    ) throws(ReflectionError) {
        guard case .object(let members) = value else {
            throw .wrongType(path: path, expected: "an object", found: value.kind)
        }
        guard entry.fields.count == 2 else { throw .unknownMessage(entry.fullName) }
        for member in members {
            let path = "\(path)[\"\(member.name)\"]"
            var content = WireWriter()
            let isBoolean = entry.fields[0].type == .bool && ["true", "false"].contains(member.name)
            let key = isBoolean ? JSONValue.bool(member.name == "true") : .string(member.name)
            content.field(1, try wireValue(key, of: entry.fields[0].type, path: path))
            content.field(2, try wireValue(member.value, of: entry.fields[1].type, path: path))
            writer.field(field.number, .bytes(content.bytes[...]))
        }
    }

    private func wireValue(
        _ value: JSONValue,
        of type: FieldType,
        path: String
    ) throws(ReflectionError) -> WireValue {
        switch type {
        case .message(let name):
            return .bytes(try encode(value, as: message(name), path: path)[...])
        case .enumeration(let name):
            return try JSONScalar(value, path: path).enumeration(enumeration(name))
        default:
            return try JSONScalar(value, path: path).wireValue(of: type)
        }
    }
}

extension FieldSchema {
    /// Whether unset differs from the default; true of messages and members of a oneof, as proto3 `optional` is refused.
    var hasPresence: Bool {
        if case .message = type { return true }
        return oneofIndex != nil || isExplicitlyOptional
    }

    /// Whether a repeated field is written as one length-delimited field of values.
    var isPacked: Bool {
        switch type {
        case .string, .bytes, .message, .group: false
        default: !isDeclaredUnpacked
        }
    }
}
