package import Storage

/// A database in one SQLite file.
package final class SQLiteStore: DatabaseStore {
    package let file: DatabaseFile

    /// Opens the file, creates it where it does not exist, and migrates it forward. Blocks.
    package init(
        path: String,
        schema: SQLSchema,
        configuration: StorageConfiguration = StorageConfiguration()
    ) throws {
        file = try DatabaseFile(path: path, schema: schema.storageSchema, configuration: configuration)
    }

    package func read<Value: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws -> Value {
        try await file.read { try body(Database($0)) }
    }

    package func write<Value: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws -> Value {
        try await file.write { try body(Database($0)) }
    }

    package func snapshot() async throws -> any DatabaseView { SQLiteView(snapshot: try file.snapshot()) }

    package func close() throws { try file.close() }
}

private struct SQLiteView: DatabaseView {
    let snapshot: DatabaseSnapshotFile

    func read<Value: Sendable>(_ body: @escaping @Sendable (Database) throws -> Value) async throws -> Value {
        try await snapshot.read { try body(Database($0)) }
    }
}
