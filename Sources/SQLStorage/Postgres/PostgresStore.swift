import Foundation
import Storage
import Synchronization

/// A database of a PostgreSQL server, in a schema of the service's own.
///
/// Reads are repeatable and read-only. Writes are serializable and, as in SQLite, one after the other over all processes:
/// each holds a lock from its beginning to its end, so that numbers that grow with every record are committed in their
/// order, and a transaction seldom has to run again. Where the server asks for that, or the connection was lost before
/// the end was under way, it does. When the connection is lost while a transaction is being committed, nobody knows
/// whether it was: that is ``StorageError/outcomeUnknown(path:)``, and callers with an idempotency key ask again.
package final class PostgresStore: DatabaseStore {
    private let pool: PostgresPool
    private let configuration: PostgresConfiguration
    private let place: String

    /// Connects, and migrates the schema forward, or creates it. Blocks; make it before serving.
    package init(schema: SQLSchema, configuration: PostgresConfiguration) throws {
        self.configuration = configuration
        place = configuration.place
        let schemaName = configuration.schemaName ?? schema.name.replacing("-", with: "_")
        let connect: PostgresPool.Connect = {
            try PostgresConnection(
                url: configuration.url,
                options: configuration.sessionOptions(schemaName: schemaName),
                connectTimeout: configuration.connectTimeout,
                statementTimeout: configuration.statementTimeout
            )
        }
        pool = PostgresPool(
            connectionsMax: configuration.connectionsMax,
            waitMax: configuration.lockTimeout,
            connect: connect
        )
        let migrator = PostgresMigrator(schema: schema, schemaName: schemaName, place: place)
        do {
            try Self.repeatingBlocked(configuration) {
                let connection = try connect()
                defer { connection.close() }
                try migrator.migrate(connection)
            }
        } catch let error as PostgresError {
            throw StorageError(error, place: place)
        }
    }

    /// A server that starts at the same time is waited for.
    private static func repeatingBlocked(_ configuration: PostgresConfiguration, _ body: () throws -> Void) throws {
        var attempts = RetryPolicy(attemptsMax: configuration.attemptsMax, awayMax: configuration.connectTimeout)
        while true {
            do {
                return try body()
            } catch let error as PostgresError {
                guard let pause = attempts.pause(after: error, now: .now) else { throw error }
                // Sleeps: nothing is polled for. This thread blocks anyway, in libpq.
                poll(nil, 0, Int32(pause / .milliseconds(1)))
            }
        }
    }

    package func read<Value: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws -> Value {
        try await repeating { connection, isCancelled in
            try connection.readTransaction { try body(Database(connection, isCancelled: isCancelled)) }
        }
    }

    package func write<Value: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws -> Value {
        // The lock comes before the first query, which is what fixes the state that the transaction sees.
        let begin = "BEGIN ISOLATION LEVEL SERIALIZABLE; LOCK TABLE \(PostgresMigrator.table) IN EXCLUSIVE MODE"
        return try await repeating { connection, isCancelled in
            try connection.transaction(begin: begin) { try body(Database(connection, isCancelled: isCancelled)) }
        }
    }

    package func snapshot() async throws -> any DatabaseView {
        try await mappingErrors { try await PostgresView(pool, place: place) }
    }

    package func close() throws { pool.close() }
}

extension PostgresStore {
    /// Runs `body` until it ends with something that another try would not change.
    private func repeating<Value: Sendable>(
        _ body: @escaping @Sendable (PostgresConnection, @escaping @Sendable () -> Bool) throws -> Value
    ) async throws -> Value {
        let cancellation = Cancellation()
        var attempts = RetryPolicy(attemptsMax: configuration.attemptsMax, awayMax: configuration.connectTimeout)
        return try await mappingErrors {
            while true {
                do {
                    return try await withTaskCancellationHandler {
                        try await pool.withConnection { try body($0) { cancellation.isCancelled } }
                    } onCancel: {
                        cancellation.cancel()
                    }
                } catch let error as PostgresError {
                    guard let pause = attempts.pause(after: error, now: .now) else { throw error }
                    try await Task.sleep(for: pause)
                }
            }
        }
    }

    private func mappingErrors<Value>(_ body: () async throws -> Value) async throws -> Value {
        do {
            return try await body()
        } catch let error as PostgresError {
            throw StorageError(error, place: place)
        } catch is OutcomeUnknown {
            throw StorageError.outcomeUnknown(path: place)
        }
    }
}

/// Says after each failure of a transaction whether, and how soon, it may run again.
struct RetryPolicy {
    let attemptsMax: Int
    /// How long a server that is away is tried.
    let awayMax: Duration
    private var repeats = 0
    private var awaySince: ContinuousClock.Instant?

    private static let firstPause = Duration.milliseconds(10)
    private static let reconnectPause = Duration.milliseconds(100)

    init(attemptsMax: Int, awayMax: Duration) {
        self.attemptsMax = attemptsMax
        self.awayMax = awayMax
    }

    /// Nil ends it.
    mutating func pause(after error: PostgresError, now: ContinuousClock.Instant) -> Duration? {
        if error.isLossOfConnection {
            let since = awaySince ?? now
            awaySince = since
            guard now - since < awayMax else { return nil }
            // A connection that broke is replaced at once; a server that is away is not hammered.
            if case .connectionLost = error { return .zero }
            return Self.reconnectPause
        }
        guard error.asksToRepeat, repeats + 1 < attemptsMax else { return nil }
        repeats += 1
        return Self.firstPause * (1 << min(repeats - 1, 6))
    }
}

private final class Cancellation: Sendable {
    private let flag = Atomic(false)

    var isCancelled: Bool { flag.load(ordering: .relaxed) }

    func cancel() { flag.store(true, ordering: .relaxed) }
}

/// The connection ended while a transaction's end was under way.
struct OutcomeUnknown: Error {}

extension PostgresConnection {
    /// Runs `body` between `begin` and COMMIT, or ROLLBACK where it throws.
    func transaction<Value>(
        begin: String,
        timeout: Duration? = nil,
        _ body: () throws -> Value
    ) throws -> Value {
        let value: Value
        do {
            try execute(script: begin, timeout: timeout)
            value = try body()
        } catch {
            rollback()
            throw error
        }
        do throws(PostgresError) {
            // A transaction of which a statement failed ends in a ROLLBACK, even if `body` made light of the failure.
            guard try execute(script: "COMMIT").command == "COMMIT" else {
                throw PostgresError.refused(state: "25P02", message: "a statement of the transaction had failed")
            }
        } catch {
            // The server's refusal of a commit is an answer; a lost connection or a deadline leaves it open.
            guard case .refused = error, isUsable else { throw OutcomeUnknown() }
            rollback()
            throw error
        }
        return value
    }

    /// Runs `body` on one state. What it read is right, however the transaction ends.
    func readTransaction<Value>(_ body: () throws -> Value) throws -> Value {
        do {
            try execute(script: "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
            let value = try body()
            rollback()
            return value
        } catch {
            rollback()
            throw error
        }
    }

    /// A connection that cannot roll back is no use to anybody.
    private func rollback() {
        do {
            try execute(script: "ROLLBACK")
        } catch {
            close()
        }
    }
}

extension PostgresConfiguration {
    fileprivate func sessionOptions(schemaName: String) -> String {
        func milliseconds(_ duration: Duration) -> Int { Int(duration / .milliseconds(1)) }
        let settings = [
            "search_path": schemaName,
            "statement_timeout": "\(milliseconds(statementTimeout))",
            "lock_timeout": "\(milliseconds(lockTimeout))",
            // A process that froze in a transaction must not keep the others' writes.
            "idle_in_transaction_session_timeout": "\(milliseconds(statementTimeout * 2))",
            "tcp_keepalives_idle": "30",
            "client_min_messages": "error",
        ]
        return settings.sorted { $0.key < $1.key }.map { "-c \($0.key)=\($0.value)" }.joined(separator: " ")
    }
}
