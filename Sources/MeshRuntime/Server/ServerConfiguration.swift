/// A server's address, limits and timeouts.
public struct ServerConfiguration: Sendable {
    public var host: String
    /// 0 takes a free port.
    public var port: Int

    public init(host: String = "127.0.0.1", port: Int = 0) {
        self.host = host
        self.port = port
    }
}
