import Instrumentation
import MeshRuntime

/// Where a call keeps what tracers send along: the W3C trace context in its own field, all else in the metadata.
struct TraceCarrier: Sendable {
    var metadata: Metadata
    var trace: TraceContext

    struct Access: Extractor, Injector {
        private static let traceparent = "traceparent"

        func extract(key: String, from carrier: TraceCarrier) -> String? {
            key == Self.traceparent ? carrier.trace.traceparent : carrier.metadata[key]
        }

        func inject(_ value: String, forKey key: String, into carrier: inout TraceCarrier) {
            guard key == Self.traceparent else {
                carrier.metadata[key] = value
                return
            }
            // A tracer that writes another version than W3C's 00 leaves the trace as it was.
            if let trace = TraceContext(traceparent: value) { carrier.trace = trace }
        }
    }
}
