import Foundation
import PostgresTestKit
import SQLStorage
import Storage

@testable import OrderTracking

/// Where one test keeps its shop: in a file of its own, or in a schema of its own on a real PostgreSQL server.
///
/// All tests run on SQLite; with `XIAOER_TEST_STORAGE=postgres` the same tests run on PostgreSQL (`scripts/test` does
/// both).
enum TestDatabase: Sendable {
    case file(String)
    case server(PostgresConfiguration)

    static let usesPostgres = ProcessInfo.processInfo.environment["XIAOER_TEST_STORAGE"] == "postgres"

    /// Of the file; nil for a server.
    var path: String? {
        if case .file(let path) = self { path } else { nil }
    }

    static func new(in folder: TemporaryFolder) throws -> TestDatabase {
        guard usesPostgres else { return .file(folder.path("orders.sqlite")) }
        return try postgres()
    }

    static func postgres() throws -> TestDatabase {
        let server = try PostgresTestServer.shared
        // Tests hold many shops at a time, each with its own connections.
        return .server(
            PostgresConfiguration(url: server.url, connectionsMax: 4, schemaName: server.newSchemaName())
        )
    }

    func open(
        schema: SQLSchema = OrdersSchema.schema,
        configuration: StorageConfiguration = StorageConfiguration()
    ) throws -> any DatabaseStore {
        switch self {
        case .file(let path): try SQLiteStore(path: path, schema: schema, configuration: configuration)
        case .server(let configuration): try PostgresStore(schema: schema, configuration: configuration)
        }
    }
}
