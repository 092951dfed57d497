/// What a receiver takes from its peer. All sizes are bytes.
struct FrameLimits: Hashable, Sendable {
    /// Every peer takes frames with this much behind the length field: a message of 4 MiB, a head and the header.
    static let frameLengthFloor = 4 * 1024 * 1024 + headBytesMax + FrameHeader.countedByteCount
    /// No peer takes more than this; a longer frame is malformed rather than merely refused.
    static let frameLengthCeiling = 16 * 1024 * 1024
    static let headBytesMax = 16 * 1024

    /// The largest message of a method that names no limit of its own.
    let messageBytesMax: Int
    /// Smaller limits of single methods, by `package.Service/Method`.
    let methodMessageBytesMax: [String: Int]
    /// The largest message that is allowed whatever its method, so that the usual frame needs no look-up.
    private let unquestionedMessageBytes: Int

    init(messageBytesMax: Int = 4 * 1024 * 1024, methodMessageBytesMax: [String: Int] = [:]) {
        self.messageBytesMax = messageBytesMax
        self.methodMessageBytesMax = methodMessageBytesMax
        unquestionedMessageBytes = min(messageBytesMax, methodMessageBytesMax.values.min() ?? messageBytesMax)
    }

    /// The frame length that a HELLO announces.
    var frameLengthMax: Int {
        let needed = messageBytesMax + Self.headBytesMax + FrameHeader.countedByteCount
        return min(max(needed, Self.frameLengthFloor), Self.frameLengthCeiling)
    }

    /// Whether the payload that a header announces may be read into memory. `head` is the frame's head, which names
    /// the method of a CALL.
    func allows(_ header: FrameHeader, method: () -> String?) -> Bool {
        if header.payloadLength <= unquestionedMessageBytes { return true }
        if header.payloadLength > messageBytesMax { return false }
        guard header.type == .call, let method = method() else { return true }
        return allows(byteCount: header.payloadLength, method: method)
    }

    /// Whether a method takes a message of this size.
    func allows(byteCount: Int, method: String) -> Bool {
        byteCount <= unquestionedMessageBytes || byteCount <= methodMessageBytesMax[method] ?? messageBytesMax
    }
}
