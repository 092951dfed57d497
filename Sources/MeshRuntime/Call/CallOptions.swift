/// What a caller may choose for one call.
public struct CallOptions: Sendable {
    /// How long the whole call may take; nil takes the client's default (10 s unless configured).
    public var timeout: Duration?
    /// Sent to the server with the request.
    public var metadata: Metadata
    /// Whether the call also ends at the deadline of the call that is being served by this task. Switch it off for
    /// work that must finish although its caller no longer waits.
    public var inheritsDeadline: Bool
    /// Whether to wait a moment for an endpoint to become ready; otherwise the call fails with UNAVAILABLE at once
    /// when none is.
    public var waitsForReady: Bool
    /// Calls of the same key go to the same endpoint while it takes calls, such as all of one conversation; nil leaves
    /// the choice to the balancer.
    public var affinity: String?
    /// Is given what the server sends with the status, of success or failure, unless that is nothing; of each attempt
    /// where there are several. Runs on an event loop, and so must not block.
    public var onTrailers: (@Sendable (Metadata) -> Void)?

    public init(
        timeout: Duration? = nil,
        metadata: Metadata = Metadata(),
        inheritsDeadline: Bool = true,
        waitsForReady: Bool = true,
        affinity: String? = nil,
        onTrailers: (@Sendable (Metadata) -> Void)? = nil
    ) {
        self.timeout = timeout
        self.metadata = metadata
        self.inheritsDeadline = inheritsDeadline
        self.waitsForReady = waitsForReady
        self.affinity = affinity
        self.onTrailers = onTrailers
    }
}
