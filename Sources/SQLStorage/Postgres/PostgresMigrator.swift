import Storage

/// Decides whether a schema may be used by this release, and brings it to the release's version.
///
/// A table of one row says whose schema it is and how many migrations it has seen, as the header of a SQLite file does.
struct PostgresMigrator {
    let schema: SQLSchema
    let schemaName: String
    let place: String

    static let table = "storage_version"
    /// Migrations may rewrite large tables.
    private static let timeout = Duration.seconds(3_600)

    /// Runs the missing migrations in order. Another process that migrates at the same time is waited for.
    func migrate(_ connection: PostgresConnection) throws {
        try locked(connection) {
            try connection.execute(script: "CREATE SCHEMA IF NOT EXISTS \"\(schemaName)\"")
            try check(connection)
        }
        while try version(connection) ?? 0 < schema.version {
            try locked(connection) {
                let done = try version(connection) ?? 0
                guard done < schema.version else { return }
                try schema.migrations[done].apply(Database(connection) { false })
                try connection.execute(script: "UPDATE \(Self.table) SET version = \(done + 1)")
            }
        }
    }

    /// Refuses a schema of another application or of a newer release, and changes nothing in it.
    private func check(_ connection: PostgresConnection) throws {
        let tables = try connection.execute(
            "SELECT count(*) AS count, count(*) FILTER (WHERE tablename = '\(Self.table)') AS own FROM pg_tables WHERE schemaname = $1",
            [.text(schemaName)]
        )
        guard let row = tables.rows.first else { return }
        guard row["own"] == 1 else {
            guard row["count"] == 0 else { throw foreign(found: "a schema with tables of its own") }
            try connection.execute(
                script: """
                    CREATE TABLE \(Self.table) (application_id BIGINT NOT NULL, version BIGINT NOT NULL);
                    INSERT INTO \(Self.table) VALUES (\(schema.applicationID.rawValue), 0)
                    """
            )
            return
        }
        let found = try connection.execute(script: "SELECT application_id, version FROM \(Self.table)").rows.first
        let applicationID = StorageSchema.ApplicationID(
            rawValue: Int32(truncatingIfNeeded: found?["application_id"] ?? 0)
        )
        guard applicationID == schema.applicationID else { throw foreign(found: applicationID.description) }
        let version: Int = found?["version"] ?? 0
        guard version <= schema.version else {
            throw StorageError.newerSchema(path: place, found: version, supported: schema.version)
        }
    }

    private func foreign(found: String) -> StorageError {
        .foreignDatabase(
            path: "\(place) schema \(schemaName)",
            found: found,
            expected: "\(schema.applicationID) of \(schema.name)"
        )
    }

    private func version(_ connection: PostgresConnection) throws -> Int? {
        try connection.execute(script: "SELECT version FROM \(Self.table)").rows.first?["version"]
    }

    private func locked(_ connection: PostgresConnection, _ body: () throws -> Void) throws {
        let milliseconds = Int(Self.timeout / .milliseconds(1))
        let begin = """
            BEGIN; SET LOCAL lock_timeout = \(milliseconds); SET LOCAL statement_timeout = \(milliseconds);
            SELECT pg_advisory_xact_lock(\(schema.applicationID.rawValue))
            """
        try connection.transaction(begin: begin, timeout: Self.timeout, body)
    }
}
