import NIOCore
import Synchronization

/// The connections of a server.
final class ConnectionRegistry: Sendable {
    private let connectionsMax: Int
    private let state = Mutex(State())

    private struct State {
        var nextConnectionID: UInt64 = 1
        var connections: [UInt64: NIOLoopBound<ServerConnection>] = [:]
        var isDraining = false
        var whenEmpty: [CheckedContinuation<Void, Never>] = []
    }

    init(connectionsMax: Int) {
        self.connectionsMax = connectionsMax
    }

    var isDraining: Bool { state.withLock { $0.isDraining } }

    /// Lists a connection. Nil where there are too many, or the server drains.
    func add(_ connection: NIOLoopBound<ServerConnection>) -> UInt64? {
        state.withLock { state in
            guard !state.isDraining, state.connections.count < connectionsMax else { return nil }
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

    /// Admits no more connections, runs a body for each that there is, and returns when all are gone.
    func drain(_ body: @escaping @Sendable (ServerConnection) -> Void) async {
        let connections = state.withLock { state in
            state.isDraining = true
            return Array(state.connections.values)
        }
        for connection in connections { connection.execute(body) }
        await withCheckedContinuation { continuation in
            let isEmpty = state.withLock { state in
                if !state.connections.isEmpty { state.whenEmpty.append(continuation) }
                return state.connections.isEmpty
            }
            if isEmpty { continuation.resume() }
        }
    }

    func snapshots() async -> [ConnectionSnapshot] {
        let connections = state.withLock { Array($0.connections.values) }
        var snapshots: [ConnectionSnapshot] = []
        for connection in connections {
            let snapshot = connection.eventLoop.submit { connection.value.snapshot }
            // A loop that has been shut down has no connections to tell of.
            if let snapshot = try? await snapshot.get() { snapshots.append(snapshot) }
        }
        return snapshots.sorted { $0.connectionID < $1.connectionID }
    }
}

extension NIOLoopBound {
    /// Runs a body with the value on its event loop.
    func execute(_ body: @escaping @Sendable (Value) -> Void) {
        eventLoop.execute { body(self.value) }
    }
}
