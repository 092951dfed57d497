/// Reads what ``LittleEndianWriter`` wrote. Every read is held against the end first, so that a count cannot ask for
/// more memory than there are bytes.
///
/// The error is the caller's own, so that a format's every refusal is of one type.
package struct LittleEndianReader<Failure: Error>: Sendable {
    private let bytes: [UInt8]
    package private(set) var position: Int
    /// Where reading ends, at most the number of bytes.
    package var end: Int
    private let truncated: @Sendable (_ expectedBytes: Int, _ actualBytes: Int) -> Failure

    /// - Parameters:
    ///   - end: nil is the end of the bytes.
    ///   - truncated: the error where a read asks for bytes up to the first number and there are only the second.
    package init(
        _ bytes: [UInt8],
        from position: Int = 0,
        to end: Int? = nil,
        truncated: @escaping @Sendable (_ expectedBytes: Int, _ actualBytes: Int) -> Failure
    ) {
        self.bytes = bytes
        self.position = position
        self.end = end ?? bytes.count
        self.truncated = truncated
    }

    package var isAtEnd: Bool { position == end }

    package mutating func readUInt32() throws(Failure) -> UInt32 { try read(UInt32.self) }
    package mutating func readUInt64() throws(Failure) -> UInt64 { try read(UInt64.self) }
    package mutating func readFloat() throws(Failure) -> Float { Float(bitPattern: try read(UInt32.self)) }
    package mutating func readDouble() throws(Failure) -> Double { Double(bitPattern: try read(UInt64.self)) }

    /// A count of elements that take at least `elementSize` bytes each.
    package mutating func readCount(elementSize: Int) throws(Failure) -> Int {
        let count = Int(try read(UInt32.self))
        try require(count * elementSize)
        return count
    }

    package mutating func readString() throws(Failure) -> String {
        String(decoding: try readBytes(try readCount(elementSize: 1)), as: UTF8.self)
    }

    package mutating func readBytes(_ count: Int) throws(Failure) -> ArraySlice<UInt8> {
        try require(count)
        defer { position += count }
        return bytes[position..<position + count]
    }

    package mutating func readUInt32Array() throws(Failure) -> [UInt32] {
        let count = try readCount(elementSize: 4)
        let start = position
        position += count * 4
        return bytes.withUnsafeBytes { buffer in
            [UInt32](unsafeUninitializedCapacity: count) { target, initialized in
                for index in 0..<count {
                    let value = buffer.loadUnaligned(fromByteOffset: start + index * 4, as: UInt32.self)
                    target.initializeElement(at: index, to: UInt32(littleEndian: value))
                }
                initialized = count
            }
        }
    }

    package mutating func readFloatArray() throws(Failure) -> [Float] {
        try readUInt32Array().map { Float(bitPattern: $0) }
    }

    private mutating func read<Value: FixedWidthInteger>(_ type: Value.Type) throws(Failure) -> Value {
        try require(MemoryLayout<Value>.size)
        let start = position
        position += MemoryLayout<Value>.size
        return Value(littleEndian: bytes.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: start, as: type) })
    }

    private func require(_ count: Int) throws(Failure) {
        guard count <= end - position else { throw truncated(position + count, end) }
    }
}
