package import Logging
package import MeshRuntime
import MeshTLS
package import NIOCore
import Synchronization

/// What the shell gives a service to build itself with.
package final class ServiceEnvironment: Sendable {
    package let name: String
    package let logger: Logger
    package let metrics: MetricsRegistry
    package let eventLoopGroup: any EventLoopGroup
    /// The service's readiness by part; the shell sets the RPC services of the assembly.
    package let health: HealthRegistry
    /// Absolute folder of state; it exists.
    package let homeFolder: String
    /// Absolute folder of files that can be made again; it may not exist.
    package let cacheFolder: String
    /// The service's `config` folder with the data it owns; nil when it was not found.
    package let configFolder: String?

    /// TLS beneath the mesh's frames; nil for plain TCP.
    let tls: MeshTLS?

    private let values: SettingValues
    private let clientConfiguration: ClientConfiguration
    private let clients = Mutex<[MeshClient]>([])

    /// The clients made so far.
    var openClients: [MeshClient] { clients.withLock { $0 } }

    init(
        name: String,
        values: SettingValues,
        folders: ServiceFolders,
        logger: Logger,
        metrics: MetricsRegistry,
        eventLoopGroup: any EventLoopGroup,
        health: HealthRegistry,
        clientConfiguration: ClientConfiguration = ClientConfiguration(),
        tls: MeshTLS? = nil
    ) {
        self.name = name
        self.values = values
        self.logger = logger
        self.metrics = metrics
        self.eventLoopGroup = eventLoopGroup
        self.health = health
        self.clientConfiguration = clientConfiguration
        self.tls = tls
        homeFolder = folders.home
        cacheFolder = folders.cache
        configFolder = folders.config
    }

    /// A client of another service, found by the setting that `Setting.peer` declares. The shell closes it at the end.
    package func client(of service: String, interceptors: [any ClientInterceptor] = []) -> MeshClient {
        let target = Target(values, peer: service)
        var configuration = clientConfiguration
        configuration.security = tls
        let client = MeshClient(
            target: target,
            configuration: configuration,
            interceptors: interceptors,
            group: eventLoopGroup,
            logger: logger,
            metrics: MeshMetrics(factory: metrics)
        )
        clients.withLock { $0.append(client) }
        return client
    }

    /// A path of a setting: absolute, from `~`, or from the home folder.
    package func homePath(_ path: String) -> String {
        ServiceFolders.path(path, from: homeFolder)
    }

    /// A file the service owns in its `config` folder.
    package func configPath(_ path: String) throws -> String {
        guard let configFolder else { throw ServiceShellError.configFolderNotFound(service: name, file: path) }
        return ServiceFolders.path(path, from: configFolder)
    }

    func closeClients() async {
        let clients = clients.withLock { clients in
            let all = clients
            clients = []
            return all
        }
        for client in clients { await client.close() }
    }
}

extension Target {
    /// What the setting of a peer says, which has been checked when the settings were read.
    fileprivate init(_ values: SettingValues, peer: String) {
        let texts = values.list(Setting.peerKey(of: peer))
        do {
            try self.init(texts)
        } catch {
            preconditionFailure("a target that no setting lets through: \(error)")
        }
    }
}
