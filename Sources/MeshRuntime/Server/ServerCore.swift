package import Logging
package import NIOCore
import Synchronization

/// What all connections of a server share.
package final class ServerCore: Sendable {
    let configuration: ServerConfiguration
    let frameLimits: FrameLimits
    let methods: [String: ServedMethod]
    let interceptors: [any ServerInterceptor]
    let logger: Logger
    let metrics: MeshMetrics
    let connections: ConnectionRegistry
    let admission: Admission
    private let health: HealthRegistry
    private let malformedLog: MalformedLog

    package init(
        services: [any MeshService],
        configuration: ServerConfiguration,
        interceptors: [any ServerInterceptor],
        health: HealthRegistry,
        clients: [MeshClient],
        logger: Logger,
        metrics: MeshMetrics
    ) {
        self.configuration = configuration
        self.frameLimits = configuration.frameLimits
        self.interceptors = interceptors
        self.health = health
        self.logger = logger
        self.metrics = metrics
        connections = ConnectionRegistry(connectionsMax: configuration.connectionsMax)
        malformedLog = MalformedLog(logger: logger, metrics: metrics)

        var router = Router(metrics: metrics)
        for service in services { router.mount(service) }
        health.announce(router.services.map { $0.serviceName })
        admission = Admission(limits: configuration.admissionLimits, methodCount: router.methods.count)
        router.bypassesAdmission = true
        router.mount(HealthEndpoint(registry: health))
        router.mount(
            IntrospectionEndpoint(
                configuration: configuration,
                connections: connections,
                methods: router.methods.values.sorted { $0.name < $1.name },
                admission: admission,
                clients: clients,
                startedUnixMilliseconds: WallClock.unixMilliseconds
            )
        )
        router.mount(ReflectionEndpoint(services: router.services + [ReflectionEndpoint.self]))
        methods = router.methods
    }

    /// Takes over a channel that a client has connected. Runs on the channel's event loop.
    package func accept(_ channel: any Channel) throws {
        try channel.pipeline.syncOperations.addHandler(ServerConnection(core: self, channel: channel))
    }

    /// Asks every client to send its calls elsewhere, and returns when all open calls are answered and all connections
    /// are closed. Each connection cancels what is open after the drain timeout.
    package func drain() async {
        health.startDraining()
        await connections.drain { $0.drain() }
    }

    package var isDraining: Bool { connections.isDraining }

    /// Cancels what runs and closes all connections.
    package func closeAll() async {
        await connections.drain { $0.close() }
    }

    func report(_ error: MalformedFrame, peer: String) {
        malformedLog.report(error, peer: peer)
    }
}
