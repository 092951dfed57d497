import Foundation
import PostgresTestKit
import Storage

@testable import SQLStorage

/// The kinds of database that must behave alike. Where no PostgreSQL server is installed, its tests are left out, and
/// `PostgresTests` says so by name.
enum Kind: String, CaseIterable, CustomStringConvertible {
    case sqlite
    case postgres

    static var available: [Kind] { PostgresTestServer.isInstalled ? allCases : [.sqlite] }

    var description: String { rawValue }
}

/// One database of a test, which can be opened several times, as by several processes.
struct TestDatabase: ~Copyable {
    let kind: Kind
    private let folder: URL
    let configuration: PostgresConfiguration

    init(_ kind: Kind, lockTimeout: Duration = .seconds(5)) throws {
        self.kind = kind
        folder = FileManager.default.temporaryDirectory.appending(path: "sql-storage-tests-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let server = kind == .postgres ? try PostgresTestServer.shared : nil
        configuration = PostgresConfiguration(
            url: server?.url ?? "",
            connectionsMax: 4,
            lockTimeout: lockTimeout,
            schemaName: server?.newSchemaName()
        )
    }

    deinit {
        // Nothing depends on the removal; the system empties this folder anyway.
        try? FileManager.default.removeItem(at: folder)
    }

    func open(_ schema: SQLSchema = .notes) throws -> any DatabaseStore { try opener(schema) }

    /// For tasks, which cannot take the database along.
    var opener: @Sendable (SQLSchema) throws -> any DatabaseStore {
        let (kind, path, configuration) = (kind, folder.appending(path: "notes.sqlite").path, configuration)
        return { schema in
            switch kind {
            case .sqlite:
                try SQLiteStore(
                    path: path,
                    schema: schema,
                    configuration: StorageConfiguration(busyTimeout: configuration.lockTimeout)
                )
            case .postgres: try PostgresStore(schema: schema, configuration: configuration)
            }
        }
    }

    /// A session past the store, as an operator's.
    func connection() throws -> PostgresConnection {
        try PostgresConnection(
            url: configuration.url,
            options: "-c search_path=\(configuration.schemaName ?? "")",
            connectTimeout: .seconds(5),
            statementTimeout: .seconds(5)
        )
    }
}

extension SQLSchema {
    static let notes = SQLSchema(
        name: "notes",
        applicationID: .init("xNOT"),
        migrations: [
            .init(
                "notes",
                sql: """
                    CREATE TABLE note (
                        id INTEGER PRIMARY KEY AUTOINCREMENT,
                        name TEXT NOT NULL UNIQUE,
                        stars INTEGER CHECK (stars >= 0),
                        weight REAL,
                        picture BLOB
                    ) STRICT;
                    CREATE TABLE tag (
                        note TEXT NOT NULL REFERENCES note (name),
                        tag TEXT NOT NULL,
                        PRIMARY KEY (note, tag)
                    ) STRICT, WITHOUT ROWID;
                    """
            ),
            .init("pins", sql: "ALTER TABLE note ADD COLUMN pinned INTEGER NOT NULL DEFAULT 0"),
        ]
    )

    func first(_ count: Int) -> SQLSchema {
        SQLSchema(name: name, applicationID: applicationID, migrations: Array(migrations.prefix(count)))
    }
}
