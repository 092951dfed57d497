import NIOCore

/// What a client knows of one connection: a value that judges each frame and says what to do about it. `Attachment`
/// is whatever the edge keeps for a call.
struct ClientConnectionState<Attachment> {
    struct Limits: Hashable, Sendable {
        /// Open calls until the server's HELLO says how many it takes.
        var callsFloor = 256
        var windowBytes = 256 * 1024
        var pingsPerSecondMax = 100
    }

    enum Action {
        case established(HelloHead)
        /// The call is over, with the reply's status and message.
        case complete(Attachment, StatusHead, message: ByteBuffer?, isRefused: Bool)
        /// A message of a response stream, and what the frame cost.
        case message(Attachment, ByteBuffer, frameByteCount: Int)
        /// Fail a call whose message was over the limit; `isOpen` if the server must be told.
        case failOversized(callID: UInt32, Attachment, byteCount: Int, isOpen: Bool)
        /// Wake the call's writers, which wait for credit.
        case resumeWriting(callID: UInt32)
        case answerPing(ByteBuffer)
        /// Acknowledge, and open no more calls here.
        case drain(StatusHead)
        case ignore
    }

    private enum Phase {
        /// Calls may be opened although the server has not spoken. -> open, draining, closed
        case awaitingHello
        /// -> draining, closed
        case open
        /// Open calls are answered, new ones go elsewhere. -> closed
        case draining
        case closed
    }

    private struct Call {
        /// For the response stream; nil when there is none.
        var receiveWindow: ReceiveWindow?
        /// For the request stream, until it has ended; nil too when there is none.
        var sendWindow: SendWindow?
        let attachment: Attachment
    }

    private let limits: Limits
    private var phase = Phase.awaitingHello
    private var hasHello = false
    private var lastCallID: UInt32 = 0
    private var calls: [UInt32: Call] = [:]
    private var pings: FloodGate
    private(set) var callsMax: Int
    /// The credit with which the server has each request stream begin.
    private var sendWindowByteCount = FlowControlFloor.windowBytes
    /// The longest frame that the server takes, as its length field counts.
    private(set) var frameLengthMax = FrameLimits.frameLengthFloor

    init(limits: Limits, now: NIODeadline) {
        self.limits = limits
        callsMax = limits.callsFloor
        pings = FloodGate(perSecondMax: limits.pingsPerSecondMax, now: now)
    }

    var openCallCount: Int { calls.count }

    /// Whether the server drains and every call on the connection is answered.
    var isFinished: Bool {
        if case .draining = phase { calls.isEmpty } else { false }
    }
}

// MARK: What arrives

extension ClientConnectionState {
    mutating func receive(_ event: FrameDecoder.Event, now: NIODeadline) throws(MalformedFrame) -> Action {
        switch event {
        case .frame(let frame): try receive(frame, now: now)
        case .oversized(let header, _): try receiveOversized(header)
        }
    }

    private mutating func receive(_ frame: Frame, now: NIODeadline) throws(MalformedFrame) -> Action {
        switch frame.type {
        case .hello:
            return try receiveHello(frame)
        case .data:
            return try receiveData(frame)
        case .reply:
            return try receiveReply(frame)
        case .credit:
            return try receiveCredit(frame)
        case .ping:
            if frame.flags.contains(.acknowledgement) { return .ignore }
            guard pings.admit(now: now) else { throw .pingFlood }
            return .answerPing(frame.payload)
        case .drain:
            guard !frame.flags.contains(.acknowledgement) else { throw .wrongDirection }
            let status = try StatusHead(decoding: frame.head)
            guard case .open = phase else { return .ignore }
            phase = .draining
            return .drain(status)
        case .call, .cancel:
            throw .wrongDirection
        }
    }

    private mutating func receiveHello(_ frame: Frame) throws(MalformedFrame) -> Action {
        guard !hasHello else { throw .secondHello }
        let hello = try HelloHead(decoding: frame.head)
        hasHello = true
        if hello.callsMax > 0 { callsMax = Int(hello.callsMax) }
        frameLengthMax = hello.acceptedFrameLengthMax
        try raiseSendWindows(to: hello.acceptedWindowByteCount)
        if case .awaitingHello = phase { phase = .open }
        return .established(hello)
    }

    private mutating func receiveData(_ frame: Frame) throws(MalformedFrame) -> Action {
        try checkOpened(frame.callID)
        // The call may just have been cancelled here; the server could not know.
        guard var call = calls[frame.callID] else { return .ignore }
        guard call.receiveWindow != nil, frame.flags.contains(.message) else { throw .unexpectedData }
        try call.receiveWindow?.receive(frame.header.frameByteCount)
        calls[frame.callID] = call
        return .message(call.attachment, frame.payload, frameByteCount: frame.header.frameByteCount)
    }

    /// The server's HELLO is the first that it sends, so no credit has been granted yet to the calls that were opened
    /// before it came.
    private mutating func raiseSendWindows(to byteCount: Int) throws(MalformedFrame) {
        let raise = UInt32(byteCount - sendWindowByteCount)
        sendWindowByteCount = byteCount
        for callID in calls.keys { try calls[callID]?.sendWindow?.grant(raise) }
    }

    private mutating func receiveCredit(_ frame: Frame) throws(MalformedFrame) -> Action {
        try checkOpened(frame.callID)
        guard let byteCount: UInt32 = frame.payload.getInteger(at: frame.payload.readerIndex) else {
            throw .badControlPayload
        }
        // The requests may all be sent, or the call be over; the server could not know.
        guard calls[frame.callID]?.sendWindow != nil else { return .ignore }
        try calls[frame.callID]?.sendWindow?.grant(byteCount)
        return .resumeWriting(callID: frame.callID)
    }

    private mutating func receiveReply(_ frame: Frame) throws(MalformedFrame) -> Action {
        try checkOpened(frame.callID)
        let status = frame.head.readableBytes == 0 ? StatusHead() : try StatusHead(decoding: frame.head)
        guard let call = calls.removeValue(forKey: frame.callID) else { return .ignore }
        let message = frame.flags.contains(.message) ? frame.payload : nil
        return .complete(call.attachment, status, message: message, isRefused: frame.flags.contains(.refused))
    }

    private mutating func receiveOversized(_ header: FrameHeader) throws(MalformedFrame) -> Action {
        guard header.type == .data || header.type == .reply else { throw .wrongDirection }
        try checkOpened(header.callID)
        guard let call = calls.removeValue(forKey: header.callID) else { return .ignore }
        return .failOversized(
            callID: header.callID,
            call.attachment,
            byteCount: header.payloadLength,
            isOpen: header.type == .data
        )
    }

    private func checkOpened(_ callID: UInt32) throws(MalformedFrame) {
        guard callID >= 1, callID <= lastCallID else { throw .callNeverOpened }
    }
}

// MARK: What this side does

extension ClientConnectionState {
    /// Whether one more call may be opened here.
    var mayOpen: Bool {
        switch phase {
        case .awaitingHello, .open: calls.count < callsMax && lastCallID < .max
        case .draining, .closed: false
        }
    }

    /// The id that the next call to be opened gets.
    var nextCallID: UInt32 { lastCallID + 1 }

    /// Opens the call `nextCallID`; only where `mayOpen` is true.
    mutating func open(_ attachment: Attachment, kind: MethodKind) {
        precondition(mayOpen, "a call may be opened only where mayOpen says so")
        lastCallID += 1
        calls[lastCallID] = Call(
            receiveWindow: kind.streamsResponses ? ReceiveWindow(size: limits.windowBytes) : nil,
            sendWindow: kind.streamsRequests ? SendWindow(byteCount: sendWindowByteCount) : nil,
            attachment: attachment
        )
    }

    func mayWrite(_ callID: UInt32) -> WriteVerdict {
        guard let window = calls[callID]?.sendWindow else { return .never }
        return window.isOpen ? .now : .whenCreditArrives
    }

    mutating func wrote(_ callID: UInt32, frameByteCount: Int) {
        calls[callID]?.sendWindow?.spend(frameByteCount)
    }

    /// Ends the requests of a call. True if the server must be told.
    mutating func finishRequests(_ callID: UInt32) -> Bool {
        guard calls[callID]?.sendWindow != nil else { return false }
        calls[callID]?.sendWindow = nil
        return true
    }

    /// Ends a call from this side. Its attachment if it was open, and then the server must be told.
    mutating func cancel(_ callID: UInt32) -> Attachment? {
        calls.removeValue(forKey: callID)?.attachment
    }

    /// Notes that a stream's reader took messages. Returns the credit to grant, if it is time.
    mutating func consume(_ callID: UInt32, frameByteCount: Int) -> UInt32? {
        calls[callID]?.receiveWindow?.consume(frameByteCount)
    }

    /// Opens no more calls, as if the server had asked for it.
    mutating func retire() {
        switch phase {
        case .awaitingHello, .open: phase = .draining
        case .draining, .closed: break
        }
    }

    /// Ends the connection. Returns the calls that will not be answered.
    mutating func close() -> [Attachment] {
        phase = .closed
        defer { calls = [:] }
        return calls.values.map(\.attachment)
    }
}
