import NIOCore
import ProtobufC

/// A server's end of one connection: reads frames, asks the state what to do, and does it. Lives on its event loop.
final class ServerConnection {
    let core: ServerCore
    let executor: EventLoopExecutor
    let output: ConnectionOutput
    private var state: ServerConnectionState<ServerCall>
    private var reader: FrameReader
    private var peer: PeerIdentity
    private(set) var peerFrameLengthMax = FrameLimits.frameLengthFloor
    var waitingWriters = WaitingWriters()
    private var connectionID: UInt64?
    /// A read that waits for the channel to be writable: a client that does not take its answers may not send calls.
    private var hasPendingRead = false
    private var drainStart: NIODeadline?
    /// When the last call of a drained connection was answered.
    private var drainEnd: NIODeadline?
    private var isClosed = false
    private var callCount: UInt64 = 0
    private let openedUnixMilliseconds = WallClock.unixMilliseconds

    init(core: ServerCore, channel: any Channel) {
        self.core = core
        executor = EventLoopExecutor.shared(for: channel.eventLoop)
        output = ConnectionOutput(executor: executor, timeouts: core.configuration.timeouts)
        state = ServerConnectionState(limits: core.configuration.connectionLimits, now: executor.now)
        reader = FrameReader(limits: core.frameLimits)
        peer = PeerIdentity(address: channel.remoteAddress?.hostAndPort ?? "")
    }

    /// Asks the client to send further calls elsewhere.
    func drain() {
        guard drainStart == nil else { return }
        guard state.drain() else { return close() }
        drainStart = executor.now
        output.write { $0.writeDrain(StatusHead(CallError(.unavailable, "the server is shutting down"))) }
    }

    /// Cancels what runs and closes the channel behind what is written.
    func close() {
        guard !isClosed else { return }
        isClosed = true
        for call in state.close() { call.cancel() }
        output.finish()
    }

    private func close(for error: MalformedFrame) {
        core.report(error, peer: peer.address)
        close()
    }

    private func close(for timeout: ConnectionTimeout) {
        core.metrics.connectionClosed(reason: timeout.rawValue)
        close()
    }
}

extension ServerConnection {
    var snapshot: ConnectionSnapshot {
        ConnectionSnapshot(
            connectionID: connectionID ?? 0,
            peer: peer,
            openedUnixMilliseconds: openedUnixMilliseconds,
            openCalls: state.openCallCount,
            callsTotal: callCount,
            bytesIn: output.bytesIn,
            bytesOut: output.bytesOut
        )
    }
}

// MARK: What calls do

extension ServerConnection: StreamSender {
    func mayWrite(_ callID: UInt32) -> WriteVerdict { state.mayWrite(callID) }

    func wrote(_ callID: UInt32, frameByteCount: Int) {
        state.wrote(callID, frameByteCount: frameByteCount)
    }

    func consume(_ callID: UInt32, byteCount: Int) {
        if let credit = state.consume(callID, frameByteCount: byteCount) {
            output.write { $0.writeCredit(callID: callID, byteCount: credit) }
        }
    }

    func writeReply(callID: UInt32, _ message: some ProtobufMessage, _ trailers: Metadata) throws {
        try output.write { buffer throws(any Error) in
            try buffer.writeMessage(
                .reply,
                flags: .end,
                callID: callID,
                message: message,
                frameLengthMax: peerFrameLengthMax
            ) { head in
                if !trailers.isEmpty { StatusHead(trailers: trailers).encode(into: &head) }
            }
        }
    }

    /// Frees the call's slot. True if the caller still waits.
    func handlerReturned(_ callID: UInt32) -> Bool {
        let isAwaited = state.handlerReturned(callID)
        noteDrained()
        return isAwaited
    }
}

// MARK: What arrives

extension ServerConnection {
    private func perform(_ action: ServerConnectionState<ServerCall>.Action, now: NIODeadline) {
        switch action {
        case .established(let hello):
            output.handshakeCompleted()
            peer = PeerIdentity(name: hello.peer, token: hello.token, address: peer.address)
            peerFrameLengthMax = hello.acceptedFrameLengthMax
        case .open(let callID, let head, let message, let isEnded):
            open(callID, head, message: message, isEnded: isEnded, now: now)
        case .refuse(let callID, let error):
            fail(callID, error, flags: .refused)
        case .failOversized(let callID, let byteCount):
            fail(callID, .oversizedRequest(byteCount: byteCount))
        case .message(let call, let message, let frameByteCount, let isEnd):
            let byteCount = message?.readableBytes ?? 0
            guard core.frameLimits.allows(byteCount: byteCount, method: call.method.name) else {
                return endOversized(call, byteCount: byteCount)
            }
            call.receive(message, frameByteCount: frameByteCount, isEnd: isEnd)
        case .endOversized(let call, let byteCount):
            endOversized(call, byteCount: byteCount)
        case .cancel(let call):
            call.cancel()
        case .resumeWriting(let callID):
            waitingWriters.resume(callID)
        case .answerPing(var opaque):
            output.write { $0.writePing(opaque.readInteger() ?? 0, flags: .acknowledgement) }
        case .drainAcknowledged:
            noteDrained()
        case .ignore:
            break
        }
    }

    private func open(_ callID: UInt32, _ head: CallHead, message: ByteBuffer?, isEnded: Bool, now: NIODeadline) {
        callCount += 1
        guard let method = core.methods[head.method] else {
            return fail(callID, CallError(.unimplemented, "\(head.method) is not served here"))
        }
        guard method.kind.streamsRequests || message != nil && isEnded else {
            return fail(
                callID,
                CallError(.unimplemented, "\(head.method) takes exactly one request, with the CALL frame")
            )
        }
        let deadline = head.deadline(now: now)
        if let refusal = core.admission.refusal(of: method, deadline: deadline, now: now) {
            core.metrics.callRefused(method: method.name, refusal.code)
            return fail(callID, refusal, flags: .refused)
        }
        let context = CallContext(
            method: method.name,
            peer: peer,
            metadata: head.metadata,
            deadline: deadline,
            trace: head.trace ?? .random()
        )
        let call = ServerCall(callID: callID, method: method, connection: self)
        state.begin(callID, call, isReceiving: !isEnded)
        // The first request may come with the CALL, which is paid for by no credit.
        call.receive(message, frameByteCount: 0, isEnd: isEnded)
        call.start(message: message ?? ByteBuffer(), context: context)
    }

    private func endOversized(_ call: ServerCall, byteCount: Int) {
        guard state.abandon(call.callID) != nil else { return }
        call.endEarly(.oversizedRequest(byteCount: byteCount))
    }

    /// Answers a call that has no handler.
    private func fail(_ callID: UInt32, _ error: CallError, flags: FrameFlags = []) {
        output.write { $0.writeReply(callID: callID, status: StatusHead(error), flags: flags) }
    }
}

extension ServerConnection: ChannelDuplexHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    func handlerAdded(context: ChannelHandlerContext) {
        connectionID = core.connections.add(NIOLoopBound(self, eventLoop: executor.eventLoop))
        output.attach(to: context)
        guard let connectionID else {
            core.metrics.connectionClosed(reason: "connection_limit")
            return context.close(promise: nil)
        }
        if let wireLog = core.configuration.wireLog { output.attach(wireLog, connectionID: connectionID) }
        output.write { $0.writeHello(core.configuration.hello) }
        scheduleTick()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !isClosed else { return }
        executor.beginBatch()
        let bytes = unwrapInboundIn(data)
        output.logRead(bytes)
        reader.append(bytes)
        var completedFrame = false
        // One look at the clock serves the batch.
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
            close(for: error)
        }
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        executor.endBatch()
    }

    func read(context: ChannelHandlerContext) {
        if context.channel.isWritable || isClosed {
            context.read()
        } else {
            hasPendingRead = true
        }
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        guard context.channel.isWritable else { return }
        if hasPendingRead {
            hasPendingRead = false
            context.read()
        }
        waitingWriters.resumeAll()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        // A socket error ends the connection; `channelInactive` cleans up.
        context.close(promise: nil)
    }

    func channelInactive(context: ChannelHandlerContext) {
        // A channel that is closed while it reads never says that it has read all.
        executor.endBatch()
        isClosed = true
        for call in state.close() { call.cancel() }
        output.detach()
        if let connectionID { core.connections.remove(connectionID) }
    }
}

// MARK: Time

extension ServerConnection: DeadlineObserver {
    /// Zero is the connection's own tick.
    func deadlineExpired(callID: UInt32) {
        guard callID != 0 else { return tick() }
        guard let call = state.abandon(callID) else { return }
        call.expire()
    }

    private func tick() {
        guard !isClosed else { return }
        if let timeout = output.tick(hasOpenCalls: state.openCallCount > 0) { return close(for: timeout) }
        if let drainStart { tickDrain(since: drainStart) }
        scheduleTick()
    }

    private func tickDrain(since start: NIODeadline) {
        let configuration = core.configuration
        if let drainEnd, executor.now - drainEnd >= ConnectionTimeouts.tick { return close() }
        if executor.now - start >= TimeAmount(configuration.drainTimeout) { return close() }
        if executor.now - start >= TimeAmount(configuration.drainAcknowledgementTimeout) {
            state.stopWaitingForAcknowledgement()
            noteDrained()
        }
    }

    /// A drained connection is the client's to close, since closing here could cut off an answer on its way; a client
    /// that does not is left a tick later.
    private func noteDrained() {
        if state.isFinished, drainEnd == nil { drainEnd = executor.now }
    }

    private func scheduleTick() {
        _ = executor.schedule(self, callID: 0, at: executor.now + ConnectionTimeouts.tick)
    }
}

extension CallError {
    fileprivate static func oversizedRequest(byteCount: Int) -> CallError {
        CallError(.resourceExhausted, "a request of \(byteCount) bytes is more than the method takes")
    }
}
