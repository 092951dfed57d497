import Logging
import NIOCore
import Synchronization

/// The endpoints of a client: which there are, which are ready, and who waits for one.
final class EndpointSet: Sendable {
    private let configuration: ClientConfiguration
    private let transport: any ClientTransport
    private let logger: Logger
    private let state = Mutex(State())

    fileprivate struct State {
        var endpoints: [EndpointAddress: Endpoint] = [:]
        /// The connections that take calls, in no order.
        var ready: [ConnectionHandle] = []
        /// Those that take one call, whose end decides.
        var probes: [ConnectionHandle] = []
        var generator = QuickGenerator()
        var waiters: [Int: CheckedContinuation<Bool, Never>] = [:]
        var nextWaiterID = 0
        var isClosed = false
        /// Why the target could not be resolved the last time.
        var targetFailure: String?
        var onLoss: @Sendable () -> Void = {}
    }

    init(configuration: ClientConfiguration, transport: any ClientTransport, logger: Logger) {
        self.configuration = configuration
        self.transport = transport
        self.logger = logger
    }

    func status(of target: String) -> ClientStatus {
        let (endpoints, failure) = state.withLock { (Array($0.endpoints.values), $0.targetFailure) }
        let now = transport.eventLoop.now
        return ClientStatus(
            target: target,
            targetFailure: failure,
            endpoints: endpoints.map { $0.status(now: now) }.sorted { $0.address < $1.address }
        )
    }

    /// Connects what is new and lets go of what is gone, whose open calls are still answered.
    func update(_ addresses: Set<EndpointAddress>) {
        let (added, removed) = state.withLock { state -> ([Endpoint], [Endpoint]) in
            guard !state.isClosed else { return ([], []) }
            state.targetFailure = nil
            let removed = state.endpoints.filter { !addresses.contains($0.key) }
            for address in removed.keys { state.endpoints[address] = nil }
            let added = addresses.filter { state.endpoints[$0] == nil }.map(makeEndpoint)
            for endpoint in added { state.endpoints[endpoint.address] = endpoint }
            return (added, Array(removed.values))
        }
        for endpoint in added { endpoint.connect() }
        guard !removed.isEmpty else { return }
        refresh()
        for endpoint in removed { endpoint.retire() }
    }

    func targetFailed(_ error: TargetError) {
        // A target is read again and again; only news is logged.
        let isNews = state.withLock { state in
            defer { state.targetFailure = error.description }
            return state.targetFailure != error.description
        }
        if isNews { logger.warning("a target cannot be resolved", metadata: ["error": "\(error)"]) }
    }

    /// Has `body` called whenever a connection is lost, not made, or drained.
    func onLoss(_ body: @escaping @Sendable () -> Void) {
        state.withLock { $0.onLoss = body }
    }

    var hasSeveralReady: Bool { state.withLock { $0.ready.count > 1 } }

    /// Ends open calls with CANCELLED, and returns when all connections are closed.
    func close() async {
        let endpoints = state.withLock { state in
            state.isClosed = true
            defer { state.endpoints = [:] }
            return Array(state.endpoints.values)
        }
        refresh()
        await withTaskGroup { group in
            for endpoint in endpoints { group.addTask { await endpoint.close() } }
        }
    }

    private func makeEndpoint(_ address: EndpointAddress) -> Endpoint {
        Endpoint(address: address, configuration: configuration, transport: transport) { [weak self] in
            self?.refresh()
        } lost: { [weak self] in
            self?.state.withLock { $0.onLoss }()
        }
    }

    /// Looks again which endpoints are ready, and lets everyone who waits try.
    private func refresh() {
        let waiters = state.withLock { state in
            state.sort(state.endpoints.values.compactMap(\.ready))
            defer { state.waiters = [:] }
            return Array(state.waiters.values)
        }
        for waiter in waiters { waiter.resume(returning: true) }
    }
}

extension EndpointSet.State {
    /// Leaves out what the breakers have opened, unless that is more than half of all: then the fault is more likely
    /// with what all of them need, or with the calls, and the rest would break under the load of all.
    fileprivate mutating func sort(_ connected: [(connection: ConnectionHandle, breaker: Breaker.State)]) {
        let broken = connected.filter { $0.breaker != .closed }
        if broken.count * 2 > connected.count {
            (ready, probes) = (connected.map(\.connection), [])
        } else {
            ready = connected.filter { $0.breaker == .closed }.map(\.connection)
            probes = broken.filter { $0.breaker == .halfOpen && !$0.connection.load.isProbed.load(ordering: .relaxed) }
                .map(\.connection)
        }
    }
}

// MARK: Choosing

/// What one attempt asks of the endpoint that it is given.
struct EndpointWish {
    var kind: MethodKind
    /// The call's affinity.
    var key: String?
    /// Whether to wait for an endpoint to become ready, and until when at most.
    var waits: Bool
    var deadline: Deadline?
    /// Taken only if there is no other.
    var avoided: ConnectionHandle?
}

extension EndpointSet {
    /// A connection with a place reserved for one call. Waits for one if the wish says so, until the deadline or the
    /// ready timeout, and then throws UNAVAILABLE naming the endpoints.
    func reserve(_ wish: EndpointWish, now: NIODeadline) async throws -> ConnectionHandle {
        if let connection = pick(wish, now: now) { return connection }
        guard wish.waits else { throw unavailable() }
        let patienceEnd = now + TimeAmount(configuration.readyTimeout)
        let end = min(wish.deadline?.instant ?? patienceEnd, patienceEnd)
        while true {
            guard transport.eventLoop.now < end else { throw unavailable() }
            try await waitForChange(until: end)
            if let connection = pick(wish, now: transport.eventLoop.now) { return connection }
        }
    }

    /// A connection with a place reserved, if one can be had now.
    func pick(_ wish: EndpointWish, now: NIODeadline) -> ConnectionHandle? {
        state.withLock { state in
            let connection =
                state.takeProbe(wish) ?? state.choose(wish, avoiding: wish.avoided, now: now)
                ?? wish.avoided.flatMap { _ in state.choose(wish, avoiding: nil, now: now) }
            connection?.reserve(wish.kind, now: now)
            return connection
        }
    }
}

extension EndpointSet.State {
    fileprivate mutating func takeProbe(_ wish: EndpointWish) -> ConnectionHandle? {
        guard !probes.isEmpty else { return nil }
        guard let index = probes.firstIndex(where: { $0.isOpen(avoiding: wish.avoided) }) else { return nil }
        let connection = probes.remove(at: index)
        connection.load.isProbed.store(true, ordering: .relaxed)
        return connection
    }

    fileprivate mutating func choose(
        _ wish: EndpointWish,
        avoiding avoided: ConnectionHandle?,
        now: NIODeadline
    ) -> ConnectionHandle? {
        let ready = ready
        let index: Int?
        if let key = wish.key {
            index = EndpointChoice.ofKey(key, ready.count) { index in
                ready[index].load.hash
            } isOpen: { index in
                ready[index].isOpen(avoiding: avoided)
            }
        } else {
            index = EndpointChoice.ofTwo(ready.count, using: &generator) { index in
                ready[index].isOpen(avoiding: avoided) ? ready[index].cost(now: now) : nil
            }
        }
        return index.map { ready[$0] }
    }
}

extension ConnectionHandle {
    /// The avoided one is avoided also when it comes again on another connection.
    fileprivate func isOpen(avoiding avoided: ConnectionHandle?) -> Bool {
        hasCapacity && load !== avoided?.load
    }
}

// MARK: Waiting

extension EndpointSet {
    /// Returns when a look may be worth it: something became ready, or the time is over.
    private func waitForChange(until end: NIODeadline) async throws {
        let waiterID = state.withLock { state in
            state.nextWaiterID += 1
            return state.nextWaiterID
        }
        let timer = transport.eventLoop.scheduleTask(deadline: end) { self.wake(waiterID) }
        defer { timer.cancel() }
        let isAdmitted = await withTaskCancellationHandler {
            await withCheckedContinuation { waiter in
                if let answer = admit(waiter, waiterID) { waiter.resume(returning: answer) }
            }
        } onCancel: {
            wake(waiterID)
        }
        if Task.isCancelled { throw CallError(.cancelled, "the call was cancelled while it waited for an endpoint") }
        if !isAdmitted { throw unavailable() }
    }

    /// Lists a waiter, unless it can be answered at once: whether it may look again.
    private func admit(_ waiter: CheckedContinuation<Bool, Never>, _ waiterID: Int) -> Bool? {
        state.withLock { state in
            if state.isClosed || state.waiters.count >= configuration.waitingCallsMax { return false }
            // Something may have become ready since the last look, or the task may have been cancelled.
            if Task.isCancelled || (state.ready + state.probes).contains(where: \.hasCapacity) { return true }
            state.waiters[waiterID] = waiter
            return nil
        }
    }

    private func wake(_ waiterID: Int) {
        state.withLock { $0.waiters.removeValue(forKey: waiterID) }?.resume(returning: true)
    }

    private func unavailable() -> CallError {
        let (endpoints, isClosed, failure) = state.withLock { state in
            (Array(state.endpoints.values), state.isClosed, state.targetFailure)
        }
        if isClosed { return CallError(.unavailable, "the client is closed") }
        if let failure, endpoints.isEmpty { return CallError(.unavailable, failure) }
        let reasons = endpoints.map(\.failureDescription).sorted().joined(separator: ", ")
        return CallError(.unavailable, "no endpoint is ready: \(reasons.isEmpty ? "the target names none" : reasons)")
    }
}
