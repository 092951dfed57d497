import ProtobufC

/// A field of scalar type on its way from the wire into JSON.
struct WireScalar {
    let field: FieldSchema
    let message: MessageSchema
    let pool: SchemaPool

    /// The elements in one occurrence of a repeated field, which may be packed or not, however it was declared.
    func elements(_ wire: WireReader.Field) throws(ReflectionError) -> [WireReader.Field] {
        guard case .bytes(let content) = wire.value, isNumeric else { return [wire] }
        var reader = WireReader(content, message: message.fullName)
        var elements: [WireReader.Field] = []
        while !reader.isAtEnd {
            let offset = reader.position
            let value: WireValue =
                switch field.type {
                case .double, .fixed64, .sfixed64: .fixed64(try reader.fixed64())
                case .float, .fixed32, .sfixed32: .fixed32(try reader.fixed32())
                default: .varint(try reader.varint())
                }
            elements.append(WireReader.Field(number: wire.number, value: value, offset: offset))
        }
        return elements
    }

    private var isNumeric: Bool {
        switch field.type {
        case .string, .bytes, .message, .group: false
        default: true
        }
    }

    func json(_ wire: WireReader.Field) throws(ReflectionError) -> JSONValue {
        switch (field.type, wire.value) {
        case (.double, .fixed64(let bits)): real(Double(bitPattern: bits))
        case (.float, .fixed32(let bits)): real(Float(bitPattern: bits))
        case (.int32, .varint(let bits)): .number("\(Int32(truncatingIfNeeded: bits))")
        case (.int64, .varint(let bits)): .string("\(Int64(bitPattern: bits))")
        case (.uint32, .varint(let bits)): .number("\(UInt32(truncatingIfNeeded: bits))")
        case (.uint64, .varint(let bits)): .string("\(bits)")
        case (.sint32, .varint(let bits)): .number("\(Int32(truncatingIfNeeded: unZigZag(bits & 0xFFFF_FFFF)))")
        case (.sint64, .varint(let bits)): .string("\(unZigZag(bits))")
        case (.fixed32, .fixed32(let bits)): .number("\(bits)")
        case (.fixed64, .fixed64(let bits)): .string("\(bits)")
        case (.sfixed32, .fixed32(let bits)): .number("\(Int32(bitPattern: bits))")
        case (.sfixed64, .fixed64(let bits)): .string("\(Int64(bitPattern: bits))")
        case (.bool, .varint(let bits)): .bool(bits != 0)
        case (.string, .bytes(let content)): .string(try text(content))
        case (.bytes, .bytes(let content)): .string(Base64.encode(Array(content)))
        case (.enumeration(let name), .varint(let bits)): try enumValue(Int32(truncatingIfNeeded: bits), of: name)
        default: throw mismatch(wire)
        }
    }

    private func enumValue(_ number: Int32, of name: String) throws(ReflectionError) -> JSONValue {
        let match = try pool.enumeration(name).values.first { $0.number == number }
        return match.map { .string($0.name) } ?? .number("\(number)")
    }

    /// JSON has no spelling for what is not finite; the mapping takes strings.
    private func real<Number: BinaryFloatingPoint & CustomStringConvertible>(_ number: Number) -> JSONValue {
        if number.isNaN { return .string("NaN") }
        if number.isInfinite { return .string(number < 0 ? "-Infinity" : "Infinity") }
        let spelling = number.description
        return .number(spelling.hasSuffix(".0") ? String(spelling.dropLast(2)) : spelling)
    }

    private func text(_ content: ArraySlice<UInt8>) throws(ReflectionError) -> String {
        guard let text = String(validating: content, as: UTF8.self) else {
            throw malformed(at: content.startIndex, "string field \(field.name) is not valid UTF-8")
        }
        return text
    }

    private func unZigZag(_ bits: UInt64) -> Int64 {
        Int64(bitPattern: (bits >> 1) ^ (0 &- (bits & 1)))
    }

    func mismatch(_ wire: WireReader.Field) -> ReflectionError {
        malformed(
            at: wire.offset,
            "field \(field.name) has wire type \(wire.value.wireType), which its type does not use"
        )
    }

    private func malformed(at offset: Int, _ reason: String) -> ReflectionError {
        .malformedWire(message: message.fullName, offset: offset, reason: reason)
    }
}
