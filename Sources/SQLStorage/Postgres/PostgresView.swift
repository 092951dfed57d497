import Storage
import Synchronization

/// A state kept readable by a transaction that stays open on a connection of the pool.
final class PostgresView: DatabaseView {
    private let pool: PostgresPool
    private let place: String
    private let connection: PostgresConnection

    init(_ pool: PostgresPool, place: String) async throws {
        self.pool = pool
        self.place = place
        connection = try await pool.take { connection in
            // How long a reader takes between two reads is its own affair: an export goes at its receiver's pace.
            try connection.execute(
                script: """
                    BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL idle_in_transaction_session_timeout = 0;
                    SELECT 1 FROM \(PostgresMigrator.table)
                    """
            )
        }
    }

    deinit { pool.discard(connection) }

    func read<Value: Sendable>(_ body: @escaping @Sendable (Database) throws -> Value) async throws -> Value {
        do {
            return try await pool.onQueue { [connection] in try body(Database(connection) { false }) }
        } catch let error as PostgresError {
            throw StorageError(error, place: place)
        }
    }
}
