/// Appends little-endian numbers, strings and arrays to bytes; the last two begin with a u32 count.
package struct LittleEndianWriter: Sendable {
    package var bytes: [UInt8]

    package init(bytes: [UInt8] = []) { self.bytes = bytes }

    package mutating func write(_ value: UInt32) { append(value) }
    package mutating func write(_ value: UInt64) { append(value) }
    package mutating func write(_ value: Float) { append(value.bitPattern) }
    package mutating func write(_ value: Double) { append(value.bitPattern) }

    /// A count, which must fit into 32 bits.
    package mutating func write(_ count: Int) { append(UInt32(count)) }

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
        withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
    }
}
