/// Where a PostgreSQL database is, and limits and waits of its use. Every value is a setting of the service.
package struct PostgresConfiguration: Hashable, Sendable {
    /// `postgres://user:password@host:port/database?sslmode=...`, as libpq reads it. Never shown whole.
    package var url: String
    /// Connections of this process, at least 1.
    package var connectionsMax: Int
    /// How long opening a connection may take, and how long a server that is away is tried again.
    package var connectTimeout: Duration
    /// How long one statement may run.
    package var statementTimeout: Duration
    /// How long a write waits for another process's write, and a call for a free connection.
    package var lockTimeout: Duration
    /// How often a transaction runs that the server asks to repeat, at least 1.
    package var attemptsMax: Int
    /// The schema that holds the tables; nil names it after the service.
    package var schemaName: String?

    package init(
        url: String,
        connectionsMax: Int = 8,
        connectTimeout: Duration = .seconds(5),
        statementTimeout: Duration = .seconds(30),
        lockTimeout: Duration = .seconds(5),
        attemptsMax: Int = 5,
        schemaName: String? = nil
    ) {
        precondition(connectionsMax >= 1, "connectionsMax must be at least 1 (is \(connectionsMax))")
        precondition(attemptsMax >= 1, "attemptsMax must be at least 1 (is \(attemptsMax))")
        self.url = url
        self.connectionsMax = connectionsMax
        self.connectTimeout = connectTimeout
        self.statementTimeout = statementTimeout
        self.lockTimeout = lockTimeout
        self.attemptsMax = attemptsMax
        self.schemaName = schemaName
    }

    /// Whether a setting of a database's place means PostgreSQL.
    package static func isURL(_ text: String) -> Bool {
        text.hasPrefix("postgres://") || text.hasPrefix("postgresql://")
    }

    /// Where the database is, for errors: without user and password, and without options, which may hold one.
    package var place: String {
        let location = url.drop { $0 != "/" }.dropFirst(2).prefix { $0 != "?" }
        return "postgres://" + (location.lastIndex(of: "@").map { location[location.index(after: $0)...] } ?? location)
    }
}
