public import ProtobufC

/// Work around every call that a server serves, such as authentication or accounting. The first of a list is the
/// outermost.
public protocol ServerInterceptor: Sendable {
    /// Calls `next` once, or throws instead to refuse the call. `Result` is the response of a unary method, and `Void`
    /// for a streaming method, whose messages have then all been written.
    func intercept<Result: Sendable>(
        _ request: any ProtobufMessage,
        context: CallContext,
        next: (CallContext) async throws -> Result
    ) async throws -> Result
}

/// Work around every call that a client makes. The first of a list is the outermost.
public protocol ClientInterceptor: Sendable {
    /// Calls `next` once or several times, or throws instead. `Result` is the response of a unary method, and the
    /// opened `ResponseStream` of a streaming method.
    func intercept<Result: Sendable>(
        _ request: any ProtobufMessage,
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
    public let trace: TraceContext
}
