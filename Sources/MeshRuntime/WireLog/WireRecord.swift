package import NIOCore

/// Bytes that one side of a connection wrote at a time, as a wire log holds them: a length that counts what follows it,
/// the time, the connection's number, the direction, the bytes. Integers are big-endian.
package struct WireRecord: Hashable, Sendable {
    package let unixMilliseconds: Int64
    package let connectionID: UInt32
    /// Whether the server wrote them.
    package let isSent: Bool
    package let bytes: ByteBuffer

    static let fileHeader = "MSHLOG1\n"
    /// What the length counts beside the bytes.
    private static let headByteCount = 13

    func encode(into buffer: inout ByteBuffer) {
        buffer.writeInteger(UInt32(Self.headByteCount + bytes.readableBytes))
        buffer.writeInteger(unixMilliseconds)
        buffer.writeInteger(connectionID)
        buffer.writeInteger(UInt8(isSent ? 1 : 0))
        buffer.writeImmutableBuffer(bytes)
    }

    /// All records of a file's contents. `path` is for the error.
    package static func records(in file: ByteBuffer, path: String) throws(WireLogError) -> [WireRecord] {
        var rest = file
        guard rest.readString(length: fileHeader.utf8.count) == fileHeader else { throw .notAWireLog(path: path) }
        var records: [WireRecord] = []
        while rest.readableBytes > 0 {
            let offset = rest.readerIndex
            guard let record = WireRecord(readingFrom: &rest) else { throw .malformed(path: path, offset: offset) }
            records.append(record)
        }
        return records
    }

    private init?(readingFrom buffer: inout ByteBuffer) {
        guard let length = buffer.readInteger(as: UInt32.self), length >= Self.headByteCount,
            var body = buffer.readSlice(length: Int(length)),
            let time = body.readInteger(as: Int64.self),
            let connectionID = body.readInteger(as: UInt32.self),
            let direction = body.readInteger(as: UInt8.self), direction <= 1
        else { return nil }
        self.init(unixMilliseconds: time, connectionID: connectionID, isSent: direction == 1, bytes: body)
    }

    /// What a replayed server sent now.
    package init(received bytes: ByteBuffer, on connectionID: UInt32) {
        self.init(unixMilliseconds: 0, connectionID: connectionID, isSent: true, bytes: bytes)
    }

    init(unixMilliseconds: Int64, connectionID: UInt32, isSent: Bool, bytes: ByteBuffer) {
        self.unixMilliseconds = unixMilliseconds
        self.connectionID = connectionID
        self.isSent = isSent
        self.bytes = bytes
    }
}
