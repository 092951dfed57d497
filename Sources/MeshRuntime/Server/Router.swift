import NIOCore
import ProtobufC

/// The methods that a server serves, by name.
public struct Router {
    private(set) var methods: [String: ServedMethod] = [:]
    private(set) var services: [any MeshService.Type] = []

    private let metrics: MeshMetrics
    /// Whether what is registered now is served however busy the server is.
    var bypassesAdmission = false

    package init(metrics: MeshMetrics = MeshMetrics()) {
        self.metrics = metrics
    }

    /// Serves all methods of a service.
    mutating func mount(_ service: any MeshService) {
        services.append(type(of: service))
        service.register(on: &self)
    }

    /// Serves a unary method.
    public mutating func register<Request, Response>(
        _ method: MethodDescriptor<Request, Response>,
        handler: @escaping @Sendable (Request, CallContext) async throws -> Response
    ) {
        add(method) { call, message, context, interceptors in
            let request = try Request(decodingPayload: message)
            // The usual case, without a box for the request and the frames of a chain that is empty.
            guard !interceptors.isEmpty else { return try call.value.reply(try await handler(request, context)) }
            let response = try await interceptors.run(request, context: context) { context in
                try await handler(request, context)
            }
            try call.value.reply(response)
        }
    }

    /// Serves a server-streaming method. The stream ends when the handler returns.
    public mutating func register<Request, Response>(
        _ method: MethodDescriptor<Request, Response>,
        handler: @escaping @Sendable (Request, ResponseWriter<Response>, CallContext) async throws -> Void
    ) {
        add(method) { call, message, context, interceptors in
            let request = try Request(decodingPayload: message)
            let responses: ResponseWriter<Response> = call.value.responses()
            try await interceptors.run(request, context: context) { context in
                try await handler(request, responses, context)
            }
            call.value.endStream()
        }
    }

    /// Serves a client-streaming method. The handler need not read all requests before it answers.
    public mutating func registerClientStreaming<Request, Response>(
        _ method: MethodDescriptor<Request, Response>,
        handler: @escaping @Sendable (RequestStream<Request>, CallContext) async throws -> Response
    ) {
        add(method) { call, _, context, interceptors in
            let requests = RequestStream<Request>(call)
            let response = try await interceptors.run(nil, context: context) { context in
                try await handler(requests, context)
            }
            try call.value.reply(response)
        }
    }

    /// Serves a bidirectional method. The stream of responses ends when the handler returns.
    public mutating func registerBidirectional<Request, Response>(
        _ method: MethodDescriptor<Request, Response>,
        handler:
            @escaping @Sendable (RequestStream<Request>, ResponseWriter<Response>, CallContext) async throws -> Void
    ) {
        add(method) { call, _, context, interceptors in
            let requests = RequestStream<Request>(call)
            let responses: ResponseWriter<Response> = call.value.responses()
            try await interceptors.run(nil, context: context) { context in
                try await handler(requests, responses, context)
            }
            call.value.endStream()
        }
    }

    private mutating func add<Request, Response>(
        _ method: MethodDescriptor<Request, Response>,
        body: @escaping ServedMethod.Body
    ) {
        precondition(methods[method.name] == nil, "\(method.name) must be registered once")
        methods[method.name] = ServedMethod(
            name: method.name,
            kind: method.kind,
            index: methods.count,
            bypassesAdmission: bypassesAdmission,
            metrics: metrics.method(method.name, side: .server),
            body: body
        )
    }
}

/// One method with its types erased.
struct ServedMethod: Sendable {
    /// Runs the handler and writes its answer. Runs on the loop of the call's connection.
    typealias Body =
        @Sendable (
            _ call: NIOLoopBound<ServerCall>,
            _ message: ByteBuffer,
            _ context: CallContext,
            _ interceptors: [any ServerInterceptor]
        ) async throws -> Void

    let name: String
    let kind: MethodKind
    /// Tells the methods of a server apart.
    let index: Int
    let bypassesAdmission: Bool
    let metrics: MethodMetrics
    let body: Body
}

extension [any ServerInterceptor] {
    /// Runs a handler inside of all interceptors.
    func run<Result: Sendable>(
        _ request: (any ProtobufMessage)?,
        context: CallContext,
        handler: (CallContext) async throws -> Result
    ) async throws -> Result {
        try await self[...].run(request, context: context, handler: handler)
    }
}

extension ArraySlice<any ServerInterceptor> {
    fileprivate func run<Result: Sendable>(
        _ request: (any ProtobufMessage)?,
        context: CallContext,
        handler: (CallContext) async throws -> Result
    ) async throws -> Result {
        guard let first else { return try await handler(context) }
        return try await first.intercept(request, context: context) { context in
            try await dropFirst().run(request, context: context, handler: handler)
        }
    }
}

extension ProtobufMessage {
    /// Decodes a payload; a bad one is the sender's fault but no reason to close the connection.
    init(decodingPayload payload: ByteBuffer) throws {
        do {
            self = try payload.withUnsafeReadableBytes { try Self(protobuf: $0) }
        } catch {
            throw CallError(.internalError, "the message could not be decoded: \(error)")
        }
    }
}
