import NIOCore

/// Cuts a byte stream into frames. Each header is judged before any of its body is waited for, and the body of a
/// message over its limit is dropped as it arrives, so that a peer cannot make the process hold more than the limit.
struct FrameDecoder: NIOSingleStepByteToMessageDecoder {
    enum Event: Hashable, Sendable {
        case frame(Frame)
        /// A message over its limit. Its payload is skipped; head and header are as sent.
        case oversized(FrameHeader, head: ByteBuffer)
    }

    typealias InboundOut = Event

    private enum State {
        /// Nothing has arrived yet: the next header must be a HELLO's.
        case awaitingHello
        case awaitingHeader
        case awaitingBody(FrameHeader)
        /// Bytes of a frame that is not delivered.
        case skipping(byteCount: Int)
    }

    private let limits: FrameLimits
    private var state = State.awaitingHello

    init(limits: FrameLimits) {
        self.limits = limits
    }

    /// Whether part of a frame has arrived, given what is left in the buffer.
    func isInsideFrame(unprocessedByteCount: Int) -> Bool {
        switch state {
        case .awaitingHello, .awaitingHeader: unprocessedByteCount > 0
        case .awaitingBody, .skipping: true
        }
    }

    mutating func decode(buffer: inout ByteBuffer) throws -> Event? {
        try decodeFrame(from: &buffer)
    }

    mutating func decodeLast(buffer: inout ByteBuffer, seenEOF: Bool) throws -> Event? {
        try decodeFrame(from: &buffer)
    }

    mutating func decodeFrame(from buffer: inout ByteBuffer) throws(MalformedFrame) -> Event? {
        while true {
            switch state {
            case .awaitingHello:
                guard let first = buffer.peekFirstBytes() else { return nil }
                if let stranger = MalformedFrame(firstBytes: first) { throw stranger }
                guard try readHeader(from: &buffer, isFirst: true) else { return nil }
            case .awaitingHeader:
                guard try readHeader(from: &buffer, isFirst: false) else { return nil }
            case .awaitingBody(let header):
                return readBody(of: header, from: &buffer)
            case .skipping(let byteCount):
                let skipped = min(byteCount, buffer.readableBytes)
                buffer.moveReaderIndex(forwardBy: skipped)
                guard skipped == byteCount else {
                    state = .skipping(byteCount: byteCount - skipped)
                    return nil
                }
                state = .awaitingHeader
            }
        }
    }

    /// Reads one header if it is all there, and moves to what must follow it.
    private mutating func readHeader(from buffer: inout ByteBuffer, isFirst: Bool) throws(MalformedFrame) -> Bool {
        guard
            let (length, type, flags, headLength, callID) = buffer.readMultipleIntegers(
                as: (UInt32, UInt8, UInt8, UInt16, UInt32).self
            )
        else { return false }
        let body = Int(length) - FrameHeader.countedByteCount
        guard body >= 0 else { throw .lengthTooSmall }
        guard length <= FrameLimits.frameLengthCeiling else { throw .lengthTooLarge }
        guard headLength <= FrameLimits.headBytesMax else { throw .headTooLarge }
        guard Int(headLength) <= body else { throw .headPastEnd }
        guard FrameFlags.known.rawValue & flags == flags else { throw .reservedFlag }
        guard let type = FrameType(rawValue: type) else {
            guard type >= FrameType.firstIgnorable else { throw .unknownFrameType }
            guard !isFirst else { throw .firstFrameNotHello }
            state = .skipping(byteCount: body)
            return true
        }
        let header = FrameHeader(
            length: Int(length),
            type: type,
            flags: FrameFlags(rawValue: flags),
            headLength: Int(headLength),
            callID: callID
        )
        try header.checkAlone(isFirst: isFirst)
        state = .awaitingBody(header)
        return true
    }

    /// Reads head and payload when both are there, or the head alone of a message over its limit.
    private mutating func readBody(of header: FrameHeader, from buffer: inout ByteBuffer) -> Event? {
        guard buffer.readableBytes >= header.headLength else { return nil }
        let isAllowed = limits.allows(header) {
            buffer.getSlice(at: buffer.readerIndex, length: header.headLength).flatMap(CallHead.method(in:))
        }
        guard isAllowed else {
            let head = buffer.readSlice(length: header.headLength) ?? ByteBuffer()
            state = .skipping(byteCount: header.payloadLength)
            return .oversized(header, head: head)
        }
        guard buffer.readableBytes >= header.headLength + header.payloadLength else { return nil }
        state = .awaitingHeader
        let head = header.headLength == 0 ? ByteBuffer() : buffer.readSlice(length: header.headLength)
        let payload = header.payloadLength == 0 ? ByteBuffer() : buffer.readSlice(length: header.payloadLength)
        return .frame(Frame(header: header, head: head ?? ByteBuffer(), payload: payload ?? ByteBuffer()))
    }
}

extension FrameHeader {
    /// The rules that need nothing but the header, and whether it is the first of its connection.
    fileprivate func checkAlone(isFirst: Bool) throws(MalformedFrame) {
        if isFirst, type != .hello { throw .firstFrameNotHello }
        switch type {
        case .hello:
            guard callID == Self.magic else { throw .badMagic }
            guard payloadLength == 0 else { throw .badControlPayload }
        case .ping:
            guard callID == 0, headLength == 0, payloadLength == 8 else { throw .badControlPayload }
        case .drain:
            guard callID == 0, payloadLength == 0 else { throw .badControlPayload }
        case .credit:
            guard headLength == 0, payloadLength == 4 else { throw .badControlPayload }
        case .cancel:
            guard headLength == 0, payloadLength == 0 else { throw .badControlPayload }
        case .call, .data, .reply:
            break
        }
    }
}

extension MalformedFrame {
    /// Recognises what other protocols send first.
    fileprivate init?(firstBytes: UInt32) {
        switch firstBytes {
        case 0x4745_5420, 0x504F_5354, 0x4845_4144, 0x5055_5420: self = .httpRequest  // "GET ", "POST", "HEAD", "PUT "
        case 0x5052_4920: self = .http2Preface  // "PRI "
        case 0x1603_0000...0x1603_04FF: self = .tlsHello
        default: return nil
        }
    }
}

extension ByteBuffer {
    fileprivate func peekFirstBytes() -> UInt32? {
        getInteger(at: readerIndex)
    }
}
