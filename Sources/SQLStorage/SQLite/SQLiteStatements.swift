import GRDB
import GRDBSQLite

// Prepared statements are GRDB's; their arguments and rows go between SQLite's memory and values without GRDB's own
// forms of both, which took a third of an import's time.
extension GRDB.Database {
    func run(_ sql: String, _ arguments: [SQLValue]) throws {
        try step(cachedStatement(sql: sql).sqliteStatement, arguments) { _ in true }
    }

    func rows(_ sql: String, _ arguments: [SQLValue], limit: Int) throws -> [SQLStorage.Row] {
        let statement = try cachedStatement(sql: sql)
        let names = ColumnNames(statement.columnNames)
        var rows: [SQLStorage.Row] = []
        try step(statement.sqliteStatement, arguments) { handle in
            let values = (0..<Int32(names.names.count)).map { SQLValue(handle, column: $0) }
            rows.append(SQLStorage.Row(names: names, values: values))
            return rows.count < limit
        }
        return rows
    }

    /// Calls `row` for each row, until it answers false.
    private func step(
        _ statement: OpaquePointer,
        _ arguments: [SQLValue],
        row: (OpaquePointer) -> Bool
    ) throws {
        // A cached statement may have been left within its rows, or bound.
        sqlite3_reset(statement)
        defer { sqlite3_reset(statement) }
        let count = Int(sqlite3_bind_parameter_count(statement))
        precondition(arguments.count == count, "a statement with \(count) parameters got \(arguments.count) arguments")
        for (index, argument) in arguments.enumerated() {
            try check(argument.bind(statement, Int32(index + 1)), SQLITE_OK)
        }
        while true {
            let code = sqlite3_step(statement)
            guard code == SQLITE_ROW else { return try check(code, SQLITE_DONE) }
            guard row(statement) else { return }
        }
    }

    private func check(_ code: Int32, _ expected: Int32) throws {
        guard code != expected else { return }
        // A cancelled task interrupts its statement.
        guard code & 0xFF != SQLITE_INTERRUPT else { throw CancellationError() }
        throw DatabaseError(
            resultCode: ResultCode(rawValue: sqlite3_extended_errcode(sqliteConnection)),
            message: sqlite3_errmsg(sqliteConnection).map { String(cString: $0) }
        )
    }
}

extension SQLValue {
    fileprivate init(_ statement: OpaquePointer, column: Int32) {
        switch sqlite3_column_type(statement, column) {
        case SQLITE_INTEGER: self = .integer(sqlite3_column_int64(statement, column))
        case SQLITE_FLOAT: self = .real(sqlite3_column_double(statement, column))
        case SQLITE_TEXT:
            // The text first: asking for it may convert it, and then its length changes.
            let text = sqlite3_column_text(statement, column)
            let count = Int(sqlite3_column_bytes(statement, column))
            self = .text(String(decoding: UnsafeBufferPointer(start: text, count: count), as: UTF8.self))
        case SQLITE_BLOB:
            let bytes = sqlite3_column_blob(statement, column)
            let count = Int(sqlite3_column_bytes(statement, column))
            self = .bytes([UInt8](UnsafeRawBufferPointer(start: bytes, count: count)))
        default: self = .null
        }
    }

    /// SQLite copies texts and bytes, so that they need not outlive the call.
    fileprivate func bind(_ statement: OpaquePointer, _ index: Int32) -> Int32 {
        let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
        switch self {
        case .null: return sqlite3_bind_null(statement, index)
        case .integer(let value): return sqlite3_bind_int64(statement, index, value)
        case .real(let value): return sqlite3_bind_double(statement, index, value)
        case .text(var text):
            return text.withUTF8 { buffer in
                let start = UnsafeRawPointer(buffer.baseAddress)?.assumingMemoryBound(to: CChar.self)
                // SQLite takes a null pointer for NULL, and an empty text may have no memory.
                guard let start else { return sqlite3_bind_text(statement, index, "", 0, copied) }
                return sqlite3_bind_text(statement, index, start, Int32(buffer.count), copied)
            }
        case .bytes(let bytes):
            return bytes.withUnsafeBytes { buffer in
                guard let start = buffer.baseAddress else { return sqlite3_bind_zeroblob(statement, index, 0) }
                return sqlite3_bind_blob(statement, index, start, Int32(buffer.count), copied)
            }
        }
    }
}
