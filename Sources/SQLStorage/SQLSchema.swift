package import Storage

/// What one service keeps in its database, and the steps that lead to today's tables; the same for SQLite and PostgreSQL.
///
/// The schema version is the number of migrations. Released migrations never change; new ones are appended.
package struct SQLSchema: Sendable {
    /// Name of the owning service ("order-tracking"); with underscores, that of its schema in PostgreSQL.
    package let name: String
    package let applicationID: StorageSchema.ApplicationID
    package let migrations: [Migration]

    package init(name: String, applicationID: StorageSchema.ApplicationID, migrations: [Migration]) {
        self.name = name
        self.applicationID = applicationID
        self.migrations = migrations
    }

    package var version: Int { migrations.count }

    /// One step forward, in a transaction of its own together with the raise of the version number.
    package struct Migration: Sendable {
        package let name: String
        let apply: @Sendable (Database) throws -> Void

        package init(_ name: String, apply: @escaping @Sendable (Database) throws -> Void) {
            self.name = name
            self.apply = apply
        }

        package init(_ name: String, sql: String) {
            self.init(name) { database in try database.execute(sql: sql) }
        }
    }

    /// For a file of SQLite.
    var storageSchema: StorageSchema {
        StorageSchema(
            name: name,
            applicationID: applicationID,
            migrations: migrations.map { migration in
                StorageSchema.Migration(migration.name) { try migration.apply(Database($0)) }
            }
        )
    }
}
