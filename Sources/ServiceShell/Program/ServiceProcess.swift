import CoreMetrics
import Glibc
import Logging
import MeshRuntime
import MeshTLS
import ServiceLifecycle
import Synchronization

/// The life of a process: admin port, build, RPC port, serve, drain, close.
struct ServiceProcess: Sendable {
    let environment: ServiceEnvironment
    let values: SettingValues
    let build: @Sendable () async throws -> ServiceAssembly

    private let readiness: Readiness

    init(
        environment: ServiceEnvironment,
        values: SettingValues,
        build: @escaping @Sendable () async throws -> ServiceAssembly
    ) {
        self.environment = environment
        self.values = values
        self.build = build
        readiness = Readiness(health: environment.health)
    }

    func run() async throws {
        let stopRequests = await StopRequests(stopsWithStandardInput: values.flag("run.stop_with_stdin"))
        let life = Life()
        let living = Task { try await live(life) }
        try await withTaskGroup { tasks in
            tasks.addTask {
                await obey(stopRequests, life, cancelStart: { living.cancel() })
            }
            defer { tasks.cancelAll() }
            return await living.result
        }.getUnless(wasStopped: life.isEnded)
    }

    private func live(_ life: Life) async throws {
        let admin = makeAdminServer()
        let adminAddress = try await mappingBindErrors(section: "admin") { try await admin.start() }
        let assembly = try await buildAssembly()
        do {
            try Task.checkCancellation()
            try await serve(assembly, admin, at: adminAddress.hostAndPort, life)
        } catch {
            await close(assembly)
            throw error
        }
        await close(assembly)
        environment.logger.notice("stopped")
    }

    private func serve(
        _ assembly: ServiceAssembly,
        _ admin: AdminServer,
        at adminAddress: String,
        _ life: Life
    ) async throws {
        let server = try makeMeshServer(assembly)
        let address = try await mappingBindErrors(section: "server") { try await server.start() }.hostAndPort
        let group = ServiceGroup(
            configuration: groupConfiguration([admin] + certificateWatch + assembly.background + [server])
        )
        let runFile = try writeRunFile(address: address, admin: adminAddress)
        defer { runFile?.remove(at: runFilePath) }
        readiness.started()
        guard life.begin(group) else { throw CancellationError() }
        environment.logger.notice(
            "serving",
            metadata: ["server.address": "\(address)", "admin.address": "\(adminAddress)"]
        )
        try await group.run()
    }

    /// Tells a supervisor by the exit status whether another try may end otherwise.
    private func buildAssembly() async throws -> ServiceAssembly {
        do {
            return try await build()
        } catch {
            await environment.closeClients()
            switch error {
            case is CancellationError, is SettingsError, is ServiceShellError: throw error
            default: throw ServiceShellError.notBuilt(reason: "\(error)", isPassing: error is CallError)
            }
        }
    }

    private func close(_ assembly: ServiceAssembly) async {
        await environment.closeClients()
        await assembly.shutdown()
    }

    /// The first request drains, or ends the start where there is nothing to drain yet; the second ends the process
    /// at once.
    private func obey(_ requests: StopRequests, _ life: Life, cancelStart: @Sendable () -> Void) async {
        var isStopping = false
        for await request in requests.stream {
            if isStopping {
                environment.logger.warning("stopped before all was done")
                _exit(request.exitStatus)
            }
            isStopping = true
            readiness.stopping()
            environment.logger.notice("stopping; a second signal ends at once", metadata: ["reason": "\(request)"])
            if let group = life.end() {
                await group.triggerGracefulShutdown()
            } else {
                cancelStart()
            }
        }
    }
}

extension ServiceProcess {
    private func makeAdminServer() -> AdminServer {
        let processMetrics = ProcessMetrics(registry: environment.metrics)
        let registry = environment.metrics
        registry.makeMeter(
            label: "xiaoer_build_info",
            dimensions: [("service", environment.name), ("version", ServiceShell.version)]
        ).set(Int64(1))
        let pages = AdminPages(
            readiness: { [readiness] in readiness.state },
            metrics: {
                processMetrics.refresh()
                return registry.text()
            }
        )
        return AdminServer(
            host: values.text("admin.host"),
            port: values.integer("admin.port"),
            pages: pages,
            group: environment.eventLoopGroup
        )
    }

    private var certificateWatch: [any Service] {
        guard let tls = environment.tls else { return [] }
        let interval = values.duration("tls.reload_seconds")
        return [CertificateWatch(tls, interval: interval, logger: environment.logger)]
    }

    private func makeMeshServer(_ assembly: ServiceAssembly) throws -> MeshServer {
        var configuration = serverConfiguration
        configuration.wireLog = try makeWireLog()
        return MeshServer(
            services: assembly.services,
            configuration: configuration,
            interceptors: assembly.interceptors,
            health: environment.health,
            clients: environment.openClients,
            group: environment.eventLoopGroup,
            logger: environment.logger,
            metrics: MeshMetrics(factory: environment.metrics)
        )
    }

    private func makeWireLog() throws -> WireLog? {
        guard let path = values.optionalText("wire_log.file") else { return nil }
        do {
            return try WireLog(
                path: environment.homePath(path),
                byteCountMax: values.integer("wire_log.bytes_max"),
                logger: environment.logger
            )
        } catch {
            throw SettingsError([.conflict(keys: ["wire_log.file"], reason: "\(error)")])
        }
    }

    private var serverConfiguration: ServerConfiguration {
        var configuration = ServerConfiguration(
            host: values.text("server.host"),
            port: values.integer("server.port"),
            name: environment.name,
            version: ServiceShell.version
        )
        configuration.connectionsMax = values.integer("server.connections_max")
        configuration.callsPerConnectionMax = values.integer("server.calls_per_connection_max")
        configuration.admission = AdmissionPolicy(rawValue: values.text("server.admission")) ?? .fixed
        configuration.callsInFlightMax = values.integer("server.calls_in_flight_max")
        configuration.refusesHopelessCalls = values.flag("server.refuse_hopeless_calls")
        configuration.messageBytesMax = values.integer("server.message_bytes_max")
        configuration.security = environment.tls
        configuration.drainTimeout = values.duration("drain.grace_seconds")
        return configuration
    }

    /// Services stop in reverse order: calls drain first, the admin port answers until the end.
    private func groupConfiguration(_ services: [any Service]) -> ServiceGroupConfiguration {
        var logger = environment.logger
        logger[metadataKey: "part"] = "lifecycle"
        var configuration = ServiceGroupConfiguration(services: services, logger: logger)
        configuration.maximumGracefulShutdownDuration = values.duration("drain.grace_seconds") + .seconds(5)
        return configuration
    }

    private var runFilePath: String {
        environment.homePath(values.text("run.file"))
    }

    private func writeRunFile(address: String, admin: String) throws -> RunFile? {
        guard values.optionalText("run.file") != nil else { return nil }
        let file = RunFile(
            service: environment.name,
            pid: getpid(),
            address: address,
            admin: admin,
            version: ServiceShell.version
        )
        try file.write(to: runFilePath)
        return file
    }

    private func mappingBindErrors<Result: Sendable>(
        section: String,
        _ body: () async throws -> Result
    ) async throws -> Result {
        do {
            return try await body()
        } catch {
            let address = "\(values.text("\(section).host")):\(values.integer("\(section).port"))"
            throw ServiceShellError.binding(address, section: section, failedWith: error)
        }
    }
}

/// Whether there is something to drain yet.
private final class Life: Sendable {
    private enum State {
        /// Next: serving, or ended when a stop came first.
        case starting
        /// Next: ended.
        case serving(ServiceGroup)
        case ended
    }

    private let state = Mutex(State.starting)

    var isEnded: Bool {
        state.withLock { state in
            if case .ended = state { return true }
            return false
        }
    }

    /// False when a stop came first.
    func begin(_ group: ServiceGroup) -> Bool {
        state.withLock { state in
            guard case .starting = state else { return false }
            state = .serving(group)
            return true
        }
    }

    /// The group to stop; nil when the process has not begun to serve.
    func end() -> ServiceGroup? {
        state.withLock { state in
            defer { state = .ended }
            guard case .serving(let group) = state else { return nil }
            return group
        }
    }
}

extension Result where Success == Void, Failure == any Error {
    /// A start that was cancelled since a stop came first is no failure.
    fileprivate func getUnless(wasStopped: Bool) throws {
        if case .failure(let error) = self, !(wasStopped && error is CancellationError) { throw error }
    }
}
