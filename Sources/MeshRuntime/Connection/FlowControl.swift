enum FlowControlFloor {
    /// The credit that every call starts with when a HELLO says nothing.
    static let windowBytes = 64 * 1024
}

/// Whether a message may be sent in a call.
enum WriteVerdict: Hashable, Sendable {
    case now
    case whenCreditArrives
    /// The call is over, or has no stream in this direction any more.
    case never
}

/// What a sender of DATA may still send in one call. It may overdraw by one message, so that a message larger than
/// the window can pass at all.
struct SendWindow: Hashable, Sendable {
    private(set) var byteCount: Int

    init(byteCount: Int) {
        self.byteCount = byteCount
    }

    var isOpen: Bool { byteCount > 0 }

    mutating func spend(_ frameByteCount: Int) {
        precondition(isOpen, "a message may be sent only while there is credit (there are \(byteCount) bytes)")
        byteCount -= frameByteCount
    }

    mutating func grant(_ grantedByteCount: UInt32) throws(MalformedFrame) {
        byteCount += Int(grantedByteCount)
        guard byteCount <= Int(Int32.max) else { throw .creditOverflow }
    }
}

/// What a receiver of DATA has granted in one call, and when it grants more.
struct ReceiveWindow: Hashable, Sendable {
    private let size: Int
    private(set) var byteCount: Int
    private var ungrantedByteCount = 0

    init(size: Int) {
        self.size = size
        byteCount = size
    }

    mutating func receive(_ frameByteCount: Int) throws(MalformedFrame) {
        guard byteCount > 0 else { throw .dataBeyondCredit }
        byteCount -= frameByteCount
    }

    /// Notes that the reader has taken messages. Returns the credit to grant, once half of the window is consumed.
    mutating func consume(_ frameByteCount: Int) -> UInt32? {
        ungrantedByteCount += frameByteCount
        guard ungrantedByteCount >= size / 2 else { return nil }
        defer { ungrantedByteCount = 0 }
        byteCount += ungrantedByteCount
        return UInt32(clamping: ungrantedByteCount)
    }
}
