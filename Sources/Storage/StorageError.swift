import GRDB

/// Why a database file could not be opened, read or written.
package enum StorageError: Error, Hashable, Sendable {
    /// The file belongs to another application: to another service, or to no part of this project.
    case foreignDatabase(path: String, found: String, expected: String)
    /// The file was written by a newer release, whose tables this one does not know.
    case newerSchema(path: String, found: Int, supported: Int)
    case notADatabase(path: String)
    case corrupt(path: String, detail: String)
    case diskFull(path: String)
    case readOnly(path: String)
    /// Another process held the file's lock for longer than the busy timeout. Nothing was written; trying again helps.
    case locked(path: String)
    case cannotOpen(path: String, detail: String)
    /// A row breaks a rule of the schema. The statement was rolled back.
    case constraint(path: String, detail: String)
    /// A database server could not be reached, or went away before the end of the transaction was under way. Nothing was
    /// written; trying again helps once it is back.
    case unreachable(path: String, detail: String)
    /// A statement took longer than it may. Nothing was written.
    case timedOut(path: String)
    /// A database server went away while the transaction's end was under way: it is written whole, or not at all.
    case outcomeUnknown(path: String)
    /// Any other refusal of a database server, with its SQLSTATE.
    case refused(path: String, state: String, detail: String)
    /// Any other result of SQLite, with its extended code.
    case failed(path: String, code: Int32, detail: String)
}

extension StorageError {
    /// Maps what SQLite said about the file at `path`. The text holds no statement arguments, so no customer data.
    init(_ error: DatabaseError, path: String) {
        let detail = error.message ?? "no message"
        self =
            switch error.resultCode {
            case .SQLITE_FULL: .diskFull(path: path)
            case .SQLITE_READONLY, .SQLITE_PERM: .readOnly(path: path)
            case .SQLITE_BUSY, .SQLITE_LOCKED: .locked(path: path)
            case .SQLITE_CORRUPT: .corrupt(path: path, detail: detail)
            case .SQLITE_NOTADB: .notADatabase(path: path)
            case .SQLITE_CANTOPEN: .cannotOpen(path: path, detail: detail)
            case .SQLITE_CONSTRAINT: .constraint(path: path, detail: detail)
            default: .failed(path: path, code: error.extendedResultCode.rawValue, detail: detail)
            }
    }
}

extension StorageError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .foreignDatabase(let path, let found, let expected):
            """
            \(path) belongs to another application (application id \(found), expected \(expected)); \
            point the database path at this service's own file or at a file that does not exist yet
            """
        case .newerSchema(let path, let found, let supported):
            """
            \(path) has schema version \(found), this release knows up to \(supported); \
            run the newer release, or restore a backup made by this one
            """
        case .notADatabase(let path):
            "\(path) is not an SQLite database; point the database path at another file or restore a backup"
        case .corrupt(let path, let detail):
            "\(path) is damaged (\(detail)); stop the service and restore a backup"
        case .diskFull(let path):
            "no space is left for \(path); nothing was written, free space or raise the size limit and try again"
        case .readOnly(let path):
            "\(path) cannot be written; give this process write permission on the file and its folder"
        case .locked(let path):
            "another process holds the lock of \(path); try again once it is done"
        case .cannotOpen(let path, let detail):
            "\(path) cannot be opened (\(detail)); check that its folder exists and can be written"
        case .constraint(let path, let detail):
            "a row breaks a rule of \(path): \(detail)"
        case .unreachable(let path, let detail):
            "\(path) cannot be reached (\(detail)); nothing was written, try again once the server is back"
        case .timedOut(let path):
            "\(path) took too long; nothing was written, look at the server's load or raise the limit"
        case .outcomeUnknown(let path):
            "\(path) went away while a transaction was being committed; ask again with the same key to learn the outcome"
        case .refused(let path, let state, let detail):
            "\(path) refused with SQLSTATE \(state): \(detail)"
        case .failed(let path, let code, let detail):
            "SQLite failed on \(path) with code \(code): \(detail)"
        }
    }
}
