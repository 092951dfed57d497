import GRDB

/// Decides whether a file may be used by this schema, and brings it to the schema's version.
///
/// The state is two integers of the file's header: `application_id` says whose file it is, `user_version` how many
/// migrations it has seen. Both change in the transaction of the migration they belong to.
struct SchemaMigrator {
    let schema: StorageSchema
    let path: String

    /// Refuses a file of another application or of a newer release; changes nothing.
    func check(_ database: Database) throws {
        let found = try StorageSchema.ApplicationID(
            rawValue: Int32.fetchOne(database, sql: "PRAGMA application_id") ?? 0
        )
        let version = try version(of: database)
        let objects = try Int.fetchOne(database, sql: "SELECT count(*) FROM sqlite_master") ?? 0
        let isNew = found.rawValue == 0 && version == 0 && objects == 0
        guard isNew || found == schema.applicationID else {
            throw StorageError.foreignDatabase(
                path: path,
                found: found.description,
                expected: "\(schema.applicationID) of \(schema.name)"
            )
        }
        guard version <= schema.version else {
            throw StorageError.newerSchema(path: path, found: version, supported: schema.version)
        }
    }

    /// Runs the missing migrations in order. Another process that migrates at the same time is waited for.
    func migrate(_ database: Database) throws {
        while try version(of: database) < schema.version {
            try database.inTransaction(.immediate) {
                let done = try version(of: database)
                guard done < schema.version else { return .commit }
                try schema.migrations[done].apply(database)
                try database.execute(sql: "PRAGMA application_id = \(schema.applicationID.rawValue)")
                try database.execute(sql: "PRAGMA user_version = \(done + 1)")
                return .commit
            }
        }
    }

    private func version(of database: Database) throws -> Int {
        try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
    }
}
