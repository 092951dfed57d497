package import NIOCore
import NIOPosix

/// How a client reaches its endpoints: over TCP, or in memory in tests.
package protocol ClientTransport: Sendable {
    /// The loop for the client's own timers; its clock is the client's.
    var eventLoop: any EventLoop { get }

    /// The loop for one more endpoint.
    func nextEventLoop() -> any EventLoop

    /// Connects a channel on the loop and runs `initialize` on its loop before anything is read.
    func connect(
        to endpoint: EndpointAddress,
        on eventLoop: any EventLoop,
        timeout: TimeAmount,
        initialize: @escaping @Sendable (any Channel) throws -> Void
    ) -> EventLoopFuture<any Channel>
}

/// Where one server listens.
package struct EndpointAddress: Hashable, Sendable {
    package let host: String
    package let port: Int

    package init(host: String, port: Int) {
        self.host = host
        self.port = port
    }

    /// Reads `host:port` or `[IPv6]:port`.
    package init(_ text: String) throws(TargetError) {
        guard let colon = text.lastIndex(of: ":"), let port = Int(text[text.index(after: colon)...]),
            (1...65535).contains(port)
        else { throw .malformedEndpoint(text) }
        var host = text[..<colon]
        if host.hasPrefix("["), host.hasSuffix("]") { host = host.dropFirst().dropLast() }
        guard !host.isEmpty else { throw .malformedEndpoint(text) }
        self.init(host: String(host), port: port)
    }
}

extension EndpointAddress: CustomStringConvertible {
    package var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }
}

struct SocketTransport: ClientTransport {
    let group: any EventLoopGroup
    let eventLoop: any EventLoop
    private let security: (any TransportSecurity)?

    init(group: any EventLoopGroup, security: (any TransportSecurity)?) {
        self.group = group
        self.security = security
        eventLoop = group.next()
    }

    func nextEventLoop() -> any EventLoop {
        group.any()
    }

    func connect(
        to endpoint: EndpointAddress,
        on eventLoop: any EventLoop,
        timeout: TimeAmount,
        initialize: @escaping @Sendable (any Channel) throws -> Void
    ) -> EventLoopFuture<any Channel> {
        let security = security
        return ClientBootstrap(group: eventLoop)
            .connectTimeout(timeout)
            .channelOption(.tcpOption(.tcp_nodelay), value: 1)
            .channelOption(.socketOption(.so_keepalive), value: 1)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try security?.secureClient(channel, host: endpoint.host)
                    try initialize(channel)
                }
            }
            .connect(host: endpoint.host, port: endpoint.port)
    }
}
