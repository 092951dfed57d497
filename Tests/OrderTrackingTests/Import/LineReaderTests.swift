import Testing

@testable import OrderTracking

struct LineReaderTests {
    /// The same lines come out however the bytes are cut into chunks.
    @Test(arguments: 1...12) func cutsLinesAcrossChunks(chunkBytes: Int) throws {
        #expect(try lines("ab\n\nlonger\nlast", chunkBytes: chunkBytes) == ["ab", "", "longer", "last"])
        #expect(try lines("ab\n", chunkBytes: chunkBytes) == ["ab"])
        #expect(try lines("", chunkBytes: chunkBytes) == [])
    }

    @Test func aLineMayHaveTheLimitAndNotOneByteMore() throws {
        #expect(try lines("12345678\n", chunkBytes: 3, lineBytesMax: 8) == ["12345678"])
        #expect(throws: FieldViolation.self) { try lines("123456789\n", chunkBytes: 3, lineBytesMax: 8) }
        #expect(throws: FieldViolation.self) { try lines("123456789", chunkBytes: 100, lineBytesMax: 8) }
    }

    private func lines(_ text: String, chunkBytes: Int, lineBytesMax: Int = 100) throws -> [String] {
        var rest = Array(text.utf8)[...]
        var reader = LineReader(lineBytesMax: lineBytesMax) {
            defer { rest = rest.dropFirst(chunkBytes) }
            return Array(rest.prefix(chunkBytes))
        }
        var lines: [String] = []
        while let line = try reader.next() { lines.append(String(decoding: line, as: UTF8.self)) }
        return lines
    }
}
