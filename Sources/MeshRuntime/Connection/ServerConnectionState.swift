import NIOCore

/// What a server knows of one connection: a value that judges each frame and says what to do about it. `Attachment`
/// is whatever the edge keeps for a call.
struct ServerConnectionState<Attachment> {
    struct Limits: Hashable, Sendable {
        /// Open calls, counted until their handlers have returned.
        var callsMax = 256
        /// What a client may send ahead of each handler that reads a stream.
        var windowBytes = FlowControlFloor.windowBytes
        var pingsPerSecondMax = 100
        var cancelsPerSecondMax = 10_000
    }

    enum Action {
        case established(HelloHead)
        /// Start a handler and `begin` the call, or answer it at once.
        case open(callID: UInt32, CallHead, message: ByteBuffer?, isEnded: Bool)
        /// Answer REFUSED: the handler never ran.
        case refuse(callID: UInt32, CallError)
        /// Fail a call whose first message was over its limit; there is no handler.
        case failOversized(callID: UInt32, byteCount: Int)
        /// A message of a request stream, what the frame cost, and whether it was the last; nil for an end alone.
        case message(Attachment, ByteBuffer?, frameByteCount: Int, isEnd: Bool)
        /// Fail an open call, in whose request stream was a message over the limit.
        case endOversized(Attachment, byteCount: Int)
        /// Cancel the handler's task; there is no answer.
        case cancel(Attachment)
        /// Wake the call's writers, which wait for credit.
        case resumeWriting(callID: UInt32)
        case answerPing(ByteBuffer)
        /// Nothing more is to come: close when `isFinished`.
        case drainAcknowledged
        case ignore
    }

    private enum Phase {
        /// -> open, closed
        case awaitingHello
        /// -> draining, closed
        case open
        /// DRAIN is sent; calls are taken until the client has seen it. -> drained, closed
        case draining
        /// New calls are refused, open ones are answered. -> closed
        case drained
        case closed
    }

    private struct Call {
        /// Cancelled or expired: nobody waits for the handler, which still holds its slot.
        var isAbandoned = false
        /// For what the handler sends.
        var sendWindow: SendWindow
        /// For the request stream, until it has ended; nil too when there is none.
        var receiveWindow: ReceiveWindow?
        let attachment: Attachment
    }

    private let limits: Limits
    private var phase = Phase.awaitingHello
    private var lastCallID: UInt32 = 0
    private var calls: [UInt32: Call] = [:]
    private var windowByteCount = FlowControlFloor.windowBytes
    private var pings: FloodGate
    private var cancels: FloodGate

    init(limits: Limits, now: NIODeadline) {
        self.limits = limits
        pings = FloodGate(perSecondMax: limits.pingsPerSecondMax, now: now)
        cancels = FloodGate(perSecondMax: limits.cancelsPerSecondMax, now: now)
    }

    var openCallCount: Int { calls.count }

    /// Whether the connection has drained and may be closed.
    var isFinished: Bool {
        if case .drained = phase { calls.isEmpty } else { false }
    }
}

// MARK: What arrives

extension ServerConnectionState {
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
        case .call:
            return try receiveCall(frame)
        case .data:
            return try receiveData(frame)
        case .cancel:
            return try receiveCancel(callID: frame.callID, now: now)
        case .credit:
            return try receiveCredit(frame)
        case .ping:
            if frame.flags.contains(.acknowledgement) { return .ignore }
            guard pings.admit(now: now) else { throw .pingFlood }
            return .answerPing(frame.payload)
        case .drain:
            guard frame.flags.contains(.acknowledgement), case .draining = phase else { throw .wrongDirection }
            phase = .drained
            return .drainAcknowledged
        case .reply:
            throw .wrongDirection
        }
    }

    private mutating func receiveHello(_ frame: Frame) throws(MalformedFrame) -> Action {
        guard case .awaitingHello = phase else { throw .secondHello }
        let hello = try HelloHead(decoding: frame.head)
        windowByteCount = hello.acceptedWindowByteCount
        phase = .open
        return .established(hello)
    }

    private mutating func receiveCall(_ frame: Frame) throws(MalformedFrame) -> Action {
        try noteNewCall(frame.callID)
        let head = try CallHead(decoding: frame.head)
        switch phase {
        case .awaitingHello: throw .firstFrameNotHello
        case .closed: return .ignore
        case .drained: return .refuse(callID: frame.callID, CallError(.unavailable, "the server is shutting down"))
        case .open, .draining: break
        }
        guard calls.count < limits.callsMax else {
            let error = CallError(.resourceExhausted, "more than \(limits.callsMax) calls are open on this connection")
            return .refuse(callID: frame.callID, error)
        }
        return .open(
            callID: frame.callID,
            head,
            message: frame.flags.contains(.message) ? frame.payload : nil,
            isEnded: frame.flags.contains(.end)
        )
    }

    private mutating func receiveData(_ frame: Frame) throws(MalformedFrame) -> Action {
        try checkOpened(frame.callID)
        let isEnd = frame.flags.contains(.end)
        let hasMessage = frame.flags.contains(.message)
        guard isEnd || hasMessage else { throw .unexpectedData }
        // The call may just have been answered; the client could not know.
        guard let call = calls[frame.callID] else { return .ignore }
        guard call.receiveWindow != nil else { throw .unexpectedData }
        // An end alone is free, so that a sender without credit can say it.
        let frameByteCount = hasMessage ? frame.header.frameByteCount : 0
        if hasMessage { try calls[frame.callID]?.receiveWindow?.receive(frameByteCount) }
        if isEnd { calls[frame.callID]?.receiveWindow = nil }
        if call.isAbandoned { return .ignore }
        let message = hasMessage ? frame.payload : nil
        return .message(call.attachment, message, frameByteCount: frameByteCount, isEnd: isEnd)
    }

    private mutating func receiveOversized(_ header: FrameHeader) throws(MalformedFrame) -> Action {
        switch header.type {
        case .call:
            try noteNewCall(header.callID)
            return .failOversized(callID: header.callID, byteCount: header.payloadLength)
        case .data:
            try checkOpened(header.callID)
            guard let call = calls[header.callID] else { return .ignore }
            guard call.receiveWindow != nil else { throw .unexpectedData }
            if call.isAbandoned { return .ignore }
            return .endOversized(call.attachment, byteCount: header.payloadLength)
        case .hello, .reply, .cancel, .credit, .ping, .drain:
            throw .wrongDirection
        }
    }

    private mutating func receiveCancel(callID: UInt32, now: NIODeadline) throws(MalformedFrame) -> Action {
        try checkOpened(callID)
        guard cancels.admit(now: now) else { throw .cancelFlood }
        return abandon(callID).map(Action.cancel) ?? .ignore
    }

    private mutating func receiveCredit(_ frame: Frame) throws(MalformedFrame) -> Action {
        try checkOpened(frame.callID)
        guard let byteCount: UInt32 = frame.payload.getInteger(at: frame.payload.readerIndex) else {
            throw .badControlPayload
        }
        // A call that is over has no window to fill; the client could not know.
        guard let call = calls[frame.callID], !call.isAbandoned else { return .ignore }
        try calls[frame.callID]?.sendWindow.grant(byteCount)
        return .resumeWriting(callID: frame.callID)
    }

    private mutating func noteNewCall(_ callID: UInt32) throws(MalformedFrame) {
        guard callID > lastCallID else { throw .callIDReused }
        lastCallID = callID
    }

    private func checkOpened(_ callID: UInt32) throws(MalformedFrame) {
        guard callID >= 1, callID <= lastCallID else { throw .callNeverOpened }
    }
}

// MARK: What this side does

extension ServerConnectionState {
    /// Takes a slot for a call that `open` announced, and whose request stream goes on if `isReceiving`.
    mutating func begin(_ callID: UInt32, _ attachment: Attachment, isReceiving: Bool = false) {
        calls[callID] = Call(
            sendWindow: SendWindow(byteCount: windowByteCount),
            receiveWindow: isReceiving ? ReceiveWindow(size: limits.windowBytes) : nil,
            attachment: attachment
        )
    }

    /// Notes that a handler took messages. Returns the credit to grant, if it is time.
    mutating func consume(_ callID: UInt32, frameByteCount: Int) -> UInt32? {
        calls[callID]?.receiveWindow?.consume(frameByteCount)
    }

    /// Marks a call as of no more use to its caller; its attachment if it was of use until now.
    mutating func abandon(_ callID: UInt32) -> Attachment? {
        guard let call = calls[callID], !call.isAbandoned else { return nil }
        calls[callID]?.isAbandoned = true
        return call.attachment
    }

    /// Frees a call's slot. True if the caller still waits for the answer.
    mutating func handlerReturned(_ callID: UInt32) -> Bool {
        guard let call = calls.removeValue(forKey: callID) else { return false }
        return !call.isAbandoned
    }

    func mayWrite(_ callID: UInt32) -> WriteVerdict {
        guard let call = calls[callID], !call.isAbandoned else { return .never }
        return call.sendWindow.isOpen ? .now : .whenCreditArrives
    }

    mutating func wrote(_ callID: UInt32, frameByteCount: Int) {
        calls[callID]?.sendWindow.spend(frameByteCount)
    }

    /// True if a DRAIN is to be sent now.
    mutating func drain() -> Bool {
        guard case .open = phase else { return false }
        phase = .draining
        return true
    }

    /// Stops waiting for the client's acknowledgement: what it sends from now on is refused, and so not lost.
    mutating func stopWaitingForAcknowledgement() {
        switch phase {
        case .draining, .awaitingHello, .open: phase = .drained
        case .drained, .closed: break
        }
    }

    /// Ends the connection and all its calls. Returns those whose handlers must be cancelled.
    mutating func close() -> [Attachment] {
        phase = .closed
        let waiting = calls.filter { !$0.value.isAbandoned }
        for callID in waiting.keys { calls[callID]?.isAbandoned = true }
        return waiting.values.map(\.attachment)
    }
}
