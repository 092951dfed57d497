import NIOCore
import ProtobufC

// Calls whose requests are a stream. They are sent again only until their CALL is written: what a body has sent once
// cannot be asked of it again.
extension MeshClient {
    /// Makes a client-streaming call. `send` writes the requests; when it returns, they are all sent. The server may
    /// answer before, and then writing fails with `CancellationError`, which ends `send` and is not thrown here.
    ///
    /// Throws `CallError`, or what `send` has thrown, which cancels the call.
    public func clientStreaming<Request, Response>(
        _ method: MethodDescriptor<Request, Response>,
        options: CallOptions = CallOptions(),
        _ send: (RequestWriter<Request>) async throws -> Void
    ) async throws -> Response {
        try await measured(method.name) { known in
            try await interceptors.run(nil, call: context(method, options)) { call in
                let upload = try await dispatch(call, known, .clientStreaming) { connection, attempt in
                    let reply = PendingReply(call.options)
                    let writer = try await connection.openRequests(.unary(reply), kind: .clientStreaming, attempt)
                    return Upload(reply: reply, connection: connection, writer: RequestWriter<Request>(writer: writer))
                }
                return try Response(decodingPayload: try await upload.outcome(of: send))
            }
        }
    }

    /// Makes a bidirectional call, which lasts as long as `body`: requests that are not finished then, and responses
    /// that are not read, are cancelled. A body that writes and reads at a time does so in a task group.
    ///
    /// Throws `CallError`, or what the body has thrown.
    public func bidirectionalStreaming<Request, Response, Result: Sendable>(
        _ method: MethodDescriptor<Request, Response>,
        options: CallOptions = CallOptions(),
        _ body: (RequestWriter<Request>, ResponseStream<Response>) async throws -> Result
    ) async throws -> Result {
        let windowByteCount = configuration.connectionLimits.windowBytes
        return try await measured(method.name) { known in
            try await interceptors.run(nil, call: context(method, options)) { call in
                let (requests, responses) = try await dispatch(call, known, .bidirectionalStreaming) {
                    connection,
                    attempt in
                    let queue = MessageQueue(windowByteCount: windowByteCount, onTrailers: call.options.onTrailers)
                    let writer = try await connection.openRequests(
                        .stream(queue),
                        kind: .bidirectionalStreaming,
                        attempt
                    )
                    return (RequestWriter<Request>(writer: writer), OpenStream(queue: queue, connection: connection))
                }
                defer { responses.cancel() }
                do {
                    return try await body(requests, ResponseStream(responses))
                } catch {
                    throw BodyError.of(error, unless: responses.failure)
                }
            }
        }
    }
}

/// A client-streaming call that is open.
private struct Upload<Request: ProtobufMessage>: Sendable {
    let reply: PendingReply
    let connection: ConnectionHandle
    let writer: RequestWriter<Request>

    func outcome(of send: (RequestWriter<Request>) async throws -> Void) async throws -> ByteBuffer {
        do {
            try await send(writer)
        } catch is CancellationError where reply.isFinished {
            // The server has answered already; its answer counts.
        } catch {
            connection.cancel(reply)
            throw BodyError.of(error, unless: nil)
        }
        do {
            return try await connection.outcome(of: reply) { writer.finish() }
        } catch let failure as CallFailure {
            throw failure.error
        }
    }
}

/// What the body of a streaming call has thrown, on its way through the interceptors to the body's owner.
struct BodyError: Error {
    let error: any Error

    /// The error of a body, or that of the call when it is what made a write fail or the task end.
    static func of(_ error: any Error, unless failure: CallFailure?) -> any Error {
        if let failure, error is CancellationError { return failure.error }
        if error is CancellationError { return CallError(.cancelled, "the call was cancelled") }
        return error is CallError ? error : BodyError(error: error)
    }
}
