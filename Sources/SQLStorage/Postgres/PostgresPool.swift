import Foundation
import Synchronization

/// Connections of one process to one database, at most so many; a caller waits for a free one, first come first served.
///
/// Work runs on the pool's own threads, since libpq blocks.
final class PostgresPool: Sendable {
    typealias Connect = @Sendable () throws -> PostgresConnection

    fileprivate struct State {
        var idle: [PostgresConnection] = []
        var leasedCount = 0
        var waiters: [Waiter] = []
        var isClosed = false
    }

    fileprivate struct Waiter {
        let id: UInt64
        let continuation: CheckedContinuation<PostgresConnection?, any Error>
    }

    private let connectionsMax: Int
    private let waitMax: Duration
    private let connect: Connect
    private let state = Mutex(State())
    private let waiterIDs = Atomic<UInt64>(0)
    private let queue = DispatchQueue(label: "postgres", attributes: .concurrent)

    /// - Parameters:
    ///   - waitMax: how long a caller waits for a free connection before ``PostgresError/timedOut``.
    ///   - connect: opens a connection; blocks.
    init(connectionsMax: Int, waitMax: Duration, connect: @escaping Connect) {
        self.connectionsMax = connectionsMax
        self.waitMax = waitMax
        self.connect = connect
    }

    /// Runs `body` with a connection that nobody else uses meanwhile. It is kept for others unless it broke.
    func withConnection<Value: Sendable>(
        _ body: @escaping @Sendable (PostgresConnection) throws -> Value
    ) async throws -> Value {
        let connection = try await lease()
        do {
            let (value, used) = try await onQueue { [connect] in
                let open = try connection ?? connect()
                do {
                    return (try body(open), open)
                } catch {
                    throw BodyFailure(error: error, connection: open)
                }
            }
            release(used)
            return value
        } catch let failure as BodyFailure {
            release(failure.connection)
            throw failure.error
        } catch {
            release(nil)
            throw error
        }
    }

    /// A connection that stays with the caller, after `prepare`, until ``discard(_:)``.
    func take(_ prepare: @escaping @Sendable (PostgresConnection) throws -> Void) async throws -> PostgresConnection {
        let leased = try await lease()
        do {
            return try await onQueue { [connect] in
                let connection = try leased ?? connect()
                do {
                    try prepare(connection)
                } catch {
                    connection.close()
                    throw error
                }
                return connection
            }
        } catch {
            release(nil)
            throw error
        }
    }

    /// Ends a connection that was taken.
    func discard(_ connection: PostgresConnection) {
        queue.async { connection.close() }
        release(nil)
    }

    /// Ends idle connections; those in use end as they come back.
    func close() {
        let (idle, waiters) = state.withLock { state in
            state.isClosed = true
            defer { (state.idle, state.waiters) = ([], []) }
            return (state.idle, state.waiters)
        }
        for connection in idle { connection.close() }
        for waiter in waiters { waiter.continuation.resume(throwing: PostgresError.unreachable(detail: "closed")) }
    }

    private struct BodyFailure: Error {
        let error: any Error
        let connection: PostgresConnection
    }
}

extension PostgresPool {
    fileprivate enum Grant {
        case idle(PostgresConnection)
        case open
        case wait
        case closed
    }

    /// A connection, or nil for the right to open one.
    private func lease() async throws -> PostgresConnection? {
        switch state.withLock({ $0.grant(connectionsMax: connectionsMax) }) {
        case .idle(let connection): return connection
        case .open: return nil
        case .closed: throw PostgresError.unreachable(detail: "the store is closed")
        case .wait: return try await waitForConnection()
        }
    }

    private func waitForConnection() async throws -> PostgresConnection? {
        let id = waiterIDs.add(1, ordering: .relaxed).newValue
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let grant = state.withLock { state in
                    // Something may have come free since.
                    let grant = Task.isCancelled ? Grant.closed : state.grant(connectionsMax: connectionsMax)
                    if case .wait = grant { state.waiters.append(Waiter(id: id, continuation: continuation)) }
                    return grant
                }
                switch grant {
                case .idle(let connection): continuation.resume(returning: connection)
                case .open: continuation.resume(returning: nil)
                case .closed: continuation.resume(throwing: CancellationError())
                case .wait:
                    queue.asyncAfter(deadline: .now() + waitMax / .seconds(1)) { [weak self] in
                        self?.giveUp(id, PostgresError.timedOut)
                    }
                }
            }
        } onCancel: {
            giveUp(id, CancellationError())
        }
    }

    private func giveUp(_ id: UInt64, _ error: any Error) {
        let waiter = state.withLock { state in
            state.waiters.firstIndex { $0.id == id }.map { state.waiters.remove(at: $0) }
        }
        waiter?.continuation.resume(throwing: error)
    }

    /// Nil where the connection was not opened or is lost.
    private func release(_ connection: PostgresConnection?) {
        let isUsable = connection?.isUsable == true
        let (waiter, isKept) = state.withLock { state -> (Waiter?, Bool) in
            if !state.isClosed, !state.waiters.isEmpty { return (state.waiters.removeFirst(), isUsable) }
            state.leasedCount -= 1
            if let connection, isUsable, !state.isClosed { state.idle.append(connection) }
            return (nil, isUsable && !state.isClosed)
        }
        if !isKept { connection?.close() }
        waiter?.continuation.resume(returning: isUsable ? connection : nil)
    }

    /// Off the callers' threads.
    func onQueue<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            queue.async { continuation.resume(with: Result { try body() }) }
        }
    }
}

extension PostgresPool.State {
    fileprivate mutating func grant(connectionsMax: Int) -> PostgresPool.Grant {
        guard !isClosed else { return .closed }
        if let connection = idle.popLast() {
            leasedCount += 1
            return .idle(connection)
        }
        guard leasedCount < connectionsMax else { return .wait }
        leasedCount += 1
        return .open
    }
}
