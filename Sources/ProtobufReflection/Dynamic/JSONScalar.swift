import ProtobufC

/// One JSON value on its way into a field of scalar type.
struct JSONScalar {
    private let value: JSONValue
    private let path: String

    init(_ value: JSONValue, path: String) {
        self.value = value
        self.path = path
    }

    func wireValue(of type: FieldType) throws(ReflectionError) -> WireValue {
        switch type {
        case .double: .fixed64(try double().bitPattern)
        case .float: .fixed32(try float().bitPattern)
        case .int32: .varint(UInt64(bitPattern: Int64(try integer(Int32.self))))
        case .int64: .varint(UInt64(bitPattern: try integer(Int64.self)))
        case .uint32: .varint(UInt64(try integer(UInt32.self)))
        case .uint64: .varint(try integer(UInt64.self))
        case .sint32: .varint(zigZag(Int64(try integer(Int32.self))))
        case .sint64: .varint(zigZag(try integer(Int64.self)))
        case .fixed32: .fixed32(try integer(UInt32.self))
        case .fixed64: .fixed64(try integer(UInt64.self))
        case .sfixed32: .fixed32(UInt32(bitPattern: try integer(Int32.self)))
        case .sfixed64: .fixed64(UInt64(bitPattern: try integer(Int64.self)))
        case .bool: .varint(try bool() ? 1 : 0)
        case .string: .bytes(Array(try string().utf8)[...])
        case .bytes: .bytes(try bytes()[...])
        case .enumeration, .message, .group: throw wrongType("a scalar")
        }
    }

    /// By name, or by number, which need not have a name.
    func enumeration(_ schema: EnumSchema) throws(ReflectionError) -> WireValue {
        if case .number = value { return .varint(UInt64(bitPattern: Int64(try integer(Int32.self)))) }
        guard case .string(let name) = value else { throw wrongType("a name of \(schema.fullName) or its number") }
        guard let match = schema.values.first(where: { $0.name == name }) else {
            throw .unknownEnumValue(path: path, value: name, known: schema.values.map(\.name))
        }
        return .varint(UInt64(bitPattern: Int64(match.number)))
    }

    private func integer<Integer: FixedWidthInteger>(_: Integer.Type) throws(ReflectionError) -> Integer {
        let spelling = try numberSpelling("a whole number")
        let range = "a whole number in \(Integer.min)...\(Integer.max)"
        guard let (isNegative, magnitude) = JSONNumber.integer(spelling) else {
            throw .outOfRange(path: path, value: spelling, range: range)
        }
        // The magnitude of the smallest Int64 is above the largest.
        let number: Integer? =
            if isNegative {
                magnitude == UInt64(Int64.max) + 1
                    ? Integer(exactly: Int64.min)
                    : Int64(exactly: magnitude).flatMap { Integer(exactly: -$0) }
            } else {
                Integer(exactly: magnitude)
            }
        guard let number else { throw .outOfRange(path: path, value: spelling, range: range) }
        return number
    }

    private func double() throws(ReflectionError) -> Double {
        let spelling = try numberSpelling("a number")
        if let special = Self.specialNumbers[spelling] { return special }
        guard Self.isDecimal(spelling), let number = Double(spelling), number.isFinite else {
            throw .outOfRange(path: path, value: spelling, range: "a number of type double")
        }
        return number
    }

    private func float() throws(ReflectionError) -> Float {
        let spelling = try numberSpelling("a number")
        if let special = Self.specialNumbers[spelling] { return Float(special) }
        guard Self.isDecimal(spelling), let number = Float(spelling), number.isFinite else {
            throw .outOfRange(path: path, value: spelling, range: "a number of type float")
        }
        return number
    }

    private static let specialNumbers: [String: Double] = [
        "NaN": .nan, "Infinity": .infinity, "-Infinity": -.infinity,
    ]

    /// Swift's parser also takes "0x1p3", "inf" and "nan".
    private static func isDecimal(_ spelling: String) -> Bool {
        spelling.allSatisfy { $0.isASCII && ($0.isNumber || "+-.eE".contains($0)) }
    }

    /// Numbers also come as strings: 64-bit integers by the mapping's rule, others by its leave.
    private func numberSpelling(_ expected: String) throws(ReflectionError) -> String {
        switch value {
        case .number(let spelling), .string(let spelling): spelling
        default: throw wrongType(expected)
        }
    }

    private func bool() throws(ReflectionError) -> Bool {
        guard case .bool(let flag) = value else { throw wrongType("true or false") }
        return flag
    }

    private func string() throws(ReflectionError) -> String {
        guard case .string(let text) = value else { throw wrongType("a string") }
        guard !text.utf8.contains(0) else {
            throw .invalidString(path: path, reason: "the text contains U+0000, which no service takes in a string")
        }
        return text
    }

    private func bytes() throws(ReflectionError) -> [UInt8] {
        guard case .string(let text) = value else { throw wrongType("a string of base64") }
        guard let bytes = Base64.decode(text) else {
            throw .invalidString(path: path, reason: "'\(text)' is not base64")
        }
        return bytes
    }

    private func zigZag(_ number: Int64) -> UInt64 {
        UInt64(bitPattern: (number << 1) ^ (number >> 63))
    }

    private func wrongType(_ expected: String) -> ReflectionError {
        .wrongType(path: path, expected: expected, found: value.kind)
    }
}
