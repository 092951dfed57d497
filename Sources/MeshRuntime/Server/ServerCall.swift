import Logging
import NIOCore
import ProtobufC

/// One call that a server's connection carries; lives on the connection's event loop.
final class ServerCall {
    let callID: UInt32
    let method: ServedMethod
    private let connection: ServerConnection
    private let started: NIODeadline
    /// The handler; nil until its first suspension, as it runs at once.
    private var task: Task<Void, Never>?
    /// Why nobody waits for the handler any more.
    private var abandonment: StatusCode?
    /// Metadata that goes with the status.
    var trailers = Metadata()
    private var deadlineTicket: DeadlineTicket?
    /// What the client streams; nil for a method with one request.
    let requests: MessageQueue?

    init(callID: UInt32, method: ServedMethod, connection: ServerConnection) {
        self.callID = callID
        requests =
            method.kind.streamsRequests
            ? MessageQueue(windowByteCount: connection.core.configuration.connectionLimits.windowBytes) : nil
        self.method = method
        self.connection = connection
        started = connection.executor.now
    }

    func start(message: ByteBuffer, context: CallContext) {
        method.metrics.callStarted()
        if let deadline = context.deadline {
            deadlineTicket = connection.executor.schedule(connection, callID: callID, at: deadline.instant)
        }
        let call = NIOLoopBound(self, eventLoop: connection.executor.eventLoop)
        let interceptors = connection.core.interceptors
        let scope = CallScope(context: context, trace: context.trace, deadline: context.deadline, call: call)
        let body = method.body
        let task = Task.immediate(executorPreference: connection.executor) {
            do {
                try await CallScope.$current.withValue(scope) {
                    try await body(call, message, context, interceptors)
                }
            } catch {
                call.value.fail(error)
            }
        }
        // A handler that never suspended is done by now, and cancelling its task would do nothing.
        self.task = task
        if abandonment != nil { task.cancel() }
    }

    /// The caller is gone. The slot stays taken until the handler returns.
    func cancel() {
        abandon(.cancelled)
    }

    /// The deadline's ticket is used up.
    func expire() {
        deadlineTicket = nil
        endEarly(CallError(.deadlineExceeded, "the deadline passed while \(method.name) was being served"))
    }

    /// Answers for the handler, which is cancelled.
    func endEarly(_ error: CallError) {
        connection.output.write { $0.writeReply(callID: callID, status: StatusHead(error)) }
        abandon(error.code)
    }

    private func abandon(_ code: StatusCode) {
        if let deadlineTicket { connection.executor.unschedule(deadlineTicket) }
        deadlineTicket = nil
        abandonment = code
        task?.cancel()
        requests?.finish(CallFailure(CallError(code, "nobody waits for the answer any more")), dropsMessages: true)
        connection.waitingWriters.resume(callID)
    }
}

// MARK: The answer

extension ServerCall {
    func reply(_ response: some ProtobufMessage) throws {
        do {
            if abandonment == nil { try connection.writeReply(callID: callID, response, trailers) }
            end(.ok)
        } catch let error as MessageTooLarge {
            throw CallError(.resourceExhausted, "a response of \(error.byteCount) bytes is more than the caller takes")
        }
    }

    func endStream() {
        let status = trailers.isEmpty ? nil : StatusHead(trailers: trailers)
        if end(.ok) { connection.output.write { $0.writeReply(callID: callID, status: status) } }
    }

    func fail(_ error: any Error) {
        var error = callError(for: error)
        if error.metadata.isEmpty { error.metadata = trailers }
        if end(error.code) {
            connection.output.write { $0.writeReply(callID: callID, status: StatusHead(error)) }
        }
    }

    /// Frees the slot. True if the caller still waits.
    @discardableResult
    private func end(_ code: StatusCode) -> Bool {
        if let deadlineTicket { connection.executor.unschedule(deadlineTicket) }
        deadlineTicket = nil
        let now = connection.executor.now
        let (code, nanoseconds) = (abandonment ?? code, (now - started).nanoseconds)
        method.metrics.callEnded(code, nanoseconds: nanoseconds)
        connection.core.admission.end(of: method, code, nanoseconds: nanoseconds, now: now)
        return connection.handlerReturned(callID)
    }

    private func callError(for error: any Error) -> CallError {
        switch error {
        case let error as CallError:
            return error
        case is CancellationError:
            return CallError(.cancelled, "the call was cancelled")
        case let error as ProtobufError:
            return CallError(.internalError, "the response could not be encoded: \(error)")
        default:
            connection.core.logger.warning(
                "a handler threw an error without a status",
                metadata: ["mesh.method": "\(method.name)", "error": "\(error)"]
            )
            return CallError(.unknown, "\(method.name) failed")
        }
    }
}

// MARK: The requests

extension ServerCall {
    /// Takes in what has arrived of the request stream.
    func receive(_ message: ByteBuffer?, frameByteCount: Int, isEnd: Bool) {
        if let message { requests?.add(message, frameByteCount: frameByteCount) }
        if isEnd { requests?.finish(nil) }
    }

    /// Notes that the handler took so much.
    func consume(_ byteCount: Int) {
        connection.consume(callID, byteCount: byteCount)
    }

    func responses<Response>() -> ResponseWriter<Response> {
        let eventLoop = connection.executor.eventLoop
        let sender = NIOLoopBound(connection, eventLoop: eventLoop)
        return ResponseWriter(writer: StreamWriter(sender: sender, eventLoop: eventLoop, callID: callID))
    }
}
