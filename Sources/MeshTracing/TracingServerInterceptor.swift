public import MeshRuntime
public import ProtobufC
public import Tracing

/// Records a span for every call that a server serves, as a child of the caller's, in a tracer of
/// swift-distributed-tracing. Names and attributes are those of OpenTelemetry's RPC conventions.
///
/// The runtime carries the W3C trace context from hop to hop without this, and puts it into log lines; a tracer is only
/// needed to record and export spans.
public struct TracingServerInterceptor<SomeTracer: Tracer>: ServerInterceptor {
    private let tracer: SomeTracer

    public init(_ tracer: SomeTracer) {
        self.tracer = tracer
    }

    public func intercept<Result: Sendable>(
        _ request: (any ProtobufMessage)?,
        context: CallContext,
        next: (CallContext) async throws -> Result
    ) async throws -> Result {
        var service = ServiceContext.topLevel
        tracer.extract(
            TraceCarrier(metadata: context.metadata, trace: context.trace),
            into: &service,
            using: TraceCarrier.Access()
        )
        return try await tracer.withSpan(context.method, context: service, ofKind: .server) { span in
            span.describeCall(context.method)
            return try await span.recordingStatus { try await next(context) }
        }
    }
}
