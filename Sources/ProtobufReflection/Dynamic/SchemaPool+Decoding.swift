import ProtobufC

// proto3's JSON mapping, wire bytes to JSON.
extension SchemaPool {
    /// Decodes a message without generated code. Fields come in the order of the .proto file; those with their default
    /// are left out unless `includesDefaults`. Unknown fields are dropped.
    package func json(
        from bytes: [UInt8],
        of message: String,
        includesDefaults: Bool = false,
        isIndented: Bool = false
    ) throws(ReflectionError) -> String {
        let decoder = MessageDecoder(pool: self, includesDefaults: includesDefaults)
        return JSONWriter.write(
            try decoder.decode(bytes[...], as: self.message(message), depth: 0),
            isIndented: isIndented
        )
    }
}

private struct MessageDecoder {
    let pool: SchemaPool
    let includesDefaults: Bool

    func decode(
        _ bytes: ArraySlice<UInt8>,
        as message: MessageSchema,
        depth: Int
    ) throws(ReflectionError) -> JSONValue {
        guard depth < ReflectionLimits.nestingMax else {
            let reason = "messages nest deeper than \(ReflectionLimits.nestingMax)"
            throw .malformedWire(message: message.fullName, offset: bytes.startIndex, reason: reason)
        }
        let found = try collect(bytes, of: message)
        var members: [JSONValue.Member] = []
        for field in message.fields {
            let value: JSONValue?
            if let wires = found[field.number] {
                value = try json(wires, of: field, in: message, depth: depth)
            } else {
                value = includesDefaults ? try defaultValue(of: field) : nil
            }
            if let value { members.append(JSONValue.Member(name: field.jsonName, value: value)) }
        }
        return .object(members)
    }

    /// All values of each known field in order; of a oneof only the member that came last.
    private func collect(
        _ bytes: ArraySlice<UInt8>,
        of message: MessageSchema
    ) throws(ReflectionError) -> [Int32: [WireReader.Field]] {
        let fields = Dictionary(message.fields.map { ($0.number, $0) }) { first, _ in first }
        var found: [Int32: [WireReader.Field]] = [:]
        var reader = WireReader(bytes, message: message.fullName)
        while let wire = try reader.next() {
            guard let field = fields[wire.number] else { continue }
            if let oneof = field.oneofIndex {
                for other in message.fields where other.oneofIndex == oneof && other.number != field.number {
                    found[other.number] = nil
                }
            }
            found[wire.number, default: []].append(wire)
        }
        return found
    }

    private func json(
        _ wires: [WireReader.Field],
        of field: FieldSchema,
        in message: MessageSchema,
        depth: Int
    ) throws(ReflectionError) -> JSONValue? {
        if case .message(let name) = field.type {
            return try json(wires, ofMessages: pool.message(name), field: field, in: message, depth: depth)
        }
        let scalar = WireScalar(field: field, message: message, pool: pool)
        guard field.isRepeated else {
            let last = wires[wires.count - 1]
            if !includesDefaults, !field.hasPresence, last.value.isZero { return nil }
            return try scalar.json(last)
        }
        var elements: [JSONValue] = []
        for wire in wires {
            for element in try scalar.elements(wire) { elements.append(try scalar.json(element)) }
        }
        return elements.isEmpty && !includesDefaults ? nil : .array(elements)
    }

    private func json(
        _ wires: [WireReader.Field],
        ofMessages type: MessageSchema,
        field: FieldSchema,
        in message: MessageSchema,
        depth: Int
    ) throws(ReflectionError) -> JSONValue {
        var contents: [ArraySlice<UInt8>] = []
        for wire in wires {
            guard case .bytes(let content) = wire.value else {
                throw WireScalar(field: field, message: message, pool: pool).mismatch(wire)
            }
            contents.append(content)
        }
        if type.isMapEntry { return try map(contents, entry: type, depth: depth) }
        guard field.isRepeated else {
            // Parts of one message are merged, which is the same as reading one behind the other.
            let whole = contents.count == 1 ? contents[0] : Array(contents.joined())[...]
            return try decode(whole, as: type, depth: depth + 1)
        }
        var elements: [JSONValue] = []
        for content in contents { elements.append(try decode(content, as: type, depth: depth + 1)) }
        return .array(elements)
    }

    private func map(
        _ contents: [ArraySlice<UInt8>],
        entry: MessageSchema,
        depth: Int
    ) throws(ReflectionError) -> JSONValue {
        let decoder = MessageDecoder(pool: pool, includesDefaults: true)
        var members: [JSONValue.Member] = []
        for content in contents {
            guard case .object(let parts) = try decoder.decode(content, as: entry, depth: depth + 1) else { continue }
            let name: String =
                switch parts.first?.value {
                case .string(let text)?, .number(let text)?: text
                case .bool(let flag)?: flag ? "true" : "false"
                default: ""
                }
            // Of a key that comes twice the last value counts.
            members.removeAll { $0.name == name }
            members.append(JSONValue.Member(name: name, value: parts.count == 2 ? parts[1].value : .object([])))
        }
        return .object(members)
    }

    /// Nil where unset is a state of its own.
    private func defaultValue(of field: FieldSchema) throws(ReflectionError) -> JSONValue? {
        if field.isRepeated {
            if case .message(let name) = field.type, try pool.message(name).isMapEntry { return .object([]) }
            return .array([])
        }
        guard !field.hasPresence else { return nil }
        switch field.type {
        case .string, .bytes: return .string("")
        case .bool: return .bool(false)
        case .enumeration(let name): return .string(try pool.enumeration(name).values.first?.name ?? "0")
        case .int64, .uint64, .sint64, .fixed64, .sfixed64: return .string("0")
        default: return .number("0")
        }
    }
}
