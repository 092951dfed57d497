import NIOCore
import NIOHTTP1
import NIOPosix
import ServiceLifecycle
import Synchronization

/// The HTTP port for operators: small, bounded, and unable to harm the service however it is addressed.
final class AdminServer: Service {
    /// Scrapers and probes are few; more than this at once is a mistake or an attack.
    static let connectionsMax = 64

    private let host: String
    private let port: Int
    private let pages: AdminPages
    private let group: any EventLoopGroup
    private let channel = Mutex<(any Channel)?>(nil)
    private let connections = Atomic(0)

    init(host: String, port: Int, pages: AdminPages, group: any EventLoopGroup) {
        self.host = host
        self.port = port
        self.pages = pages
        self.group = group
    }

    func start() async throws -> SocketAddress {
        let bootstrap = ServerBootstrap(group: group)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .serverChannelOption(.backlog, value: 64)
            .childChannelInitializer { [self] channel in
                channel.eventLoop.makeCompletedFuture { try self.configure(channel) }
            }
        let bound = try await bootstrap.bind(host: host, port: port).get()
        channel.withLock { $0 = bound }
        guard let address = bound.localAddress else { throw ChannelError.unknownLocalAddress }
        return address
    }

    /// Answers until it is asked to stop.
    func run() async throws {
        guard let channel = channel.withLock({ $0 }) else { preconditionFailure("start() comes before run()") }
        try await withTaskCancellationOrGracefulShutdownHandler {
            try await channel.closeFuture.get()
        } onCancelOrGracefulShutdown: {
            channel.close(promise: nil)
        }
    }

    private func configure(_ channel: any Channel) throws {
        guard connections.add(1, ordering: .relaxed).newValue <= Self.connectionsMax else {
            connections.subtract(1, ordering: .relaxed)
            channel.close(promise: nil)
            return
        }
        channel.closeFuture.whenComplete { [self] _ in connections.subtract(1, ordering: .relaxed) }
        try channel.pipeline.syncOperations.configureHTTPServerPipeline(withErrorHandling: true)
        try channel.pipeline.syncOperations.addHandler(AdminHandler(pages: pages))
    }
}
