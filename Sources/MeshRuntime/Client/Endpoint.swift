import NIOCore
import NIOPosix
import Synchronization

/// The life of the connection to one endpoint, without the connection.
struct EndpointState: Hashable, Sendable {
    enum Phase: Hashable, Sendable {
        /// -> ready, backingOff, closed
        case connecting
        /// -> backingOff, closed
        case ready
        /// -> connecting, closed
        case backingOff
        case closed
    }

    private(set) var phase = Phase.connecting
    private(set) var failureCount = 0
    private(set) var failuresTotal: UInt64 = 0

    /// True if the connection is wanted; otherwise it must be closed.
    mutating func connected() -> Bool {
        guard phase == .connecting else { return false }
        phase = .ready
        return true
    }

    /// The server has answered, so the endpoint is not at fault for what may come.
    mutating func established() {
        failureCount = 0
    }

    /// The connection is lost, was never made, or takes no more calls. Returns the wait before the next attempt.
    mutating func lost(backoff: Backoff, using generator: inout some RandomNumberGenerator) -> Duration? {
        switch phase {
        case .connecting, .ready:
            phase = .backingOff
            failureCount += 1
            failuresTotal += 1
            return backoff.delay(failureCount: failureCount, using: &generator)
        case .backingOff, .closed:
            return nil
        }
    }

    /// True if the wait has led to a new attempt.
    mutating func waited() -> Bool {
        guard phase == .backingOff else { return false }
        phase = .connecting
        return true
    }

    mutating func close() {
        phase = .closed
    }
}

/// Keeps one connection to one endpoint, always on the same loop.
final class Endpoint: Sendable {
    let address: EndpointAddress
    let load: EndpointLoad
    private let eventLoop: any EventLoop
    private let health: NIOLoopBoundBox<Health>
    private let configuration: ClientConfiguration
    private let transport: any ClientTransport
    /// Told after each change of readiness or capacity.
    private let changed: @Sendable () -> Void
    private let reportLoss: @Sendable () -> Void
    private let state = Mutex(State())

    private struct State {
        var life = EndpointState()
        var connection: ConnectionHandle?
        /// Whether the server has said HELLO on the connection.
        var isEstablished = false
        /// Also those that drain.
        var openChannels: [ObjectIdentifier: any Channel] = [:]
        var lastFailure = "no connection yet"
        /// What the breaker on the loop has come to.
        var breaker = Breaker.State.closed
        var ejectionsTotal: UInt64 = 0
    }

    private struct Health {
        var breaker: Breaker
        var generator = QuickGenerator()
    }

    init(
        address: EndpointAddress,
        configuration: ClientConfiguration,
        transport: any ClientTransport,
        changed: @escaping @Sendable () -> Void,
        lost: @escaping @Sendable () -> Void
    ) {
        self.address = address
        self.configuration = configuration
        self.transport = transport
        self.changed = changed
        reportLoss = lost
        eventLoop = transport.nextEventLoop()
        let now = eventLoop.now
        load = EndpointLoad(
            address: address.description,
            decay: TimeAmount(configuration.balancer.latencyDecay),
            now: now
        )
        health = NIOLoopBoundBox.makeBoxSendingValue(
            Health(breaker: Breaker(policy: configuration.breaker, now: now)),
            eventLoop: eventLoop
        )
    }

    /// The connection for new calls, once the server has said HELLO.
    ///
    /// A call may be sent before, but a connection that still waits to be accepted goes down with the listener of a
    /// server that stops, and nobody could tell then whether the call ran.
    var ready: (connection: ConnectionHandle, breaker: Breaker.State)? {
        state.withLock { state in
            guard state.isEstablished, let connection = state.connection else { return nil }
            return (connection, state.breaker)
        }
    }

    func status(now: NIODeadline) -> EndpointStatus {
        state.withLock { state in
            EndpointStatus(
                address: address.description,
                state: EndpointStatus.State(state.life.phase, state.breaker),
                pendingCalls: state.connection?.pendingCalls ?? 0,
                latency: .nanoseconds(Int64(load.latency.value(now: now))),
                failuresTotal: state.life.failuresTotal,
                ejectionsTotal: state.ejectionsTotal,
                lastFailure: state.lastFailure
            )
        }
    }

    /// Why there is no connection, as `127.0.0.1:7404 (connection refused)`.
    var failureDescription: String { state.withLock { "\(address) (\($0.lastFailure))" } }

    func connect() {
        let timeout = TimeAmount(configuration.connectTimeout)
        let connecting = transport.connect(to: address, on: eventLoop, timeout: timeout) { channel in
            try self.initialize(channel)
        }
        connecting.whenFailure { error in self.lost(nil, reason: Self.describe(error)) }
    }

    /// Opens no more calls; the connection is closed when the open ones are answered.
    func retire() {
        stop()?.retire()
    }

    /// Ends open calls with CANCELLED. Returns when the connections are closed.
    func close() async {
        stop()?.close(.cancelled, reason: "the client was closed")
        for channel in state.withLock({ Array($0.openChannels.values) }) {
            // Also those that connect or drain. A close future never fails.
            channel.eventLoop.scheduleTask(in: ConnectionTimeouts.tick) { channel.close(promise: nil) }
            try? await channel.closeFuture.get()
        }
    }

    private func stop() -> ConnectionHandle? {
        state.withLock { state in
            state.life.close()
            defer { state.connection = nil }
            return state.connection
        }
    }
}

// MARK: One connection's life

extension Endpoint {
    /// Puts the mesh's handler on a new channel. Runs on the channel's loop, before it is connected.
    private func initialize(_ channel: any Channel) throws {
        let loop = channel.eventLoop
        let connectionBox = NIOLoopBoundBox<ConnectionHandle?>(nil, eventLoop: loop)
        let connection = ClientConnection(configuration: configuration, eventLoop: loop) { event in
            guard let handle = connectionBox.value else { return }
            self.handle(event, of: handle)
        }
        let handle = ConnectionHandle(
            endpoint: address.description,
            load: load,
            executor: EventLoopExecutor.shared(for: loop),
            connection: connection,
            callsMax: configuration.connectionLimits.callsFloor
        )
        connectionBox.value = handle
        try channel.pipeline.syncOperations.addHandler(connection)
        state.withLock { $0.openChannels[ObjectIdentifier(channel)] = channel }
        channel.closeFuture.whenComplete { _ in
            self.state.withLock { $0.openChannels[ObjectIdentifier(channel)] = nil }
        }
    }

    private func handle(_ event: ClientConnection.Event, of connection: ConnectionHandle) {
        switch event {
        case .connected:
            connected(connection)
        case .established(let callsMax):
            connection.setCallsMax(callsMax)
            established(connection)
        case .draining:
            lost(connection, reason: "the server is shutting down")
        case .callEnded(let kind, let now, let outcome):
            let wasAnswered = outcome?.verdict == .answered || outcome?.verdict == .refused
            let hadNoCapacity = connection.callEnded(kind, wasAnswered: wasAnswered, now: now)
            if hadNoCapacity { changed() }
            judge(outcome, kind, now: now)
        case .closed(let reason, let failedCalls):
            if failedCalls { failed(now: eventLoop.now) }
            lost(connection, reason: reason)
        }
    }

    private func connected(_ connection: ConnectionHandle) {
        let isWanted = state.withLock { state in
            let isWanted = state.life.connected()
            if isWanted { state.connection = connection }
            return isWanted
        }
        if !isWanted { connection.close(.cancelled, reason: "the client was closed") }
    }

    private func established(_ connection: ConnectionHandle) {
        load.startWarmup(now: eventLoop.now)
        state.withLock { state in
            guard state.connection === connection else { return }
            state.life.established()
            state.isEstablished = true
        }
        changed()
    }

    /// Takes a connection out of use and tries again after a while. A connection that drains is lost twice, which
    /// counts once.
    private func lost(_ connection: ConnectionHandle?, reason: String) {
        let delay: Duration? = state.withLock { state in
            guard state.connection === connection else { return nil }
            state.connection = nil
            state.isEstablished = false
            state.lastFailure = reason
            var generator = SystemRandomNumberGenerator()
            return state.life.lost(backoff: configuration.backoff, using: &generator)
        }
        guard let delay else { return }
        // Whoever chooses among the ready ones must not choose this one any more, but wait.
        if connection != nil { changed() }
        reportLoss()
        eventLoop.scheduleTask(in: TimeAmount(delay)) { [weak self] in
            guard let self, self.state.withLock({ $0.life.waited() }) else { return }
            self.connect()
        }
    }

    private static func describe(_ error: any Error) -> String {
        switch error {
        case let error as NIOConnectionError:
            let cause = error.dnsAError ?? error.dnsAAAAError ?? error.connectionErrors.first?.error
            return cause.map { "\($0)" } ?? "\(error)"
        case ChannelError.connectTimeout(let timeout):
            return "no connection within \(timeout.nanoseconds / 1_000_000) ms"
        default:
            return "\(error)"
        }
    }
}

// MARK: The endpoint's health

extension Endpoint {
    private func judge(_ outcome: CallOutcome?, _ kind: MethodKind, now: NIODeadline) {
        // How long a stream lasts says nothing.
        if let outcome, kind == .unary { load.setLatency(outcome.updated(load.latency, now: now)) }
        switch outcome?.verdict {
        case .answered:
            if health.value.breaker.succeeded(now: now) { breakerChanged(to: .closed) }
        case .failed:
            failed(now: now)
        case .refused, .abandoned, nil:
            // A probe that says nothing is made again.
            if health.value.breaker.state == .halfOpen { breakerChanged(to: .halfOpen) }
        }
    }

    private func failed(now: NIODeadline) {
        var generator = health.value.generator
        defer { health.value.generator = generator }
        guard let pause = health.value.breaker.failed(now: now, using: &generator) else { return }
        breakerChanged(to: .open)
        eventLoop.scheduleTask(in: TimeAmount(pause)) { [weak self] in
            guard let self, self.health.value.breaker.pauseEnded() else { return }
            self.breakerChanged(to: .halfOpen)
        }
    }

    private func breakerChanged(to breaker: Breaker.State) {
        load.isProbed.store(false, ordering: .relaxed)
        state.withLock { state in
            if breaker == .open, state.breaker != .open { state.ejectionsTotal += 1 }
            state.breaker = breaker
        }
        changed()
    }
}

extension EndpointStatus.State {
    fileprivate init(_ phase: EndpointState.Phase, _ breaker: Breaker.State) {
        self =
            switch (phase, breaker) {
            case (.connecting, _): .connecting
            case (.ready, .closed): .ready
            case (.ready, .open): .ejected
            case (.ready, .halfOpen): .probing
            case (.backingOff, _): .backingOff
            case (.closed, _): .closed
            }
    }
}
