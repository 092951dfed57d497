public import Logging
public import NIOCore
public import NIOPosix
import ProtobufC
import Synchronization

/// Calls the methods of one kind of server, over one connection an endpoint, which the client opens, keeps and closes.
///
/// A call goes through the interceptors, gets its deadline, and is given to the endpoint where it is expected to cost
/// least among those that work. Where it fails and that is safe, it is made again at another one.
public final class MeshClient: Sendable {
    let targetDescription: String
    let configuration: ClientConfiguration
    let interceptors: [any ClientInterceptor]
    let transport: any ClientTransport
    let endpoints: EndpointSet
    let budgets: AttemptBudgets
    private let resolver: Resolver
    private let metrics: MeshMetrics
    private let methods = Mutex<[String: ClientMethod]>([:])

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
        metrics: MeshMetrics,
        lookup: @escaping HostLookup = SystemHostLookup.addresses
    ) {
        targetDescription = target.description
        self.configuration = configuration
        self.interceptors = interceptors
        self.transport = transport
        self.metrics = metrics
        budgets = AttemptBudgets(policy: configuration.retry, now: transport.eventLoop.now)
        endpoints = EndpointSet(configuration: configuration, transport: transport, logger: logger)
        resolver = Resolver(
            target: target,
            endpoints: endpoints,
            configuration: configuration,
            eventLoop: transport.eventLoop,
            lookup: lookup
        )
    }

    /// Ends open calls with CANCELLED and closes the connections. Later calls fail with UNAVAILABLE.
    public func close() async {
        resolver.stop()
        await endpoints.close()
    }

    public var status: ClientStatus { endpoints.status(of: targetDescription) }
}

// MARK: Calls

extension MeshClient {
    /// Makes a unary call. Throws `CallError` and nothing else.
    public func unary<Request, Response>(
        _ method: MethodDescriptor<Request, Response>,
        _ request: Request,
        options: CallOptions = CallOptions()
    ) async throws -> Response {
        try await measured(method.name) { known in
            let call = context(method, options)
            // The usual case, without a box for the request and the frames of a chain that is empty.
            guard !interceptors.isEmpty else { return try await send(request, call, known) }
            return try await interceptors.run(request, call: call) { call in
                try await send(request, call, known)
            }
        }
    }

    private func send<Request: ProtobufMessage, Response: ProtobufMessage>(
        _ request: Request,
        _ call: ClientCallContext,
        _ known: ClientMethod
    ) async throws -> Response {
        try await dispatch(call, known, .unary) { connection, attempt in
            try Response(decodingPayload: try await hedged(request, attempt, known, on: connection))
        }
    }

    /// Opens a server-streaming call. Throws `CallError` and nothing else, here and from the stream.
    public func serverStreaming<Request, Response>(
        _ method: MethodDescriptor<Request, Response>,
        _ request: Request,
        options: CallOptions = CallOptions()
    ) async throws -> ResponseStream<Response> {
        let windowByteCount = configuration.connectionLimits.windowBytes
        return try await measured(method.name) { known in
            try await interceptors.run(request, call: context(method, options)) { call in
                try await dispatch(call, known, .serverStreaming) { connection, attempt in
                    let queue = MessageQueue(windowByteCount: windowByteCount, onTrailers: call.options.onTrailers)
                    try await connection.openResponses(queue, attempt, request)
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

    func measured<Result>(
        _ name: String,
        _ body: (ClientMethod) async throws -> Result
    ) async throws -> Result {
        let method = method(name)
        let metrics = method.metrics
        let start = transport.eventLoop.now
        metrics.callStarted()
        do {
            let result = try await body(method)
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

    private func method(_ name: String) -> ClientMethod {
        methods.withLock { methods in
            if let method = methods[name] { return method }
            let method = ClientMethod(
                metrics: metrics.method(name, side: .client),
                policy: configuration.methods[name] ?? MethodPolicy(),
                configuration: configuration
            )
            methods[name] = method
            return method
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
