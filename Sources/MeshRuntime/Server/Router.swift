/// The methods that a server serves, by name.
public struct Router {
    package init() {}

    /// Serves a unary method.
    public mutating func register<Request, Response>(
        _ method: MethodDescriptor<Request, Response>,
        handler: @escaping @Sendable (Request, CallContext) async throws -> Response
    ) {
        preconditionFailure("not built yet")
    }

    /// Serves a server-streaming method. The stream ends when the handler returns.
    public mutating func register<Request, Response>(
        _ method: MethodDescriptor<Request, Response>,
        handler: @escaping @Sendable (Request, ResponseWriter<Response>, CallContext) async throws -> Void
    ) {
        preconditionFailure("not built yet")
    }

    /// Answers a method of any other kind with UNIMPLEMENTED until the runtime carries it.
    public mutating func registerUnimplemented<Request, Response>(_ method: MethodDescriptor<Request, Response>) {
        preconditionFailure("not built yet")
    }
}
