public import Logging
public import NIOCore
public import NIOPosix
import ProtobufC
import Synchronization

/// Calls the methods of one kind of server, over one connection an endpoint, which the client opens, keeps and closes.
///
/// A call goes through the interceptors, gets its deadline, is sent again if it certainly did not run, and is given to
/// the endpoint with the fewest calls pending.
public final class MeshClient: Sendable {
    /// The target as text, for people.
    let targetDescription: String
    let configuration: ClientConfiguration
    let interceptors: [any ClientInterceptor]
    private let transport: any ClientTransport
    private let endpoints: EndpointSet
    private let resolver: Resolver
    private let metrics: MeshMetrics
    private let methods = Mutex<[String: MethodMetrics]>([:])

    /// Starts to connect at once, and goes on trying until `close()`.
    public convenience init(
        target: Target,
        configuration: ClientConfiguration = ClientConfiguration(),
        interceptors: [any ClientInterceptor] = [],
        group: any EventLoopGroup = MultiThreadedEventLoopGroup.singleton,
        logger: Logger,
        metrics: MeshMetrics = MeshMetrics()
    ) {
        self.init(
            target: target,
            configuration: configuration,
            interceptors: interceptors,
            transport: SocketTransport(group: group, security: configuration.security),
            logger: logger,
            metrics: metrics
        )
    }

    package init(
        target: Target,
        configuration: ClientConfiguration,
        interceptors: [any ClientInterceptor],
        transport: any ClientTransport,
        logger: Logger,
        metrics: MeshMetrics
    ) {
        targetDescription = target.description
        self.configuration = configuration
        self.interceptors = interceptors
        self.transport = transport
        self.metrics = metrics
        endpoints = EndpointSet(configuration: configuration, transport: transport, logger: logger)
        resolver = Resolver(
            target: target,
            endpoints: endpoints,
            interval: TimeAmount(configuration.resolveInterval),
            eventLoop: transport.eventLoop
        )
    }

    /// Ends open calls with CANCELLED and closes the connections. Later calls fail with UNAVAILABLE.
    public func close() async {
        resolver.stop()
        await endpoints.close()
    }

    var endpointSnapshots: [EndpointSnapshot] { endpoints.snapshots }
}

// MARK: Calls

extension MeshClient {
    /// Makes a unary call. Throws `CallError` and nothing else.
    public func unary<Request, Response>(
        _ method: MethodDescriptor<Request, Response>,
        _ request: Request,
        options: CallOptions = CallOptions()
    ) async throws -> Response {
        try await measured(method.name) {
            try await interceptors.run(request, call: context(method, options)) { call in
                try await dispatch(call) { connection, attempt in
                    try Response(decodingPayload: try await connection.unary(request, attempt))
                }
            }
        }
    }

    /// Opens a server-streaming call. Throws `CallError` and nothing else, here and from the stream.
    public func serverStreaming<Request, Response>(
        _ method: MethodDescriptor<Request, Response>,
        _ request: Request,
        options: CallOptions = CallOptions()
    ) async throws -> ResponseStream<Response> {
        let windowByteCount = configuration.connectionLimits.windowBytes
        return try await measured(method.name) {
            try await interceptors.run(request, call: context(method, options)) { call in
                try await dispatch(call) { connection, attempt in
                    let queue = MessageQueue(windowByteCount: windowByteCount)
                    connection.open(.stream(queue), kind: .serverStreaming, attempt, request)
                    return ResponseStream(OpenStream(queue: queue, connection: connection))
                }
            }
        }
    }

    func context<Request, Response>(
        _ method: MethodDescriptor<Request, Response>,
        _ options: CallOptions
    ) -> ClientCallContext {
        ClientCallContext(
            method: method.name,
            isIdempotent: method.isIdempotent,
            options: options,
            trace: TraceContext.current?.child() ?? .random()
        )
    }

    /// Gives the call its deadline and a connection. Sends it again only when it certainly did not run.
    func dispatch<Result: Sendable>(
        _ call: ClientCallContext,
        send: (ConnectionHandle, CallAttempt) async throws -> Result
    ) async throws -> Result {
        let deadline = deadline(for: call.options)
        var attempt = CallAttempt(call: call, deadline: deadline, number: 1)
        var avoided: ConnectionHandle?
        while true {
            let connection = try await endpoints.reserve(
                deadline: deadline,
                waits: call.options.waitsForReady,
                avoiding: avoided
            )
            do {
                return try await send(connection, attempt)
            } catch let failure as CallFailure {
                let mayResend = failure.certainlyDidNotRun && failure.error.pushback == nil
                guard mayResend, attempt.number <= configuration.resendsMax else { throw failure.error }
                avoided = connection
                attempt.number += 1
            }
        }
    }

    private func deadline(for options: CallOptions) -> Deadline? {
        let timeout = options.timeout ?? configuration.defaultTimeout
        let own = Deadline(transport.eventLoop.now + TimeAmount(timeout))
        guard options.inheritsDeadline, let inherited = CallScope.current?.deadline else { return own }
        return min(own, inherited)
    }

    func measured<Result>(_ method: String, _ body: () async throws -> Result) async throws -> Result {
        let metrics = methods.withLock { methods in
            if let metrics = methods[method] { return metrics }
            let metrics = self.metrics.method(method, side: .client)
            methods[method] = metrics
            return metrics
        }
        let start = transport.eventLoop.now
        metrics.callStarted()
        do {
            let result = try await body()
            metrics.callEnded(.ok, nanoseconds: (transport.eventLoop.now - start).nanoseconds)
            return result
        } catch let failure as BodyError {
            metrics.callEnded(.cancelled, nanoseconds: (transport.eventLoop.now - start).nanoseconds)
            throw failure.error
        } catch {
            let error = error as? CallError ?? CallError(.unknown, "an interceptor failed: \(error)")
            metrics.callEnded(error.code, nanoseconds: (transport.eventLoop.now - start).nanoseconds)
            throw error
        }
    }
}

extension [any ClientInterceptor] {
    /// Makes a call inside of all interceptors.
    func run<Result: Sendable>(
        _ request: (any ProtobufMessage)?,
        call: ClientCallContext,
        next: (ClientCallContext) async throws -> Result
    ) async throws -> Result {
        try await self[...].run(request, call: call, next: next)
    }
}

extension ArraySlice<any ClientInterceptor> {
    fileprivate func run<Result: Sendable>(
        _ request: (any ProtobufMessage)?,
        call: ClientCallContext,
        next: (ClientCallContext) async throws -> Result
    ) async throws -> Result {
        guard let first else { return try await next(call) }
        return try await first.intercept(request, call: call) { call in
            try await dropFirst().run(request, call: call, next: next)
        }
    }
}
