import Logging
import NIOCore
import Synchronization

/// The endpoints of a client: which there are, which are ready, and who waits for one.
final class EndpointSet: Sendable {
    private let configuration: ClientConfiguration
    private let transport: any ClientTransport
    private let logger: Logger
    private let state = Mutex(State())

    private struct State {
        var endpoints: [EndpointAddress: Endpoint] = [:]
        /// The connections that take calls, in no order.
        var ready: [ConnectionHandle] = []
        var next = 0
        var waiters: [Int: CheckedContinuation<Bool, Never>] = [:]
        var nextWaiterID = 0
        var isClosed = false
        /// Why the target could not be resolved, while nothing is known of it.
        var targetFailure: String?
    }

    init(configuration: ClientConfiguration, transport: any ClientTransport, logger: Logger) {
        self.configuration = configuration
        self.transport = transport
        self.logger = logger
    }

    var snapshots: [EndpointSnapshot] {
        state.withLock { Array($0.endpoints.values) }.map(\.snapshot).sorted { $0.address < $1.address }
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

    func targetFailed(_ error: any Error) {
        // A target is read again and again; only news is logged.
        let isNews = state.withLock { state in
            defer { state.targetFailure = "\(error)" }
            return state.targetFailure != "\(error)"
        }
        if isNews { logger.warning("a target cannot be resolved", metadata: ["error": "\(error)"]) }
    }

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
        }
    }

    /// Looks again which endpoints are ready, and lets everyone who waits try.
    private func refresh() {
        let waiters = state.withLock { state in
            state.ready = state.endpoints.values.compactMap(\.ready)
            defer { state.waiters = [:] }
            return Array(state.waiters.values)
        }
        for waiter in waiters { waiter.resume(returning: true) }
    }
}

// MARK: Choosing

extension EndpointSet {
    /// A connection with a place reserved for one call. Waits for one if the options say so, until the deadline or the
    /// ready timeout, and then throws UNAVAILABLE naming the endpoints. `avoided` is taken only if there is no other.
    func reserve(
        deadline: Deadline?,
        waits: Bool,
        avoiding avoided: ConnectionHandle?
    ) async throws -> ConnectionHandle {
        if let connection = pick(avoiding: avoided) { return connection }
        guard waits else { throw unavailable() }
        let patienceEnd = transport.eventLoop.now + TimeAmount(configuration.readyTimeout)
        let end = min(deadline?.instant ?? patienceEnd, patienceEnd)
        while true {
            guard transport.eventLoop.now < end else { throw unavailable() }
            try await waitForChange(until: end)
            if let connection = pick(avoiding: avoided) { return connection }
        }
    }

    /// The ready connection with the fewest calls pending; of equals, the next in turn.
    private func pick(avoiding avoided: ConnectionHandle?) -> ConnectionHandle? {
        state.withLock { state in
            state.next = (state.next + 1) % max(1, state.ready.count)
            var best: ConnectionHandle?
            for offset in state.ready.indices {
                let connection = state.ready[(state.next + offset) % state.ready.count]
                guard connection.hasCapacity else { continue }
                guard let rival = best, rival !== avoided else {
                    best = connection
                    continue
                }
                if connection !== avoided, connection.pendingCalls < rival.pendingCalls { best = connection }
            }
            best?.reserve()
            return best
        }
    }

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
            if Task.isCancelled || state.ready.contains(where: \.hasCapacity) { return true }
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
