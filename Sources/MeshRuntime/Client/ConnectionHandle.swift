import NIOCore
import ProtobufC
import Synchronization

/// A connection as callers on any thread see it.
final class ConnectionHandle: Sendable {
    /// `host:port`, for errors and introspection.
    let endpoint: String
    let executor: EventLoopExecutor
    let load: EndpointLoad
    private let connection: NIOLoopBound<ClientConnection>
    private let pending = Atomic<Int>(0)
    private let streams = Atomic<Int>(0)
    private let callsMax: Atomic<Int>
    /// When the unary calls that are pending last saw an answer, or the first of them was made.
    private let silentSince = Atomic<UInt64>(0)
    private let inbox = Mutex(Inbox())

    /// Calls from other threads. One turn of the loop takes them all, so that a burst of callers costs one flush.
    private struct Inbox {
        var calls: [EncodedCall] = []
        var isTurnScheduled = false
    }

    /// A call whose frame is written but for its id.
    private struct EncodedCall {
        var sink: CallSink
        var kind: MethodKind
        var deadline: Deadline?
        var frame: Result<ByteBuffer, any Error>
    }

    /// Made on the connection's loop.
    init(
        endpoint: String,
        load: EndpointLoad,
        executor: EventLoopExecutor,
        connection: ClientConnection,
        callsMax: Int
    ) {
        self.endpoint = endpoint
        self.load = load
        self.executor = executor
        self.connection = NIOLoopBound(connection, eventLoop: executor.eventLoop)
        self.callsMax = Atomic(callsMax)
    }

    /// Calls that are open or about to be.
    var pendingCalls: Int { pending.load(ordering: .relaxed) }
    var hasCapacity: Bool { pendingCalls < callsMax.load(ordering: .relaxed) }

    /// A stream may be silent for as long as it likes, so streams do not count as waiting.
    func cost(now: NIODeadline) -> Double {
        let pending = pendingCalls
        let isAwaited = pending > streams.load(ordering: .relaxed)
        let silentSince = NIODeadline.uptimeNanoseconds(silentSince.load(ordering: .relaxed))
        let cost = EndpointCost(
            latency: load.latency,
            pendingCalls: pending,
            silentSince: isAwaited ? silentSince : nil
        )
        return cost.value(now: now)
    }

    /// Takes a place; the end of the call gives it back.
    func reserve(_ kind: MethodKind, now: NIODeadline) {
        if kind != .unary { streams.wrappingAdd(1, ordering: .relaxed) }
        let before = pending.wrappingAdd(1, ordering: .relaxed).oldValue
        if kind == .unary, before == streams.load(ordering: .relaxed) {
            silentSince.store(now.uptimeNanoseconds, ordering: .relaxed)
        }
    }

    /// True if there was no capacity before.
    func callEnded(_ kind: MethodKind, wasAnswered: Bool, now: NIODeadline) -> Bool {
        if kind != .unary {
            streams.wrappingSubtract(1, ordering: .relaxed)
        } else if wasAnswered {
            silentSince.store(now.uptimeNanoseconds, ordering: .relaxed)
        }
        let before = pending.wrappingSubtract(1, ordering: .relaxed).oldValue
        return before >= callsMax.load(ordering: .relaxed)
    }

    func setCallsMax(_ callsMax: Int) {
        self.callsMax.store(callsMax, ordering: .relaxed)
    }
}

extension ConnectionHandle {
    /// Writes the frame of a call into a buffer. `frameLengthMax` is what the server takes.
    typealias FrameWriter = (_ buffer: inout ByteBuffer, _ callID: UInt32, _ frameLengthMax: Int) throws -> Void

    /// Opens a call for which a place is reserved. Its outcome goes to the sink in any case.
    func open(_ sink: CallSink, kind: MethodKind, deadline: Deadline?, now: NIODeadline, write: FrameWriter) {
        if executor.eventLoop.inEventLoop {
            return connection.value.open(sink, kind: kind, deadline: deadline, now: now, write: write)
        }
        let frame = Result { () throws(any Error) in
            var buffer = ByteBuffer()
            try write(&buffer, 0, FrameLimits.frameLengthCeiling)
            return buffer
        }
        let mustScheduleTurn = inbox.withLock { inbox in
            inbox.calls.append(EncodedCall(sink: sink, kind: kind, deadline: deadline, frame: frame))
            defer { inbox.isTurnScheduled = true }
            return !inbox.isTurnScheduled
        }
        if mustScheduleTurn { executor.eventLoop.execute { self.takeInbox() } }
    }

    private func takeInbox() {
        let calls = inbox.withLock { inbox in
            let calls = inbox.calls
            inbox = Inbox()
            return calls
        }
        let now = executor.now
        executor.beginBatch()
        for call in calls {
            connection.value.open(call.sink, kind: call.kind, deadline: call.deadline, now: now) {
                buffer,
                callID,
                frameLengthMax in
                var frame = try call.frame.get()
                let length = frame.readableBytes - 4
                guard length <= frameLengthMax else { throw MessageTooLarge(byteCount: length) }
                frame.setCallID(callID)
                buffer.writeBuffer(&frame)
            }
        }
        executor.endBatch()
    }

    /// Opens a call whose requests are a stream, for which a place is reserved. Returns when the CALL is written, and
    /// throws a `CallFailure` if it is not.
    func openRequests(
        _ sink: CallSink,
        kind: MethodKind,
        _ attempt: CallAttempt
    ) async throws -> StreamWriter<ClientConnection> {
        let connection = connection
        let open: @Sendable () -> UInt32 = { [executor] in
            let now = executor.now
            connection.value.open(sink, kind: kind, deadline: attempt.deadline, now: now) { buffer, callID, _ in
                try attempt.call.options.metadata.checkKeys()
                try buffer.writeCall(callID: callID) { attempt.head(now: now).encode(into: &$0) }
            }
            return sink.callID
        }
        let callID = executor.eventLoop.inEventLoop ? open() : try await executor.eventLoop.submit(open).get()
        if callID == 0, let failure = sink.failure { throw failure }
        return StreamWriter(sender: connection, eventLoop: executor.eventLoop, callID: callID)
    }

    /// Opens a call whose responses are a stream. Returns when the CALL is written, and throws a `CallFailure` if it is
    /// not.
    func openResponses(_ queue: MessageQueue, _ attempt: CallAttempt, _ request: some ProtobufMessage) async throws {
        open(.stream(queue), kind: .serverStreaming, attempt, request)
        // Behind the turn of the loop that takes the inbox.
        if !executor.eventLoop.inEventLoop { try await executor.eventLoop.submit {}.get() }
        if queue.callID.load(ordering: .relaxed) == 0, let failure = queue.failure { throw failure }
    }

    func cancel(_ sink: CallSink) {
        connection.execute { $0.cancel(sink) }
    }

    func consume(_ sink: CallSink, byteCount: Int) {
        if executor.eventLoop.inEventLoop {
            connection.value.consume(sink, byteCount: byteCount)
        } else {
            connection.execute { $0.consume(sink, byteCount: byteCount) }
        }
    }

    func retire() {
        connection.execute { $0.retire() }
    }

    func close(_ code: StatusCode, reason: String) {
        connection.execute { $0.close(code, reason: reason) }
    }
}
