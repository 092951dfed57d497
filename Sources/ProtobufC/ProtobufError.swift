/// Why a message could not be converted to or from protobuf bytes.
public enum ProtobufError: Error, Hashable, Sendable, CustomStringConvertible {
    /// A string to encode, or one that arrived, holds a NUL. libprotobuf-c ends strings at the first NUL, so
    /// passing it on would cut the text silently; `bytes` fields carry arbitrary data.
    case embeddedNUL(field: String)
    case invalidUTF8(field: String)
    /// The bytes are truncated or break the wire format.
    case malformed(message: String, byteCount: Int)
    /// Unpacking needed more memory than `ProtobufLimits.unpackedBytesMax`.
    case unpackedTooLarge(message: String, bytesMax: Int)

    public var description: String {
        switch self {
        case .embeddedNUL(let field):
            "string field \(field) contains a NUL character; use a text without U+0000"
        case .invalidUTF8(let field):
            "string field \(field) is not valid UTF-8"
        case .malformed(let message, let byteCount):
            "\(byteCount) bytes are not a \(message): truncated or malformed protobuf"
        case .unpackedTooLarge(let message, let bytesMax):
            "a \(message) unpacks to more than \(bytesMax) bytes; send a smaller message"
        }
    }
}

/// Bounds on what one conversion may use.
public enum ProtobufLimits {
    /// Most memory, in bytes, that libprotobuf-c may take to unpack one message. Two bytes of hostile input can
    /// ask for a whole empty sub-message, so the size of the input alone does not bound this.
    public static let unpackedBytesMax = 64 * 1024 * 1024
}
