/// Appends little-endian numbers and strings to bytes.
struct LittleEndianWriter {
    var bytes: [UInt8] = []

    mutating func write(_ value: some FixedWidthInteger) {
        withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
    }

    mutating func write(_ text: String) {
        write(UInt32(text.utf8.count))
        bytes += text.utf8
    }
}

/// Reads what `LittleEndianWriter` wrote. Every read is held against the end first, so that a count cannot ask for more
/// memory than the file has bytes.
struct LittleEndianReader {
    private let bytes: [UInt8]
    private var position: Int
    private let end: Int

    init(_ bytes: [UInt8], from start: Int, to end: Int? = nil) {
        self.bytes = bytes
        position = start
        self.end = end ?? bytes.count
    }

    mutating func read<Value: FixedWidthInteger>(_ type: Value.Type) throws(RegressionTreesError) -> Value {
        let size = MemoryLayout<Value>.size
        try require(size)
        defer { position += size }
        return Value(littleEndian: bytes.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: position, as: type) })
    }

    mutating func readFloat() throws(RegressionTreesError) -> Float {
        Float(bitPattern: try read(UInt32.self))
    }

    mutating func readCount(elementSize: Int) throws(RegressionTreesError) -> Int {
        let count = Int(try read(UInt32.self))
        try require(count * elementSize)
        return count
    }

    mutating func readString() throws(RegressionTreesError) -> String {
        let count = try readCount(elementSize: 1)
        defer { position += count }
        return String(decoding: bytes[position..<position + count], as: UTF8.self)
    }

    func requireEnd() throws(RegressionTreesError) {
        guard position == end else { throw .malformedModel(reason: "\(end - position) bytes follow the last tree") }
    }

    private func require(_ count: Int) throws(RegressionTreesError) {
        guard count <= end - position else {
            throw .truncatedFile(expectedBytes: position + count, actualBytes: end)
        }
    }
}

enum Checksum {
    private static let table: [UInt32] = (0..<256).map { byte in
        (0..<8).reduce(UInt32(byte)) { value, _ in value & 1 == 1 ? 0xEDB8_8320 ^ (value >> 1) : value >> 1 }
    }

    /// CRC-32 as in zlib.
    static func crc32(_ bytes: some Sequence<UInt8>) -> UInt32 {
        let table = table
        return ~bytes.reduce(UInt32.max) { table[Int(UInt8(truncatingIfNeeded: $0) ^ $1)] ^ ($0 >> 8) }
    }
}
