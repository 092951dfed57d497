public import Logging
public import NIOCore
public import NIOPosix
public import ServiceLifecycle
import Synchronization

/// Serves protobuf services on one address, and beside them `mesh.v1.Health`, `mesh.v1.Reflection` and
/// `mesh.v1.Introspection`.
public final class MeshServer: Service {
    private let core: ServerCore
    private let configuration: ServerConfiguration
    private let group: any EventLoopGroup
    private let logger: Logger
    private let listener = Mutex<(any Channel)?>(nil)

    /// `clients` are those of this process, for introspection only.
    public init(
        services: [any MeshService],
        configuration: ServerConfiguration = ServerConfiguration(),
        interceptors: [any ServerInterceptor] = [],
        health: HealthRegistry = HealthRegistry(),
        clients: [MeshClient] = [],
        group: any EventLoopGroup = MultiThreadedEventLoopGroup.singleton,
        logger: Logger,
        metrics: MeshMetrics = MeshMetrics()
    ) {
        core = ServerCore(
            services: services,
            configuration: configuration,
            interceptors: interceptors,
            health: health,
            clients: clients,
            logger: logger,
            metrics: metrics
        )
        self.configuration = configuration
        self.group = group
        self.logger = logger
    }

    /// Binds the address and starts to serve. Returns the bound address, whose port is known also where 0 was asked
    /// for. A second call returns it again.
    @discardableResult
    public func start() async throws -> SocketAddress {
        if let address = listener.withLock({ $0?.localAddress }) { return address }
        let channel = try await bind()
        listener.withLock { $0 = channel }
        guard let address = channel.localAddress else { throw ChannelError.unknownLocalAddress }
        logger.info("serving", metadata: ["mesh.address": "\(address.hostAndPort)"])
        return address
    }

    private func bind() async throws -> any Channel {
        let (core, security) = (core, configuration.security)
        let bootstrap = ServerBootstrap(group: group)
            .serverChannelOption(.backlog, value: 4096)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
            .childChannelOption(.socketOption(.so_keepalive), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try security?.secureServer(channel)
                    try core.accept(channel)
                }
            }
        do {
            return try await bootstrap.bind(host: configuration.host, port: configuration.port).get()
        } catch {
            throw MeshServerError.cannotListen(
                host: configuration.host,
                port: configuration.port,
                systemError: (error as? IOError)?.errnoCode,
                reason: "\(error)"
            )
        }
    }

    /// Serves until graceful shutdown, then drains. Binds first, unless `start()` has. When the task is cancelled
    /// instead, open calls are cancelled too.
    public func run() async throws {
        try await start()
        do {
            try await gracefulShutdown()
        } catch is CancellationError {
            await stop()
            throw CancellationError()
        }
        await drain()
    }

    /// Stops to listen, lets open calls finish as long as the drain timeout allows, and closes all connections.
    public func drain() async {
        await stopListening()
        await core.drain()
    }

    /// Stops to listen, cancels open calls and closes all connections.
    public func stop() async {
        await stopListening()
        await core.closeAll()
    }

    private func stopListening() async {
        let channel = listener.withLock { listener in
            defer { listener = nil }
            return listener
        }
        // Closing fails only for a channel that is closed already, which is as good.
        try? await channel?.close()
    }
}

/// Why a server does not start.
public enum MeshServerError: Error, Hashable, Sendable, CustomStringConvertible {
    /// `systemError` is the system's `errno` where it was the one that refused.
    case cannotListen(host: String, port: Int, systemError: Int32?, reason: String)

    public var description: String {
        switch self {
        case .cannotListen(let host, let port, _, let reason):
            "cannot listen on \(host):\(port), which must be an address of this machine with a free port: \(reason)"
        }
    }
}
