import NIOCore

/// What a server knows of one connection: a value that judges each frame and says what to do about it. `Attachment`
/// is whatever the edge keeps for a call.
struct ServerConnectionState<Attachment> {
    struct Limits: Hashable, Sendable {
        /// Open calls, counted until their handlers have returned.
        var callsMax = 256
        var pingsPerSecondMax = 100
        var cancelsPerSecondMax = 10_000
    }

    enum Action {
        case established(HelloHead)
        /// Start a handler and `begin` the call, or answer it at once.
        case open(callID: UInt32, CallHead, message: ByteBuffer?, isEnded: Bool)
        /// Answer REFUSED: the handler never ran.
        case refuse(callID: UInt32, CallError)
        /// Fail a call whose message was over its limit.
        case failOversized(callID: UInt32, byteCount: Int)
        /// Cancel the handler's task; there is no answer.
        case cancel(Attachment)
        /// Wake the writers that wait for credit.
        case resumeWriting(Attachment)
        case answerPing(ByteBuffer)
        /// Nothing more is to come: close when `isFinished`.
        case drainAcknowledged
        case ignore
    }

    enum WriteVerdict: Hashable, Sendable {
        case now
        case whenCreditArrives
        /// The call is over.
        case never
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
        var window: SendWindow
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
            try checkOpened(frame.callID)
            guard calls[frame.callID] == nil else { throw .unexpectedData }
            return .ignore
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
        windowByteCount = min(max(Int(hello.windowBytes), FlowControlFloor.windowBytes), Int(Int32.max))
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

    private mutating func receiveOversized(_ header: FrameHeader) throws(MalformedFrame) -> Action {
        switch header.type {
        case .call:
            try noteNewCall(header.callID)
            return .failOversized(callID: header.callID, byteCount: header.payloadLength)
        case .data:
            try checkOpened(header.callID)
            guard calls[header.callID] == nil else { throw .unexpectedData }
            return .ignore
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
        try calls[frame.callID]?.window.grant(byteCount)
        return .resumeWriting(call.attachment)
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
    /// Takes a slot for a call that `open` announced.
    mutating func begin(_ callID: UInt32, _ attachment: Attachment) {
        calls[callID] = Call(window: SendWindow(byteCount: windowByteCount), attachment: attachment)
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
        return call.window.isOpen ? .now : .whenCreditArrives
    }

    mutating func wrote(_ callID: UInt32, frameByteCount: Int) {
        calls[callID]?.window.spend(frameByteCount)
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

    /// The calls that wait for credit or for nothing, for waking them when the channel takes bytes again.
    var attachments: [Attachment] { calls.values.filter { !$0.isAbandoned }.map(\.attachment) }
}

enum FlowControlFloor {
    /// The credit that every call starts with when a HELLO says nothing.
    static let windowBytes = 64 * 1024
}
