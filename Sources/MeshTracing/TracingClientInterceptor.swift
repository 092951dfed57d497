public import MeshRuntime
public import ProtobufC
public import Tracing

/// Records a span for every call that a client makes, as a child of the task's, and sends the server its context.
/// A streaming call's span ends when the stream is open.
public struct TracingClientInterceptor<SomeTracer: Tracer>: ClientInterceptor {
    private let tracer: SomeTracer

    public init(_ tracer: SomeTracer) {
        self.tracer = tracer
    }

    public func intercept<Result: Sendable>(
        _ request: (any ProtobufMessage)?,
        call: ClientCallContext,
        next: (ClientCallContext) async throws -> Result
    ) async throws -> Result {
        try await tracer.withSpan(call.method, ofKind: .client) { span in
            span.describeCall(call.method)
            var carrier = TraceCarrier(metadata: call.options.metadata, trace: call.trace)
            tracer.inject(span.context, into: &carrier, using: TraceCarrier.Access())
            var call = call
            call.options.metadata = carrier.metadata
            call.trace = carrier.trace
            return try await span.recordingStatus { try await next(call) }
        }
    }
}
