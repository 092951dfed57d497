import CTextClassification

/// Appends little-endian numbers, strings and arrays to bytes.
package struct BinaryWriter {
    package var bytes: [UInt8] = []

    package init() {}

    package mutating func write(_ value: UInt32) { append(value.littleEndian) }
    package mutating func write(_ value: UInt64) { append(value.littleEndian) }
    package mutating func write(_ value: Float) { append(value.bitPattern.littleEndian) }

    /// A count; those of a model stay far below 2^32.
    package mutating func write(_ count: Int) { write(UInt32(count)) }

    package mutating func write(_ text: String) {
        write(text.utf8.count)
        bytes += text.utf8
    }

    package mutating func write(_ values: [UInt32]) {
        write(values.count)
        bytes.reserveCapacity(bytes.count + values.count * 4)
        for value in values { write(value) }
    }

    package mutating func write(_ values: [Float]) { write(values.map(\.bitPattern)) }

    private mutating func append(_ value: some FixedWidthInteger) {
        withUnsafeBytes(of: value) { bytes.append(contentsOf: $0) }
    }
}

/// Reads what `BinaryWriter` wrote; every read is held against the end first, so a count cannot ask for more memory
/// than the file has bytes.
package struct BinaryReader {
    private let bytes: [UInt8]
    package private(set) var position: Int
    package var end: Int

    package init(bytes: [UInt8], position: Int = 0, end: Int) {
        self.bytes = bytes
        self.position = position
        self.end = end
    }

    package mutating func readUInt32() throws(TextClassificationError) -> UInt32 {
        UInt32(littleEndian: try read(UInt32.self))
    }

    package mutating func readUInt64() throws(TextClassificationError) -> UInt64 {
        UInt64(littleEndian: try read(UInt64.self))
    }

    package mutating func readFloat() throws(TextClassificationError) -> Float { Float(bitPattern: try readUInt32()) }

    package mutating func readCount(elementSize: Int) throws(TextClassificationError) -> Int {
        let count = Int(try readUInt32())
        try require(count * elementSize)
        return count
    }

    package mutating func readString() throws(TextClassificationError) -> String {
        let count = try readCount(elementSize: 1)
        defer { position += count }
        return String(decoding: bytes[position..<position + count], as: UTF8.self)
    }

    package mutating func readUInt32Array() throws(TextClassificationError) -> [UInt32] {
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

    package mutating func readFloatArray() throws(TextClassificationError) -> [Float] {
        try readUInt32Array().map { Float(bitPattern: $0) }
    }

    private mutating func read<Value: FixedWidthInteger>(
        _ type: Value.Type
    ) throws(TextClassificationError) -> Value {
        try require(MemoryLayout<Value>.size)
        let start = position
        position += MemoryLayout<Value>.size
        return bytes.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: start, as: type) }
    }

    private func require(_ count: Int) throws(TextClassificationError) {
        guard count <= end - position else {
            throw .truncatedModel(expectedBytes: position + count, actualBytes: end)
        }
    }
}

/// CRC-32 as in zlib, to notice bytes that changed by accident.
package func checksum(_ bytes: [UInt8]) -> UInt32 { tc_crc32(bytes, bytes.count) }
