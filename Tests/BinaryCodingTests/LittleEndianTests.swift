import Testing

@testable import BinaryCoding

private struct Truncated: Error, Equatable {
    var expectedBytes: Int
    var actualBytes: Int
}

private func reader(_ bytes: [UInt8], to end: Int? = nil) -> LittleEndianReader<Truncated> {
    LittleEndianReader(bytes, to: end) { Truncated(expectedBytes: $0, actualBytes: $1) }
}

struct LittleEndianTests {
    private var written: [UInt8] {
        var writer = LittleEndianWriter()
        writer.write(UInt32(0x0102_0304))
        writer.write(UInt64.max)
        writer.write(Float(-1.5))
        writer.write(0.1)
        writer.write("店")
        writer.write([UInt32(7), 8])
        writer.write([Float(0.25)])
        return writer.bytes
    }

    @Test func theLowestByteComesFirst() {
        #expect(written.prefix(4) == [4, 3, 2, 1])
    }

    @Test func whatWasWrittenIsReadBack() throws {
        var reader = reader(written)
        #expect(try reader.readUInt32() == 0x0102_0304)
        #expect(try reader.readUInt64() == .max)
        #expect(try reader.readFloat() == -1.5)
        #expect(try reader.readDouble() == 0.1)
        #expect(try reader.readString() == "店")
        #expect(try reader.readUInt32Array() == [7, 8])
        #expect(try reader.readFloatArray() == [0.25])
        #expect(reader.isAtEnd)
    }

    /// Each prefix is missing something, and no read goes past its end.
    @Test func everyPrefixIsRefused() {
        let bytes = written
        for end in bytes.indices {
            #expect(throws: Truncated.self) {
                var reader = reader(bytes, to: end)
                _ = try (reader.readUInt32(), reader.readUInt64(), reader.readFloat(), reader.readDouble())
                _ = try (reader.readString(), reader.readUInt32Array(), reader.readFloatArray())
            }
        }
    }

    @Test func aHugeCountAsksForNoMemory() {
        var reader = reader([0xFF, 0xFF, 0xFF, 0xFF, 0])
        #expect(throws: Truncated(expectedBytes: 4 + 4 * Int(UInt32.max), actualBytes: 5)) {
            try reader.readUInt32Array()
        }
    }
}

struct CRC32Tests {
    /// The check value of the algorithm's catalogue entry (CRC-32/ISO-HDLC).
    @Test func theChecksumIsTheOneOfZlib() {
        #expect(CRC32.of(Array("123456789".utf8)) == 0xCBF4_3926)
        #expect(CRC32.of("123456789".utf8) == 0xCBF4_3926)
        #expect(CRC32.of([]) == 0)
    }

    @Test func partsInTurnsGiveTheChecksumOfTheWhole() {
        let bytes = (0..<100).map { UInt8(truncatingIfNeeded: $0 * 37) }
        for cut in 0...bytes.count {
            var checksum = CRC32()
            bytes[..<cut].withUnsafeBytes { checksum.update($0) }
            bytes[cut...].withUnsafeBytes { checksum.update($0) }
            #expect(checksum.value == CRC32.of(bytes))
        }
    }
}
