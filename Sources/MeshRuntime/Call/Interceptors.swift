public import ProtobufC

/// Work around every call that a server serves, such as authentication or accounting. The first of a list is the
/// outermost.
public protocol ServerInterceptor: Sendable {
    /// Calls `next` once, or throws instead to refuse the call. `request` is nil where the requests are a stream.
    /// `Result` is the one response, or `Void` where the responses are a stream, which have then all been written.
    func intercept<Result: Sendable>(
        _ request: (any ProtobufMessage)?,
        context: CallContext,
        next: (CallContext) async throws -> Result
    ) async throws -> Result
}

/// Work around every call that a client makes. The first of a list is the outermost.
public protocol ClientInterceptor: Sendable {
    /// Calls `next` once or several times (once where the requests are a stream, and `request` nil), or throws instead.
    /// `Result` is the one response, the opened `ResponseStream` of a server-streaming method, or what the body of a
    /// bidirectional call returns.
    func intercept<Result: Sendable>(
        _ request: (any ProtobufMessage)?,
        call: ClientCallContext,
        next: (ClientCallContext) async throws -> Result
    ) async throws -> Result
}

/// What a client's interceptor sees and may change.
public struct ClientCallContext: Sendable {
    /// `package.Service/Method`.
    public let method: String
    public let isIdempotent: Bool
    public var options: CallOptions
    /// The span of this call, a child of the task's.
    public var trace: TraceContext
}
