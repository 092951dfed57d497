import Synchronization

/// What `mesh.v1.Health` answers; shared by a server and the parts of a program that know whether they can serve.
public final class HealthRegistry: Sendable {
    public enum Status: Hashable, Sendable {
        case serving
        case notServing
    }

    private let state = Mutex(State())

    private struct State {
        var services: [String: Status] = [:]
        var isDraining = false
        var nextWatcherID = 0
        var watchers: [Int: AsyncStream<Void>.Continuation] = [:]
    }

    public init() {}

    /// Sets the health of one service by its protobuf name.
    public func set(_ service: String, _ status: Status) {
        change { $0.services[service] = status }
    }

    /// The health of one service, nil if it was never set.
    public subscript(service: String) -> Status? {
        state.withLock { state in
            state.services[service].map { state.isDraining ? .notServing : $0 }
        }
    }

    /// `.serving` when the process does not drain and no service is `.notServing`.
    public var overall: Status {
        state.withLock { state in
            state.isDraining || state.services.values.contains(.notServing) ? .notServing : .serving
        }
    }

    /// Has services be serving that nobody has said anything about.
    func announce(_ services: [String]) {
        change { state in
            for service in services where state.services[service] == nil { state.services[service] = .serving }
        }
    }

    var isDraining: Bool { state.withLock { $0.isDraining } }

    /// From now on nothing is serving.
    package func startDraining() {
        change { $0.isDraining = true }
    }

    /// Yields once at the start and after each change; changes that come faster than they are read are one.
    package func changes() -> AsyncStream<Void> {
        let (stream, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let watcherID = state.withLock { state in
            defer { state.nextWatcherID += 1 }
            state.watchers[state.nextWatcherID] = continuation
            return state.nextWatcherID
        }
        continuation.onTermination = { [weak self] _ in
            self?.state.withLock { $0.watchers[watcherID] = nil }
        }
        continuation.yield()
        return stream
    }

    private func change(_ body: (inout sending State) -> Void) {
        let watchers = state.withLock { state in
            body(&state)
            return Array(state.watchers.values)
        }
        for watcher in watchers { watcher.yield() }
    }
}
