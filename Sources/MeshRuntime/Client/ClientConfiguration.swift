/// A client's limits and timeouts.
public struct ClientConfiguration: Sendable {
    /// For calls that name no timeout of their own.
    public var defaultTimeout: Duration = .seconds(10)
    /// How long a call waits for an endpoint to become ready, at most; its own deadline may be nearer.
    public var readyTimeout: Duration = .seconds(3)
    /// The name that servers see and log.
    public var peerName: String
    /// The token that servers see; what it means is theirs to say.
    public var token: String

    public init(peerName: String = "", token: String = "") {
        self.peerName = peerName
        self.token = token
    }
}
