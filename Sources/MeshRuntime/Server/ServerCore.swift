package import Logging
package import NIOCore
import Synchronization

/// What all connections of a server share, and the list of them.
package final class ServerCore: Sendable {
    let configuration: ServerConfiguration
    let frameLimits: FrameLimits
    let methods: [String: ServedMethod]
    let interceptors: [any ServerInterceptor]
    let logger: Logger
    let metrics: MeshMetrics
    let health: HealthRegistry
    private let malformedLog: MalformedLog
    private let state = Mutex(State())

    private struct State {
        var nextConnectionID: UInt64 = 1
        var connections: [UInt64: NIOLoopBound<ServerConnection>] = [:]
        var isDraining = false
        var whenEmpty: [CheckedContinuation<Void, Never>] = []
    }

    package init(
        services: [any MeshService],
        configuration: ServerConfiguration,
        interceptors: [any ServerInterceptor],
        health: HealthRegistry,
        logger: Logger,
        metrics: MeshMetrics
    ) {
        var router = Router(metrics: metrics)
        for service in services { router.mount(service) }
        self.configuration = configuration
        self.frameLimits = configuration.frameLimits
        self.methods = router.methods
        self.interceptors = interceptors
        self.health = health
        self.logger = logger
        self.metrics = metrics
        malformedLog = MalformedLog(logger: logger, metrics: metrics)
    }

    /// Takes over a channel that a client has connected. Runs on the channel's event loop.
    package func accept(_ channel: any Channel) throws {
        try channel.pipeline.syncOperations.addHandler(ServerConnection(core: self, channel: channel))
    }

    func report(_ error: MalformedFrame, peer: String) {
        malformedLog.report(error, peer: peer)
    }
}

// MARK: Connections

extension ServerCore {
    /// Lists a connection. Nil where there are too many, or the server drains.
    func add(_ connection: NIOLoopBound<ServerConnection>) -> UInt64? {
        state.withLock { state in
            guard !state.isDraining, state.connections.count < configuration.connectionsMax else { return nil }
            defer { state.nextConnectionID += 1 }
            state.connections[state.nextConnectionID] = connection
            return state.nextConnectionID
        }
    }

    func remove(_ connectionID: UInt64) {
        let waiting = state.withLock { state in
            state.connections[connectionID] = nil
            guard state.connections.isEmpty else { return [CheckedContinuation<Void, Never>]() }
            defer { state.whenEmpty = [] }
            return state.whenEmpty
        }
        for continuation in waiting { continuation.resume() }
    }

    /// Asks every client to send its calls elsewhere, and returns when all open calls are answered and all connections
    /// are closed. Each connection cancels what is open after the drain timeout.
    package func drain() async {
        health.startDraining()
        let connections = beginDrain()
        for connection in connections { connection.execute { $0.drain() } }
        await waitUntilEmpty()
    }

    /// Cancels what runs and closes all connections.
    package func closeAll() async {
        for connection in beginDrain() { connection.execute { $0.close() } }
        await waitUntilEmpty()
    }

    private func beginDrain() -> [NIOLoopBound<ServerConnection>] {
        state.withLock { state in
            state.isDraining = true
            return Array(state.connections.values)
        }
    }

    private func waitUntilEmpty() async {
        await withCheckedContinuation { continuation in
            let isEmpty = state.withLock { state in
                if !state.connections.isEmpty { state.whenEmpty.append(continuation) }
                return state.connections.isEmpty
            }
            if isEmpty { continuation.resume() }
        }
    }
}

extension NIOLoopBound {
    /// Runs a body with the value on its event loop.
    func execute(_ body: @escaping @Sendable (Value) -> Void) {
        eventLoop.execute { body(self.value) }
    }
}
