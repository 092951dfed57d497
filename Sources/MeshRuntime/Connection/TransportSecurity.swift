public import NIOCore

/// What lies between a connection's socket and its frames, such as TLS (`MeshTLS`). Without one, frames go over plain
/// TCP; with one, nothing in the protocol changes.
public protocol TransportSecurity: Sendable {
    /// Adds its handlers to a connection that a server has accepted. Runs on the channel's loop before anything is read.
    func secureServer(_ channel: any Channel) throws
    /// The same for a connection that a client makes to a host, a name or an IP address.
    func secureClient(_ channel: any Channel, host: String) throws
}
