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
    private var deadlineTicket: DeadlineTicket?
    /// Writers that wait for credit or for the channel, in order.
    private var waitingWriters: [CheckedContinuation<Void, Never>] = []

    init(callID: UInt32, method: ServedMethod, connection: ServerConnection) {
        self.callID = callID
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
        let scope = CallScope(context: context, trace: context.trace, deadline: context.deadline)
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

    /// The caller waits no longer, and is told so. The deadline's ticket is used up.
    func expire() {
        deadlineTicket = nil
        let error = CallError(.deadlineExceeded, "the deadline passed while \(method.name) was being served")
        connection.output.write { $0.writeReply(callID: callID, status: StatusHead(error)) }
        abandon(.deadlineExceeded)
    }

    private func abandon(_ code: StatusCode) {
        if let deadlineTicket { connection.executor.unschedule(deadlineTicket) }
        deadlineTicket = nil
        abandonment = code
        task?.cancel()
        resumeWriting()
    }
}

// MARK: The answer

extension ServerCall {
    func reply(_ response: some ProtobufMessage) throws {
        do {
            if abandonment == nil { try connection.writeReply(callID: callID, response) }
            end(.ok)
        } catch let error as MessageTooLarge {
            throw CallError(.resourceExhausted, "a response of \(error.byteCount) bytes is more than the caller takes")
        }
    }

    func endStream() {
        if end(.ok) { connection.output.write { $0.writeReply(callID: callID, status: nil) } }
    }

    func fail(_ error: any Error) {
        let error = callError(for: error)
        if end(error.code) {
            connection.output.write { $0.writeReply(callID: callID, status: StatusHead(error)) }
        }
    }

    /// Frees the slot. True if the caller still waits.
    @discardableResult
    private func end(_ code: StatusCode) -> Bool {
        if let deadlineTicket { connection.executor.unschedule(deadlineTicket) }
        deadlineTicket = nil
        method.metrics.callEnded(abandonment ?? code, nanoseconds: (connection.executor.now - started).nanoseconds)
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

// MARK: Streaming

extension ServerCall {
    /// Sends one message if there is credit and the channel takes bytes. False if the writer must wait.
    func send(_ message: some ProtobufMessage) throws -> Bool {
        switch connection.mayWrite(callID) {
        case .never:
            throw CancellationError()
        case .whenCreditArrives:
            return false
        case .now:
            guard waitingWriters.isEmpty, connection.output.isWritable else { return false }
            do {
                try connection.writeData(callID: callID, message)
            } catch let error as MessageTooLarge {
                throw CallError(
                    .resourceExhausted,
                    "a message of \(error.byteCount) bytes is more than the caller takes"
                )
            }
            return true
        }
    }

    /// Resumes the writer when it is worth trying again, which may be at once for a writer that comes from elsewhere.
    func waitToSend(_ writer: CheckedContinuation<Void, Never>) {
        if connection.mayWrite(callID) == .whenCreditArrives || !connection.output.isWritable, abandonment == nil {
            waitingWriters.append(writer)
        } else {
            writer.resume()
        }
    }

    /// Lets the waiting writers try again.
    func resumeWriting() {
        let writers = waitingWriters
        waitingWriters = []
        for writer in writers { writer.resume() }
    }
}
