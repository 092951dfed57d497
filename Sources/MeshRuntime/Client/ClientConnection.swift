import NIOCore

/// A client's end of one connection: writes calls, reads frames, asks the state what to do, and does it. Lives on its
/// event loop; a `ConnectionHandle` is how everyone else reaches it.
final class ClientConnection {
    private let executor: EventLoopExecutor
    let output: ConnectionOutput
    var waitingWriters = WaitingWriters()
    private var state: ClientConnectionState<ClientCall>
    private var reader: FrameReader
    private let configuration: ClientConfiguration
    /// What the endpoint is told.
    private let report: (Event) -> Void
    private var isClosed = false
    private var failedCalls = false
    /// Why the connection ended, in words for those whose calls were open.
    private var closeReason = "the connection was closed by the server"

    enum Event {
        /// The channel is connected, and HELLO is on its way.
        case connected
        /// The server has said HELLO and takes so many calls at a time.
        case established(callsMax: Int)
        /// Open no more calls here.
        case draining
        /// A call has ended; the outcome is nil where it says nothing about the server.
        case callEnded(MethodKind, now: NIODeadline, CallOutcome?)
        case closed(reason: String, failedCalls: Bool)
    }

    init(configuration: ClientConfiguration, eventLoop: any EventLoop, report: @escaping (Event) -> Void) {
        self.configuration = configuration
        self.report = report
        executor = EventLoopExecutor.shared(for: eventLoop)
        output = ConnectionOutput(executor: executor, timeouts: configuration.timeouts)
        state = ClientConnectionState(limits: configuration.connectionLimits, now: executor.now)
        reader = FrameReader(limits: configuration.frameLimits)
    }

    /// Closes the channel. Open calls fail with the code and the reason.
    func close(_ code: StatusCode = .unavailable, reason: String) {
        guard !isClosed else { return }
        closeReason = reason
        endCalls(code)
        output.finish()
    }

    /// Opens no more calls, and closes when the open ones have ended.
    func retire() {
        state.retire()
        closeIfFinished()
    }

    private func endCalls(_ code: StatusCode) {
        guard !isClosed else { return }
        isClosed = true
        let now = executor.now
        for call in state.close() {
            // One event, however many calls it ends: the endpoint counts it as one.
            failedCalls = code != .cancelled
            end(call, CallFailure(CallError(code, closeReason)), now: now, saysSomething: false)
        }
    }
}

// MARK: What callers do

extension ClientConnection {
    /// Opens a call and writes its frame. `write` gets the call's id and the longest frame that the server takes.
    func open(
        _ sink: CallSink,
        kind: MethodKind,
        deadline: Deadline?,
        now: NIODeadline,
        write: (_ buffer: inout ByteBuffer, _ callID: UInt32, _ frameLengthMax: Int) throws -> Void
    ) {
        guard !sink.isFinished else { return reportUnwritten(kind, now: now) }
        guard !isClosed, state.mayOpen else {
            let reason = isClosed ? closeReason : "the connection takes no more calls"
            return fail(sink, kind, CallError(.unavailable, reason), now: now)
        }
        if let deadline, deadline.instant <= now {
            let error = CallError(.deadlineExceeded, "the deadline passed before the call was sent")
            return fail(sink, kind, error, now: now)
        }
        let callID = state.nextCallID
        do {
            try output.write { buffer throws(any Error) in try write(&buffer, callID, state.frameLengthMax) }
        } catch let error as MessageTooLarge {
            let text = "a request of \(error.byteCount) bytes is more than the server takes"
            return fail(sink, kind, CallError(.resourceExhausted, text), now: now)
        } catch let error as CallError {
            return fail(sink, kind, error, now: now)
        } catch {
            let error = CallError(.internalError, "the request could not be encoded: \(error)")
            return fail(sink, kind, error, now: now)
        }
        let ticket = deadline.map { executor.schedule(self, callID: callID, at: $0.instant) }
        let call = ClientCall(sink: sink, kind: kind, openedAt: now, deadline: deadline, deadlineTicket: ticket)
        state.open(call, kind: kind)
        sink.callID = callID
    }

    /// Ends a call whose caller has gone.
    func cancel(_ sink: CallSink) {
        end(callID: sink.callID, CallError(.cancelled, "the call was cancelled"))
    }

    /// Notes that a stream's reader took so much.
    func consume(_ sink: CallSink, byteCount: Int) {
        if let credit = state.consume(sink.callID, frameByteCount: byteCount) {
            output.write { $0.writeCredit(callID: sink.callID, byteCount: credit) }
        }
    }

    /// Tells the server that a call's last request has been sent.
    func finishRequests(_ callID: UInt32) {
        if state.finishRequests(callID) { output.write { $0.writeRequestsEnd(callID: callID) } }
    }

    /// A call that was not written: another connection may take it, unless the error is the call's own.
    private func fail(_ sink: CallSink, _ kind: MethodKind, _ error: CallError, now: NIODeadline) {
        sink.fail(CallFailure(error, progress: error.code == .unavailable ? .unwritten : .mayHaveRun))
        reportUnwritten(kind, now: now)
    }

    private func reportUnwritten(_ kind: MethodKind, now: NIODeadline) {
        report(.callEnded(kind, now: now, nil))
    }
}

extension ClientConnection: StreamSender {
    var peerFrameLengthMax: Int { state.frameLengthMax }

    func mayWrite(_ callID: UInt32) -> WriteVerdict { state.mayWrite(callID) }

    func wrote(_ callID: UInt32, frameByteCount: Int) {
        state.wrote(callID, frameByteCount: frameByteCount)
    }
}

// MARK: How calls end

extension ClientConnection {
    /// Ends an open call from this side and tells the server.
    private func end(callID: UInt32, _ error: CallError) {
        guard let call = state.cancel(callID) else { return }
        output.write { $0.writeCancel(callID: callID) }
        end(call, CallFailure(error), now: executor.now)
        closeIfFinished()
    }

    private func end(
        _ call: ClientCall,
        _ failure: CallFailure?,
        message: ByteBuffer? = nil,
        now: NIODeadline,
        saysSomething: Bool = true
    ) {
        if let ticket = call.deadlineTicket { executor.unschedule(ticket) }
        waitingWriters.resume(call.sink.callID)
        switch (call.sink, failure, message) {
        case (.stream(let queue), nil, _?):
            queue.finish(
                CallFailure(CallError(.unimplemented, "the server's reply has a message, but the method a stream"))
            )
        case (.stream(let queue), _, _): queue.finish(failure)
        case (.unary(let reply), let failure?, _): reply.finish(.failure(failure))
        case (.unary(let reply), nil, let message?): reply.finish(.success(message))
        case (.unary(let reply), nil, nil):
            reply.finish(.failure(CallFailure(CallError(.unimplemented, "the server's reply has no message"))))
        }
        let outcome = CallOutcome(
            verdict: CallOutcome.verdict(on: failure),
            latency: now - call.openedAt,
            timeout: call.deadline.map { $0.instant - call.openedAt }
        )
        report(.callEnded(call.kind, now: now, saysSomething ? outcome : nil))
    }

    /// A draining server leaves the closing to the client, which knows that every answer has arrived.
    private func closeIfFinished() {
        if state.isFinished { close(reason: "the server is shutting down") }
    }
}

// MARK: What arrives

extension ClientConnection {
    private func perform(_ action: ClientConnectionState<ClientCall>.Action, now: NIODeadline) {
        switch action {
        case .established:
            output.handshakeCompleted()
            report(.established(callsMax: state.callsMax))
            waitingWriters.resumeAll()
        case .complete(let call, let status, let message, let isRefused):
            call.sink.take(trailers: status.metadata)
            let failure = status.callError.map { CallFailure($0, progress: isRefused ? .refused : .mayHaveRun) }
            end(call, failure, message: message, now: now)
            closeIfFinished()
        case .message(let call, let message, let frameByteCount):
            if case .stream(let queue) = call.sink { queue.add(message, frameByteCount: frameByteCount) }
        case .failOversized(let callID, let call, let byteCount, let isOpen):
            if isOpen { output.write { $0.writeCancel(callID: callID) } }
            let limit = configuration.messageBytesMax
            let text = "a response of \(byteCount) bytes is more than the client takes, which is \(limit)"
            end(call, CallFailure(CallError(.resourceExhausted, text)), now: now)
            closeIfFinished()
        case .resumeWriting(let callID):
            waitingWriters.resume(callID)
        case .answerPing(var opaque):
            output.write { $0.writePing(opaque.readInteger() ?? 0, flags: .acknowledgement) }
        case .drain:
            output.write { $0.writeDrainAcknowledgement() }
            report(.draining)
            closeIfFinished()
        case .ignore:
            break
        }
    }
}

extension ClientConnection: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    func handlerAdded(context: ChannelHandlerContext) {
        output.attach(to: context)
        if context.channel.isActive { start() }
    }

    func channelActive(context: ChannelHandlerContext) {
        start()
    }

    private func start() {
        output.write { $0.writeHello(configuration.hello) }
        scheduleTick()
        report(.connected)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !isClosed else { return }
        executor.beginBatch()
        let bytes = unwrapInboundIn(data)
        reader.append(bytes)
        var completedFrame = false
        let now = executor.now
        do throws(MalformedFrame) {
            while !isClosed, let event = try reader.next() {
                completedFrame = true
                perform(try state.receive(event, now: now), now: now)
            }
            output.noteRead(
                byteCount: bytes.readableBytes,
                completedFrame: completedFrame,
                isInsideFrame: reader.isInsideFrame
            )
        } catch {
            close(reason: "the server broke the protocol: \(error)")
        }
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        executor.endBatch()
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        if context.channel.isWritable { waitingWriters.resumeAll() }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        closeReason = "the connection failed: \(error)"
        context.close(promise: nil)
    }

    func channelInactive(context: ChannelHandlerContext) {
        // A channel that is closed while it reads never says that it has read all.
        executor.endBatch()
        endCalls(.unavailable)
        output.detach()
        report(.closed(reason: closeReason, failedCalls: failedCalls))
    }
}

// MARK: Time

extension ClientConnection: DeadlineObserver {
    /// Zero is the connection's own tick.
    func deadlineExpired(callID: UInt32) {
        guard callID != 0 else { return tick() }
        guard var call = state.cancel(callID) else { return }
        output.write { $0.writeCancel(callID: callID) }
        // The ticket is used up, so there is none to take back.
        call.deadlineTicket = nil
        let error = CallError(.deadlineExceeded, "the deadline passed before the server answered")
        end(call, CallFailure(error), now: executor.now)
        closeIfFinished()
    }

    private func tick() {
        guard !isClosed else { return }
        if let timeout = output.tick(hasOpenCalls: state.openCallCount > 0) {
            return close(reason: "the connection missed its \(timeout.rawValue)")
        }
        scheduleTick()
    }

    private func scheduleTick() {
        _ = executor.schedule(self, callID: 0, at: executor.now + ConnectionTimeouts.tick)
    }
}
