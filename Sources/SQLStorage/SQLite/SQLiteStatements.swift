import Foundation
import GRDB
import GRDBSQLite

// Columns are read from SQLite's own memory into values: GRDB's rows would be copied once more.
extension GRDB.Database {
    func run(_ sql: String, _ arguments: [SQLValue]) throws {
        try cachedStatement(sql: sql).execute(arguments: StatementArguments(arguments.map(\.databaseValue)))
    }

    func rows(_ sql: String, _ arguments: [SQLValue], limit: Int) throws -> [SQLStorage.Row] {
        let statement = try cachedStatement(sql: sql)
        try statement.setArguments(StatementArguments(arguments.map(\.databaseValue)))
        let names = ColumnNames(statement.columnNames)
        let cursor = try GRDB.Row.fetchCursor(statement)
        var rows: [SQLStorage.Row] = []
        while rows.count < limit, try cursor.next() != nil {
            let values = (0..<Int32(names.names.count)).map { SQLValue(statement.sqliteStatement, column: $0) }
            rows.append(SQLStorage.Row(names: names, values: values))
        }
        return rows
    }
}

extension SQLValue {
    fileprivate init(_ statement: OpaquePointer, column: Int32) {
        switch sqlite3_column_type(statement, column) {
        case SQLITE_INTEGER: self = .integer(sqlite3_column_int64(statement, column))
        case SQLITE_FLOAT: self = .real(sqlite3_column_double(statement, column))
        case SQLITE_TEXT:
            let count = Int(sqlite3_column_bytes(statement, column))
            let bytes = UnsafeBufferPointer(start: sqlite3_column_text(statement, column), count: count)
            self = .text(String(decoding: bytes, as: UTF8.self))
        case SQLITE_BLOB:
            let count = Int(sqlite3_column_bytes(statement, column))
            self = .bytes([UInt8](UnsafeRawBufferPointer(start: sqlite3_column_blob(statement, column), count: count)))
        default: self = .null
        }
    }

    fileprivate var databaseValue: DatabaseValue {
        switch self {
        case .null: .null
        case .integer(let value): value.databaseValue
        case .real(let value): value.databaseValue
        case .text(let value): value.databaseValue
        case .bytes(let value): Data(value).databaseValue
        }
    }
}
