public import CoreMetrics

/// Where the runtime counts, in the names of OpenTelemetry's RPC conventions.
public struct MeshMetrics: Sendable {
    public init(factory: (any MetricsFactory)? = nil) {}
}
