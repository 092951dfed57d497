/// A service's database: reads of one state, writes that happen whole or not at all.
///
/// Both kinds promise the same: a read sees one committed state; a write sees the state that it changes, since one runs
/// after the other; what it wrote is on disk when it returns. Errors of the database are `StorageError`s.
package protocol DatabaseStore: Sendable {
    /// Runs `body` on one state of the database, in which nothing can be written.
    func read<Value: Sendable>(_ body: @escaping @Sendable (Database) throws -> Value) async throws -> Value

    /// Runs `body` in one transaction. It may run again from the start where the server asks for that, so it must
    /// change nothing but the database.
    func write<Value: Sendable>(_ body: @escaping @Sendable (Database) throws -> Value) async throws -> Value

    /// Keeps the present state readable over several reads while others write. Let go of it soon.
    func snapshot() async throws -> any DatabaseView

    /// Waits for what runs and lets go of the database. Blocks; call it when serving has ended.
    func close() throws
}

/// The database as it was at one moment.
package protocol DatabaseView: Sendable {
    func read<Value: Sendable>(_ body: @escaping @Sendable (Database) throws -> Value) async throws -> Value
}
