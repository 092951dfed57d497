public import Logging
public import NIOCore
public import NIOPosix

/// Calls the methods of one kind of server, over one connection an endpoint, which the client opens, keeps and closes.
public final class MeshClient: Sendable {
    public init(
        target: Target,
        configuration: ClientConfiguration = ClientConfiguration(),
        interceptors: [any ClientInterceptor] = [],
        group: any EventLoopGroup = MultiThreadedEventLoopGroup.singleton,
        logger: Logger,
        metrics: MeshMetrics = MeshMetrics()
    ) {
        preconditionFailure("not built yet")
    }

    /// Makes a unary call. Throws `CallError` and nothing else.
    public func unary<Request, Response>(
        _ method: MethodDescriptor<Request, Response>,
        _ request: Request,
        options: CallOptions = CallOptions()
    ) async throws -> Response {
        preconditionFailure("not built yet")
    }

    /// Opens a server-streaming call. Throws `CallError` and nothing else, here and from the stream.
    public func serverStreaming<Request, Response>(
        _ method: MethodDescriptor<Request, Response>,
        _ request: Request,
        options: CallOptions = CallOptions()
    ) async throws -> ResponseStream<Response> {
        preconditionFailure("not built yet")
    }

    /// Ends open calls with CANCELLED and closes the connections. Later calls fail with UNAVAILABLE.
    public func close() async {
        preconditionFailure("not built yet")
    }
}
