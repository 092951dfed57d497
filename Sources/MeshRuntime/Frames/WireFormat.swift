import NIOCore

/// Reads the protobuf wire format of frame heads. Heads are small, are read before anything about their sender is
/// known, and are read once a call, so they go straight from bytes to values. Messages go through libprotobuf-c.
struct WireReader {
    /// What a field number is followed by.
    enum Value {
        case varint(UInt64)
        case bytes(UnsafeRawBufferPointer)
    }

    private var bytes: UnsafeRawBufferPointer

    /// The memory must outlive the reader and what it returns.
    init(_ bytes: UnsafeRawBufferPointer) {
        self.bytes = bytes
    }

    /// The next field, nil at the end. Fixed-width fields, which no head has, are skipped.
    mutating func next() throws(MalformedFrame) -> (number: UInt64, value: Value)? {
        while !bytes.isEmpty {
            let tag = try varint()
            guard tag >> 3 != 0 else { throw .undecodableHead }
            switch tag & 7 {
            case 0: return (tag >> 3, .varint(try varint()))
            case 1: _ = try take(8)
            case 2: return (tag >> 3, .bytes(try take(varint())))
            case 5: _ = try take(4)
            default: throw .undecodableHead
            }
        }
        return nil
    }

    private mutating func varint() throws(MalformedFrame) -> UInt64 {
        var result: UInt64 = 0
        // By index: slices cost more than all else that a head does.
        for index in 0..<min(bytes.count, 10) {
            let byte = bytes[index]
            result |= UInt64(byte & 0x7F) << UInt64(7 * index)
            if byte < 0x80 {
                skip(index + 1)
                return result
            }
        }
        throw .undecodableHead
    }

    private mutating func take(_ count: UInt64) throws(MalformedFrame) -> UnsafeRawBufferPointer {
        guard count <= UInt64(bytes.count) else { throw .undecodableHead }
        let taken = UnsafeRawBufferPointer(start: bytes.baseAddress, count: Int(count))
        skip(Int(count))
        return taken
    }

    /// `count` must be at most what there is.
    private mutating func skip(_ count: Int) {
        bytes = UnsafeRawBufferPointer(start: bytes.baseAddress.map { $0 + count }, count: bytes.count - count)
    }
}

extension WireReader.Value {
    /// Numbers above 32 bits are cut, as protobuf does with every uint32.
    func uint32() throws(MalformedFrame) -> UInt32 {
        UInt32(truncatingIfNeeded: try uint64())
    }

    func uint64() throws(MalformedFrame) -> UInt64 {
        guard case .varint(let value) = self else { throw .undecodableHead }
        return value
    }

    func rawBytes() throws(MalformedFrame) -> UnsafeRawBufferPointer {
        guard case .bytes(let bytes) = self else { throw .undecodableHead }
        return bytes
    }

    func string() throws(MalformedFrame) -> String {
        let bytes = try rawBytes()
        // Method names and most other texts are ASCII, which needs no decoder.
        if bytes.reduce(0, |) < 0x80 { return String(decoding: bytes, as: UTF8.self) }
        guard let text = String(validating: bytes, as: UTF8.self) else { throw .undecodableHead }
        return text
    }

    func array() throws(MalformedFrame) -> [UInt8] {
        Array(try rawBytes())
    }
}

// Writes the fields of frame heads. Like proto3, it leaves out what has its default value.
extension ByteBuffer {
    mutating func writeField(_ number: UInt8, _ value: UInt64) {
        guard value != 0 else { return }
        writeTag(number << 3, value)
    }

    mutating func writeField(_ number: UInt8, _ text: String) {
        guard !text.isEmpty else { return }
        writeTag(number << 3 | 2, UInt64(text.utf8.count))
        writeString(text)
    }

    mutating func writeField(_ number: UInt8, _ bytes: [UInt8]) {
        guard !bytes.isEmpty else { return }
        writeTag(number << 3 | 2, UInt64(bytes.count))
        writeBytes(bytes)
    }

    /// Writes what is before the bytes of a field, which must follow.
    mutating func writeBytesFieldStart(_ number: UInt8, byteCount: Int) {
        writeTag(number << 3 | 2, UInt64(byteCount))
    }

    /// Writes a nested message, also when it is empty.
    mutating func writeMessageField(_ number: UInt8, _ body: (inout ByteBuffer) -> Void) {
        var nested = ByteBuffer()
        body(&nested)
        writeTag(number << 3 | 2, UInt64(nested.readableBytes))
        writeBuffer(&nested)
    }

    /// Writes a field's number and type, and the varint that follows: the value, or a length.
    private mutating func writeTag(_ tag: UInt8, _ value: UInt64) {
        writeWithUnsafeMutableBytes(minimumWritableBytes: 11) { bytes in
            bytes[0] = tag
            var (rest, count) = (value, 1)
            while rest >= 0x80 {
                bytes[count] = UInt8(truncatingIfNeeded: rest) | 0x80
                rest >>= 7
                count += 1
            }
            bytes[count] = UInt8(rest)
            return count + 1
        }
    }
}
