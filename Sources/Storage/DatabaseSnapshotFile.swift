package import GRDB

/// The database as it was at one moment, for reads that take several steps (an export) while others write.
///
/// While it lives, the write-ahead log cannot shrink: let go of it soon.
package final class DatabaseSnapshotFile: Sendable {
    private let path: String
    private let snapshot: DatabaseSnapshot

    init(path: String, snapshot: DatabaseSnapshot) {
        self.path = path
        self.snapshot = snapshot
    }

    package func read<Value: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws -> Value {
        do {
            return try await snapshot.read(body)
        } catch let error as DatabaseError {
            throw StorageError(error, path: path)
        }
    }
}
