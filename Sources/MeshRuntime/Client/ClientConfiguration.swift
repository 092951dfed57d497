/// A client's limits and timeouts.
public struct ClientConfiguration: Sendable {
    /// For calls that name no timeout of their own.
    public var defaultTimeout: Duration = .seconds(10)
    /// How long a call waits for an endpoint to become ready, at most; its own deadline may be nearer.
    public var readyTimeout: Duration = .seconds(3)
    /// Calls that may wait for an endpoint at a time; a further one fails with UNAVAILABLE.
    public var waitingCallsMax = 1024
    /// For one TCP connection to be established.
    public var connectTimeout: Duration = .seconds(1)
    public var backoff = Backoff()
    /// How often the name of a target is looked up again, 20 % more or less often at random.
    public var resolveInterval: Duration = .seconds(5)
    /// How often the file of a target is read again, likewise.
    public var fileInterval: Duration = .seconds(1)
    /// The largest message in bytes that is taken from a server, at most 16,760,824: 16 MiB without head and header.
    public var messageBytesMax = 4 * 1024 * 1024
    /// Bytes of a stream that a server may send ahead of the reader; at least 65,536.
    public var windowBytes = 256 * 1024
    public var balancer = BalancerPolicy()
    public var breaker = BreakerPolicy()
    public var retry = RetryPolicy()
    /// By `package.Service/Method`.
    public var methods: [String: MethodPolicy] = [:]
    /// The name that servers see and log, at most 128 bytes.
    public var peerName: String
    /// The token that servers see; what it means is theirs to say.
    public var token: String

    /// TLS or the like beneath the frames; plain TCP without it.
    public var security: (any TransportSecurity)?

    public init(peerName: String = "", token: String = "") {
        self.peerName = peerName
        self.token = token
    }

    var timeouts = ConnectionTimeouts()

    var frameLimits: FrameLimits { FrameLimits(messageBytesMax: messageBytesMax) }

    var connectionLimits: ClientConnectionState<ClientCall>.Limits {
        var limits = ClientConnectionState<ClientCall>.Limits()
        limits.windowBytes = max(windowBytes, FlowControlFloor.windowBytes)
        return limits
    }

    var hello: HelloHead {
        HelloHead(
            frameBytesMax: frameLimits.frameLengthMax,
            callsMax: 0,
            windowBytes: connectionLimits.windowBytes,
            peer: peerName,
            token: token
        )
    }
}

/// How the endpoint of a call is chosen.
public struct BalancerPolicy: Hashable, Sendable {
    /// The time in which the smoothed latency forgets all but a third.
    public var latencyDecay: Duration = .seconds(10)

    public init() {}
}

/// How long to wait before a lost or refused connection is tried again.
public struct Backoff: Hashable, Sendable {
    public var first: Duration = .milliseconds(100)
    public var factor = 1.6
    public var longest: Duration = .seconds(10)
    /// The share by which a wait is randomly shorter or longer, so that clients do not come back all at once.
    public var jitter = 0.2

    public init() {}

    /// The wait after so many failures in a row; `failureCount` must be at least 1.
    func delay(failureCount: Int, using generator: inout some RandomNumberGenerator) -> Duration {
        precondition(failureCount >= 1, "a back-off follows at least 1 failure (is \(failureCount))")
        var delay = first
        for _ in 1..<failureCount where delay < longest { delay = delay * factor }
        let spread = Double.random(in: (1 - jitter)...(1 + jitter), using: &generator)
        return min(delay, longest) * spread
    }
}
