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
    /// Why the connection ended, in words for those whose calls were open.
    private var closeReason = "the connection was closed by the server"

    enum Event {
        /// The channel is connected, and HELLO is on its way.
        case connected
        /// The server has said HELLO and takes so many calls at a time.
        case established(callsMax: Int)
        /// Open no more calls here.
        case draining
        /// A call has ended.
        case callEnded
        case closed(reason: String)
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
        for call in state.close() {
            end(call, CallFailure(CallError(code, closeReason)))
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
        guard !sink.isFinished else { return report(.callEnded) }
        guard !isClosed, state.mayOpen else {
            return fail(sink, CallError(.unavailable, isClosed ? closeReason : "the connection takes no more calls"))
        }
        if let deadline, deadline.instant <= now {
            return fail(sink, CallError(.deadlineExceeded, "the deadline passed before the call was sent"))
        }
        let callID = state.nextCallID
        do {
            try output.write { buffer throws(any Error) in try write(&buffer, callID, state.frameLengthMax) }
        } catch let error as MessageTooLarge {
            return fail(
                sink,
                CallError(.resourceExhausted, "a request of \(error.byteCount) bytes is more than the server takes")
            )
        } catch let error as CallError {
            return fail(sink, error)
        } catch {
            return fail(sink, CallError(.internalError, "the request could not be encoded: \(error)"))
        }
        let ticket = deadline.map { executor.schedule(self, callID: callID, at: $0.instant) }
        state.open(ClientCall(sink: sink, deadlineTicket: ticket), kind: kind)
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
    private func fail(_ sink: CallSink, _ error: CallError) {
        sink.fail(CallFailure(error, certainlyDidNotRun: error.code == .unavailable))
        report(.callEnded)
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
        end(call, CallFailure(error))
        closeIfFinished()
    }

    private func end(_ call: ClientCall, _ failure: CallFailure?, message: ByteBuffer? = nil) {
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
        report(.callEnded)
    }

    /// A draining server leaves the closing to the client, which knows that every answer has arrived.
    private func closeIfFinished() {
        if state.isFinished { close(reason: "the server is shutting down") }
    }
}

// MARK: What arrives

extension ClientConnection {
    private func perform(_ action: ClientConnectionState<ClientCall>.Action) {
        switch action {
        case .established:
            output.handshakeCompleted()
            report(.established(callsMax: state.callsMax))
            waitingWriters.resumeAll()
        case .complete(let call, let status, let message, let isRefused):
            let failure = status.callError.map { CallFailure($0, certainlyDidNotRun: isRefused) }
            end(call, failure, message: message)
            closeIfFinished()
        case .message(let call, let message, let frameByteCount):
            if case .stream(let queue) = call.sink { queue.add(message, frameByteCount: frameByteCount) }
        case .failOversized(let callID, let call, let byteCount, let isOpen):
            if isOpen { output.write { $0.writeCancel(callID: callID) } }
            let limit = configuration.messageBytesMax
            let text = "a response of \(byteCount) bytes is more than the client takes, which is \(limit)"
            end(call, CallFailure(CallError(.resourceExhausted, text)))
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
                perform(try state.receive(event, now: now))
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
        report(.closed(reason: closeReason))
    }
}

// MARK: Time

extension ClientConnection: DeadlineObserver {
    /// Zero is the connection's own tick.
    func deadlineExpired(callID: UInt32) {
        guard callID != 0 else { return tick() }
        guard let call = state.cancel(callID) else { return }
        output.write { $0.writeCancel(callID: callID) }
        // The ticket is used up, so there is none to take back.
        let expired = ClientCall(sink: call.sink, deadlineTicket: nil)
        end(expired, CallFailure(CallError(.deadlineExceeded, "the deadline passed before the server answered")))
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
