/// What a client knows of its endpoints at one instant, for people and introspection.
public struct ClientStatus: Hashable, Sendable {
    /// The target as text, such as `dns:orders:7404`.
    public var target: String
    /// Why the target was not resolved the last time; nil if it was. The endpoints are then those of the time before.
    public var targetFailure: String?
    /// By address.
    public var endpoints: [EndpointStatus]
}

public struct EndpointStatus: Hashable, Sendable {
    public enum State: String, Hashable, Sendable {
        case connecting
        case ready
        /// Waits before the next attempt to connect.
        case backingOff = "backing off"
        /// Connected, and left alone by its breaker.
        case ejected
        /// Connected, and to get one call that decides whether it gets more.
        case probing
        case closed
    }

    /// `host:port`.
    public var address: String
    public var state: State
    public var pendingCalls: Int
    /// The balancer's smoothed latency; zero before the first call.
    public var latency: Duration
    /// Connections that were lost or not made.
    public var failuresTotal: UInt64
    /// Times that the breaker has opened.
    public var ejectionsTotal: UInt64
    /// Why the last connection was lost or not made.
    public var lastFailure: String
}
