import CBinaryCoding

/// The checksum of zlib and IEEE 802.3, to notice bytes that changed by accident. Against intent it is no help.
package struct CRC32: Sendable {
    package private(set) var value: UInt32 = 0

    package init() {}

    /// Continues over the next bytes, of which parts may come in turns.
    package mutating func update(_ bytes: UnsafeRawBufferPointer) {
        value = bc_crc32(value, bytes.baseAddress?.assumingMemoryBound(to: UInt8.self), bytes.count)
    }

    package static func of(_ bytes: some Collection<UInt8>) -> UInt32 {
        var checksum = CRC32()
        let isContiguous: Void? = bytes.withContiguousStorageIfAvailable { checksum.update(UnsafeRawBufferPointer($0)) }
        if isContiguous == nil { Array(bytes).withUnsafeBytes { checksum.update($0) } }
        return checksum.value
    }
}
