/// Cuts a stream of bytes into lines, holding one line and one chunk at a time.
struct LineReader {
    private let lineBytesMax: Int
    private let nextChunk: () throws -> [UInt8]
    private var buffer: [UInt8] = []
    private var offset = 0
    private var isAtEnd = false

    /// `nextChunk` gives the next bytes, none at the end.
    init(lineBytesMax: Int, nextChunk: @escaping () throws -> [UInt8]) {
        precondition(lineBytesMax > 0, "lineBytesMax must be positive (is \(lineBytesMax))")
        self.lineBytesMax = lineBytesMax
        self.nextChunk = nextChunk
    }

    /// The next line without its line end; nil at the end. A last line without a line end is a line.
    mutating func next() throws -> [UInt8]? {
        var searched = offset
        while true {
            if let end = buffer[searched...].firstIndex(of: UInt8(ascii: "\n")) {
                try checkLength(end - offset)
                defer { offset = end + 1 }
                return Array(buffer[offset..<end])
            }
            searched = buffer.count
            try checkLength(buffer.count - offset)
            guard !isAtEnd else { return takeRest() }
            let consumed = offset
            buffer.removeFirst(consumed)
            offset = 0
            searched -= consumed
            let chunk = try nextChunk()
            isAtEnd = chunk.isEmpty
            buffer += chunk
        }
    }

    private mutating func takeRest() -> [UInt8]? {
        guard offset < buffer.count else { return nil }
        defer { offset = buffer.count }
        return Array(buffer[offset...])
    }

    private func checkLength(_ length: Int) throws {
        guard length <= lineBytesMax else {
            throw FieldViolation(field: "", rule: "a line must have at most \(lineBytesMax) bytes")
        }
    }
}
