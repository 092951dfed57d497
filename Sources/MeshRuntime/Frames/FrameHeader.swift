import NIOCore

/// What a frame is for. docs/protocol.md says who may send which.
enum FrameType: UInt8, Hashable, Sendable, CaseIterable {
    case hello = 0
    case call = 1
    case data = 2
    case reply = 3
    case cancel = 4
    case credit = 5
    case ping = 6
    case drain = 7

    /// From here on a receiver skips the types that it does not know.
    static let firstIgnorable: UInt8 = 0x80
}

struct FrameFlags: OptionSet, Hashable, Sendable {
    var rawValue: UInt8

    /// The sender sends nothing more in this call.
    static let end = FrameFlags(rawValue: 1)
    /// The payload is a message; without it there is none, which differs from an empty one.
    static let message = FrameFlags(rawValue: 2)
    /// In a REPLY: the handler never ran, so the call may be sent elsewhere.
    static let refused = FrameFlags(rawValue: 4)
    static let acknowledgement = FrameFlags(rawValue: 8)

    static let known: FrameFlags = [.end, .message, .refused, .acknowledgement]
}

/// The 12 bytes before each frame's head and payload.
struct FrameHeader: Hashable, Sendable {
    /// What follows the length field: 8 bytes of this header, the head and the payload.
    var length: Int
    var type: FrameType
    var flags: FrameFlags
    var headLength: Int
    var callID: UInt32

    static let byteCount = 12
    /// The part of the header that the length field counts.
    static let countedByteCount = 8
    /// The call id of a HELLO, "MSH1", which tells a stranger's bytes at once.
    static let magic: UInt32 = 0x4D53_4831

    var payloadLength: Int { length - Self.countedByteCount - headLength }
    /// The frame's whole size, which is also what a DATA frame costs in credit.
    var frameByteCount: Int { length + 4 }
}

/// One frame, its two variable parts still in the bytes that were read.
struct Frame: Hashable, Sendable {
    var header: FrameHeader
    var head: ByteBuffer
    var payload: ByteBuffer

    var type: FrameType { header.type }
    var flags: FrameFlags { header.flags }
    var callID: UInt32 { header.callID }
}
