import GRDB

/// A transaction under way, in SQLite or PostgreSQL, for the statements of one service.
///
/// Statements are SQLite's, in the part that both understand; ``PostgresDialect`` says what is put into other words.
/// It is only good inside the closure that got it.
package final class Database {
    /// Rows that the last ``run(_:_:)`` changed.
    package private(set) var changesCount = 0
    private let backend: Backend

    private enum Backend {
        case sqlite(GRDB.Database)
        case postgres(PostgresConnection, isCancelled: @Sendable () -> Bool)
    }

    init(_ database: GRDB.Database) { backend = .sqlite(database) }

    /// - Parameter isCancelled: asked before each statement, which then throws `CancellationError`.
    init(_ connection: PostgresConnection, isCancelled: @escaping @Sendable () -> Bool) {
        backend = .postgres(connection, isCancelled: isCancelled)
    }

    /// Runs a statement that gives no rows.
    package func run(_ sql: String, _ arguments: SQLArguments) throws {
        switch backend {
        case .sqlite(let database):
            try database.run(sql, arguments.values)
            changesCount = database.changesCount
        case .postgres(let connection, let isCancelled):
            changesCount = try Self.execute(connection, isCancelled, sql, arguments).changesCount
        }
    }

    package func rows(_ sql: String, _ arguments: SQLArguments) throws -> [Row] {
        switch backend {
        case .sqlite(let database): try database.rows(sql, arguments.values, limit: .max)
        case .postgres(let connection, let isCancelled):
            try Self.execute(connection, isCancelled, sql, arguments).rows
        }
    }

    /// The first row; the query need not say LIMIT 1.
    package func row(_ sql: String, _ arguments: SQLArguments) throws -> Row? {
        switch backend {
        case .sqlite(let database): try database.rows(sql, arguments.values, limit: 1).first
        case .postgres(let connection, let isCancelled):
            try Self.execute(connection, isCancelled, sql, arguments).rows.first
        }
    }

    package func exists(_ sql: String, _ arguments: SQLArguments) throws -> Bool {
        try row(sql, arguments) != nil
    }

    /// The first column of each row, which must be text.
    package func texts(_ sql: String, _ arguments: SQLArguments) throws -> [String] {
        try rows(sql, arguments).map { row in
            guard case .text(let text)? = row.values.first else {
                preconditionFailure("the first column must be text: \(sql)")
            }
            return text
        }
    }

    /// Runs a script of several statements, as migrations are written.
    package func execute(sql script: String) throws {
        switch backend {
        case .sqlite(let database): try database.execute(sql: script)
        case .postgres(let connection, _): try connection.execute(script: PostgresDialect.script(script))
        }
    }

    private static func execute(
        _ connection: PostgresConnection,
        _ isCancelled: () -> Bool,
        _ sql: String,
        _ arguments: SQLArguments
    ) throws -> PostgresConnection.Answer {
        guard !isCancelled() else { throw CancellationError() }
        return try connection.execute(PostgresDialect.statement(sql), arguments.values)
    }
}
