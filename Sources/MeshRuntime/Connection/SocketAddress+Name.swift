import NIOCore

extension SocketAddress {
    /// `127.0.0.1:7404`, `[::1]:7404`, or the path of a Unix socket.
    var hostAndPort: String {
        guard let ipAddress, let port else { return pathname ?? "" }
        return ipAddress.contains(":") ? "[\(ipAddress)]:\(port)" : "\(ipAddress):\(port)"
    }
}
