/// A server's address, limits and timeouts.
public struct ServerConfiguration: Sendable {
    public var host: String
    /// 0 takes a free port.
    public var port: Int
    /// The name that peers and introspection see.
    public var name: String
    public var version: String
    /// Connections at a time; further ones are closed at once.
    public var connectionsMax = 4096
    /// Open calls a connection, counted until their handlers have returned; a further one is refused, which is no error.
    public var callsPerConnectionMax = 256
    /// How calls in flight are bounded. A call that is not let in is REFUSED, and so safe to send elsewhere; health,
    /// reflection and introspection always are.
    public var admission = AdmissionPolicy.fixed
    /// Calls in flight of all connections, until their handlers have returned; the adaptive limit stays below it.
    public var callsInFlightMax = 10_000
    /// Whether to refuse a call at once that its caller waits for less long than the fastest of the method's calls of
    /// the last second took.
    public var refusesHopelessCalls = true
    /// The largest message in bytes, at most 16,760,824: 16 MiB without head and header.
    public var messageBytesMax = 4 * 1024 * 1024
    /// Smaller limits in bytes for single methods, by `package.Service/Method`.
    public var methodMessageBytesMax: [String: Int] = [:]
    /// Bytes of a request stream that a client may send ahead of the handler that reads them; at least 65,536.
    public var windowBytes = 256 * 1024
    /// How long a drain waits for open calls before it cancels them.
    public var drainTimeout = Duration.seconds(25)
    /// How long a drain waits for a client to acknowledge; calls that it sends later are refused.
    public var drainAcknowledgementTimeout = Duration.seconds(5)

    /// Where all bytes of all connections are written, for finding faults.
    public var wireLog: WireLog?
    /// TLS or the like beneath the frames; plain TCP without it.
    public var security: (any TransportSecurity)?

    public init(host: String = "127.0.0.1", port: Int = 0, name: String = "", version: String = "") {
        self.host = host
        self.port = port
        self.name = name
        self.version = version
    }

    var timeouts = ConnectionTimeouts()
    var floodLimits = ServerConnectionState<ServerCall>.Limits()

    var frameLimits: FrameLimits {
        FrameLimits(messageBytesMax: messageBytesMax, methodMessageBytesMax: methodMessageBytesMax)
    }

    var connectionLimits: ServerConnectionState<ServerCall>.Limits {
        var limits = floodLimits
        limits.callsMax = callsPerConnectionMax
        limits.windowBytes = max(windowBytes, FlowControlFloor.windowBytes)
        return limits
    }

    var admissionLimits: AdmissionControl.Limits {
        AdmissionControl.Limits(
            policy: admission,
            callsInFlightMax: callsInFlightMax,
            refusesHopelessCalls: refusesHopelessCalls
        )
    }

    var hello: HelloHead {
        HelloHead(
            frameBytesMax: frameLimits.frameLengthMax,
            callsMax: callsPerConnectionMax,
            windowBytes: connectionLimits.windowBytes,
            peer: name
        )
    }
}
