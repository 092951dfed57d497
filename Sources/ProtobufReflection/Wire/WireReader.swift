/// One value as it is on the wire, before its type is known.
enum WireValue: Hashable {
    case varint(UInt64)
    case fixed64(UInt64)
    case bytes(ArraySlice<UInt8>)
    case fixed32(UInt32)
}

/// Reads the fields of one message. The slice keeps the indices of the outermost message, which are the offsets in
/// errors.
struct WireReader {
    struct Field {
        var number: Int32
        var value: WireValue
        /// Where the field begins.
        var offset: Int
    }

    private let bytes: ArraySlice<UInt8>
    private let message: String
    private(set) var position: Int

    init(_ bytes: ArraySlice<UInt8>, message: String) {
        self.bytes = bytes
        self.message = message
        position = bytes.startIndex
    }

    var isAtEnd: Bool { position == bytes.endIndex }

    mutating func next() throws(ReflectionError) -> Field? {
        guard !isAtEnd else { return nil }
        let offset = position
        let key = try varint()
        guard let number = Int32(exactly: key >> 3), (1...536_870_911).contains(number) else {
            throw malformed(at: offset, "field number \(key >> 3) is outside 1...536870911")
        }
        let value: WireValue =
            switch key & 7 {
            case 0: .varint(try varint())
            case 1: .fixed64(try fixed64())
            case 2: .bytes(try lengthDelimited())
            case 5: .fixed32(try fixed32())
            default: throw malformed(at: offset, "wire type \(key & 7) of field \(number) is not supported")
            }
        return Field(number: number, value: value, offset: offset)
    }

    mutating func varint() throws(ReflectionError) -> UInt64 {
        let offset = position
        var value: UInt64 = 0
        for index in 0..<10 {
            let byte = try byte()
            // Of the tenth byte only one bit fits; as in other readers of the format, the rest is dropped.
            value |= UInt64(byte & 0x7F) << UInt64(7 * index)
            if byte < 0x80 { return value }
        }
        throw malformed(at: offset, "the number is longer than 10 bytes")
    }

    mutating func fixed32() throws(ReflectionError) -> UInt32 {
        try take(4).reversed().reduce(0) { $0 << 8 | UInt32($1) }
    }

    mutating func fixed64() throws(ReflectionError) -> UInt64 {
        try take(8).reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }

    private mutating func lengthDelimited() throws(ReflectionError) -> ArraySlice<UInt8> {
        let count = try varint()
        return try take(Int(clamping: count))
    }

    private mutating func byte() throws(ReflectionError) -> UInt8 {
        guard position < bytes.endIndex else { throw truncated(by: 1) }
        defer { position += 1 }
        return bytes[position]
    }

    private mutating func take(_ count: Int) throws(ReflectionError) -> ArraySlice<UInt8> {
        guard count <= bytes.endIndex - position else { throw truncated(by: count - (bytes.endIndex - position)) }
        defer { position += count }
        return bytes[position..<(position + count)]
    }

    private func truncated(by count: Int) -> ReflectionError {
        malformed(at: bytes.endIndex, "truncated, \(count) more bytes are needed")
    }

    private func malformed(at offset: Int, _ reason: String) -> ReflectionError {
        .malformedWire(message: message, offset: offset, reason: reason)
    }
}
