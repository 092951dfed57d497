public import Logging
public import NIOCore
public import NIOPosix
public import ServiceLifecycle

/// Serves protobuf services on one address.
public final class MeshServer: Service {
    public init(
        services: [any MeshService],
        configuration: ServerConfiguration = ServerConfiguration(),
        interceptors: [any ServerInterceptor] = [],
        health: HealthRegistry = HealthRegistry(),
        group: any EventLoopGroup = MultiThreadedEventLoopGroup.singleton,
        logger: Logger,
        metrics: MeshMetrics = MeshMetrics()
    ) {
        preconditionFailure("not built yet")
    }

    /// Binds the address and starts to serve. Returns the bound address, whose port is known also where 0 was asked for.
    @discardableResult
    public func start() async throws -> SocketAddress {
        preconditionFailure("not built yet")
    }

    /// Serves until graceful shutdown, then drains. Binds first, unless `start()` has.
    public func run() async throws {
        preconditionFailure("not built yet")
    }
}
