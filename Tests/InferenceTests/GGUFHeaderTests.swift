import Testing

@testable import Inference

@Suite struct GGUFHeaderTests {
    private static func bytes(of integer: some FixedWidthInteger) -> [UInt8] {
        withUnsafeBytes(of: integer.littleEndian) { Array($0) }
    }

    private static func text(_ text: String) -> [UInt8] {
        bytes(of: UInt64(text.utf8.count)) + Array(text.utf8)
    }

    /// A file with a value of each shape: integer, text, flag, number, array of integers, array of texts.
    private static let sample: [UInt8] = {
        var file: [UInt8] = Array("GGUF".utf8) + bytes(of: UInt32(3)) + bytes(of: UInt64(1)) + bytes(of: UInt64(6))
        file += text("block_count") + bytes(of: UInt32(4)) + bytes(of: UInt32(12))
        file += text("name") + bytes(of: UInt32(8)) + text("模型")
        file += text("causal") + bytes(of: UInt32(7)) + [0]
        file += text("epsilon") + bytes(of: UInt32(6)) + bytes(of: Float(0.5).bitPattern)
        file += text("scores") + bytes(of: UInt32(9)) + bytes(of: UInt32(5)) + bytes(of: UInt64(2))
        file += bytes(of: Int32(1)) + bytes(of: Int32(2))
        file += text("tokens") + bytes(of: UInt32(9)) + bytes(of: UInt32(8)) + bytes(of: UInt64(2))
        file += text("a") + text("bc")
        // A tensor of 2 by 3 numbers of 32 bits, whose data begin at a multiple of 32.
        file += text("weight") + bytes(of: UInt32(2)) + bytes(of: UInt64(2)) + bytes(of: UInt64(3))
        file += bytes(of: UInt32(0)) + bytes(of: UInt64(0))
        file += [UInt8](repeating: 0, count: (32 - file.count % 32) % 32 + 24)
        return file
    }()

    private static func parse(_ bytes: [UInt8]) throws -> GGUFHeader {
        try bytes.withUnsafeBytes(GGUFHeader.init(parsing:))
    }

    @Test func everyShapeOfValueIsRead() throws {
        let header = try Self.parse(Self.sample)
        #expect(header.version == 3)
        #expect(header.bytesNeeded == Self.sample.count)
        #expect(header.tensorCount == 1)
        #expect(header.integer("block_count") == 12)
        #expect(header.text("name") == "模型")
        #expect(header.values["causal"] == .flag(false))
        #expect(header.values["epsilon"] == .number(0.5))
        #expect(header.values["scores"] == .array(count: 2))
        #expect(header.values["tokens"] == .array(count: 2))
    }

    @Test func aFileCutAnywhereIsRefused() {
        for length in 0..<Self.sample.count {
            #expect(throws: GGUFError.self, "cut at \(length)") { try Self.parse(Array(Self.sample[..<length])) }
        }
    }

    /// Damage may go unnoticed in a value, but must never trap.
    @Test func aFileDamagedAnywhereIsReadOrRefusedByName() {
        for position in Self.sample.indices {
            for damage: UInt8 in [0x00, 0x7F, 0x80, 0xFF] {
                var file = Self.sample
                file[position] = damage
                do {
                    _ = try Self.parse(file)
                } catch {
                    #expect(error is GGUFError, "byte \(position) as \(damage): \(error)")
                }
            }
        }
    }

    @Test func otherFilesAreToldApart() {
        #expect(throws: GGUFError.notGGUF) { try Self.parse(Array("PK\u{3}\u{4} something".utf8)) }
        #expect(throws: GGUFError.notGGUF) { try Self.parse([]) }
        let first =
            Array("GGUF".utf8) + Self.bytes(of: UInt32(1)) + Self.bytes(of: UInt64(0)) + Self.bytes(of: UInt64(0))
        #expect(throws: GGUFError.unknownVersion(1)) { try Self.parse(first) }
        var swapped = Self.sample
        swapped.replaceSubrange(4..<8, with: [0, 0, 0, 3])
        #expect(throws: GGUFError.bigEndian) { try Self.parse(swapped) }
        let short = Self.sample.count - 1
        #expect(throws: GGUFError.endsBeforeTensors(bytes: short, needed: Self.sample.count)) {
            try Self.parse(Array(Self.sample[..<short]))
        }
    }
}
