import Foundation
package import GRDB

/// One service's SQLite file: one connection that writes, several that read, in write-ahead logging mode.
///
/// Accesses run on GRDB's own queues, so awaiting one never blocks an event loop. Whatever SQLite reports is thrown
/// as ``StorageError``; other errors of the closures pass through, after their transaction was rolled back.
package final class DatabaseFile: Sendable {
    package let path: String
    private let pool: DatabasePool

    /// Opens the file, creates it where it does not exist, and migrates it forward to the schema's version.
    ///
    /// Nothing is changed in a file that is refused. This call blocks while migrations run: make it before serving.
    package init(
        path: String,
        schema: StorageSchema,
        configuration: StorageConfiguration = StorageConfiguration()
    ) throws {
        self.path = path
        pool = try Self.mappingErrors(path: path) {
            try Self.createIfMissing(path: path)
            let pool = try DatabasePool(
                path: path,
                configuration: Self.poolConfiguration(path: path, schema: schema, configuration: configuration)
            )
            try pool.writeWithoutTransaction { database in
                // GRDB sets NORMAL, with which a power cut can lose the last commits; an acknowledged write must stay.
                try database.execute(sql: "PRAGMA synchronous = FULL")
                try SchemaMigrator(schema: schema, path: path).migrate(database)
            }
            return pool
        }
    }

    /// Runs `body` on a snapshot of the database. Throws `CancellationError` when the task is cancelled.
    package func read<Value: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws -> Value {
        do {
            return try await pool.read(body)
        } catch let error as DatabaseError {
            throw StorageError(error, path: path)
        }
    }

    /// Runs `body` in one transaction: all of it is on disk when this returns, or none of it if it throws.
    package func write<Value: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws -> Value {
        do {
            return try await pool.write(body)
        } catch let error as DatabaseError {
            throw StorageError(error, path: path)
        }
    }

    /// Keeps the present state readable over several reads. Opens a connection of its own and waits for no writer.
    package func snapshot() throws -> DatabaseSnapshotFile {
        try Self.mappingErrors(path: path) { DatabaseSnapshotFile(path: path, snapshot: try pool.makeSnapshot()) }
    }

    /// Moves the write-ahead log into the file, as far as readers let it. Blocks.
    package func checkpoint() throws {
        try Self.mappingErrors(path: path) { _ = try pool.writeWithoutTransaction { try $0.checkpoint(.truncate) } }
    }

    /// Waits for running accesses, moves the write-ahead log into the file and closes it.
    ///
    /// The one file is then the whole database and may be copied. Blocks; call it when serving has ended.
    package func close() throws {
        try Self.mappingErrors(path: path) {
            // A reader of another process may keep the log alive; its content is safe, only a copy needs it too.
            _ = try? pool.writeWithoutTransaction { try $0.checkpoint(.truncate) }
            try pool.close()
        }
    }
}

extension DatabaseFile {
    private static func poolConfiguration(
        path: String,
        schema: StorageSchema,
        configuration: StorageConfiguration
    ) -> Configuration {
        var pool = Configuration()
        pool.label = schema.name
        pool.foreignKeysEnabled = true
        pool.busyMode = .timeout(configuration.busyTimeout / .seconds(1))
        pool.maximumReaderCount = configuration.readersMax
        // This runs before GRDB turns write-ahead logging on, so that a refused file keeps its bytes.
        pool.prepareDatabase { database in
            guard !database.configuration.readonly else { return }
            try SchemaMigrator(schema: schema, path: path).check(database)
            if let bytes = configuration.fileSizeMaxBytes {
                let pageBytes = try Int.fetchOne(database, sql: "PRAGMA page_size") ?? 4096
                try database.execute(sql: "PRAGMA max_page_count = \(max(1, bytes / pageBytes))")
            }
        }
        return pool
    }

    /// The file holds customers' data, so only its owner may read it; SQLite gives its log the same mode.
    private static func createIfMissing(path: String) throws {
        guard !FileManager.default.fileExists(atPath: path) else { return }
        let folder = URL(filePath: path).deletingLastPathComponent()
        do {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        } catch {
            throw StorageError.cannotOpen(path: path, detail: "folder \(folder.path) cannot be made")
        }
        let attributes: [FileAttributeKey: Any] = [.posixPermissions: 0o600]
        guard FileManager.default.createFile(atPath: path, contents: nil, attributes: attributes) else {
            throw StorageError.cannotOpen(path: path, detail: "the file cannot be made")
        }
    }

    private static func mappingErrors<Value>(path: String, _ body: () throws -> Value) throws -> Value {
        do {
            return try body()
        } catch let error as DatabaseError {
            throw StorageError(error, path: path)
        }
    }
}
