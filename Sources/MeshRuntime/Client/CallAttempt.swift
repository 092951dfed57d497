import NIOCore
import ProtobufC

/// One try at a call: what its CALL frame says.
struct CallAttempt: Sendable {
    let call: ClientCallContext
    let deadline: Deadline?
    /// 1 for the first.
    var number: UInt32

    func head(now: NIODeadline) -> CallHead {
        // A deadline that passes now must still say so: zero would mean none.
        let timeout = deadline.map { max(1, ($0.instant - now).nanoseconds / 1000) } ?? 0
        return CallHead(
            method: call.method,
            timeoutMicroseconds: UInt64(timeout),
            attempt: number,
            trace: call.trace,
            metadata: call.options.metadata
        )
    }
}

extension ConnectionHandle {
    /// Makes a unary call on this connection, for which a place is reserved. Returns the reply's payload, or throws a
    /// `CallFailure`.
    func unary(_ request: some ProtobufMessage, _ attempt: CallAttempt) async throws -> ByteBuffer {
        let reply = PendingReply(attempt.call.options)
        return try await outcome(of: reply) { open(.unary(reply), kind: .unary, attempt, request) }
    }

    /// Starts a call and waits for its one response; cancels it when the task is cancelled.
    func outcome(of reply: PendingReply, start: () -> Void) async throws -> ByteBuffer {
        let outcome = await withTaskCancellationHandler {
            await reply.outcome(start: start)
        } onCancel: {
            cancel(reply)
        }
        return try outcome.get()
    }

    func cancel(_ reply: PendingReply) {
        reply.finish(.failure(CallFailure(CallError(.cancelled, "the call was cancelled"))))
        cancel(.unary(reply))
    }

    /// Opens a call with its only request. Its outcome goes to the sink in any case.
    func open(_ sink: CallSink, kind: MethodKind, _ attempt: CallAttempt, _ request: some ProtobufMessage) {
        let now = executor.now
        open(sink, kind: kind, deadline: attempt.deadline, now: now) { buffer, callID, frameLengthMax in
            try attempt.call.options.metadata.checkKeys()
            try buffer.writeMessage(
                .call,
                flags: .end,
                callID: callID,
                message: request,
                frameLengthMax: frameLengthMax
            ) { head in
                attempt.head(now: now).encode(into: &head)
            }
        }
    }
}
