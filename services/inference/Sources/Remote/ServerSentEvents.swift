/// Takes the data of server-sent events from a stream of bytes, wherever the pieces are cut (WHATWG HTML, 9.2). What
/// the stream ends in the middle of is no event.
struct ServerSentEvents {
    /// A line longer than this is no event of a language model.
    static let lineBytesMax = 1_048_576

    private var line: [UInt8] = []
    private var data: [String] = []

    /// The data of each event that is whole now. Throws when a line grows beyond reason.
    mutating func append(_ bytes: [UInt8]) throws(RemoteError) -> [String] {
        var events: [String] = []
        for byte in bytes {
            guard byte == UInt8(ascii: "\n") else {
                line.append(byte)
                guard line.count <= Self.lineBytesMax else {
                    throw .malformed("a line is longer than \(Self.lineBytesMax) bytes")
                }
                continue
            }
            if let event = endLine() { events.append(event) }
        }
        return events
    }

    private mutating func endLine() -> String? {
        defer { line.removeAll(keepingCapacity: true) }
        if line.last == UInt8(ascii: "\r") { line.removeLast() }
        guard !line.isEmpty else {
            defer { data = [] }
            return data.isEmpty ? nil : data.joined(separator: "\n")
        }
        let text = String(decoding: line, as: UTF8.self)
        guard text.hasPrefix("data:") else { return nil }
        let value = text.dropFirst("data:".count)
        data.append(String(value.hasPrefix(" ") ? value.dropFirst() : value))
        return nil
    }
}
