import Foundation
import GRDB

/// Copies of a database file: made while a service reads and writes it, and put back while none does.
package enum DatabaseBackup {
    /// What a copy holds.
    package struct Summary: Hashable, Sendable {
        package let applicationID: StorageSchema.ApplicationID
        /// The schema's version when it was made.
        package let version: Int
        package let bytes: Int
    }

    /// Copies the file at `source` as it is at one moment, with SQLite's online backup; the service goes on meanwhile.
    /// The copy appears under its name only when it is whole and on disk; an existing file is never replaced.
    package static func make(of source: String, at target: String) throws(StorageError) -> Summary {
        guard FileManager.default.fileExists(atPath: source) else {
            throw .cannotOpen(path: source, detail: "there is no such file")
        }
        guard !FileManager.default.fileExists(atPath: target) else {
            throw .cannotOpen(path: target, detail: "it exists, and a backup replaces nothing")
        }
        let draft = target + ".part"
        do {
            try copy(source, to: draft)
            let summary = try inspect(draft)
            try moveDurably(draft, to: target)
            return summary
        } catch {
            remove(draft)
            throw error
        }
    }

    /// Puts a copy in the place of the file at `path`, which stays beside it as `path.replaced`.
    ///
    /// Refuses a damaged copy, one of another application, and a file that a process has open; nothing is changed then.
    package static func restore(
        _ backup: String,
        to path: String,
        applicationID: StorageSchema.ApplicationID
    ) throws(StorageError) -> Summary {
        guard FileManager.default.fileExists(atPath: backup) else {
            throw .cannotOpen(path: backup, detail: "there is no such file")
        }
        let summary = try inspect(backup)
        guard summary.applicationID == applicationID else {
            throw .foreignDatabase(
                path: backup,
                found: summary.applicationID.description,
                expected: applicationID.description
            )
        }
        let draft = path + ".part"
        do {
            try copy(backup, to: draft)
            if FileManager.default.fileExists(atPath: path) {
                try takeOutOfUse(path)
                try moveDurably(path, to: path + ".replaced")
            }
            try moveDurably(draft, to: path)
            return summary
        } catch {
            remove(draft)
            throw error
        }
    }

    /// Reads the whole file and checks that its pages and indexes fit together.
    package static func inspect(_ path: String) throws(StorageError) -> Summary {
        try mappingErrors(path) {
            var configuration = Configuration()
            configuration.readonly = true
            let queue = try DatabaseQueue(path: path, configuration: configuration)
            let summary = try queue.read { database in
                let problems = try String.fetchAll(database, sql: "PRAGMA integrity_check(1)")
                guard problems == ["ok"] else {
                    throw StorageError.corrupt(path: path, detail: problems.first ?? "no answer")
                }
                let pages = try Int.fetchOne(database, sql: "PRAGMA page_count") ?? 0
                let pageBytes = try Int.fetchOne(database, sql: "PRAGMA page_size") ?? 0
                return Summary(
                    applicationID: .init(rawValue: try Int32.fetchOne(database, sql: "PRAGMA application_id") ?? 0),
                    version: try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0,
                    bytes: pages * pageBytes
                )
            }
            try queue.close()
            return summary
        }
    }
}

extension DatabaseBackup {
    /// In one step, which reads one state: in write-ahead logging mode it hinders no writer, while a copy in several
    /// steps would begin anew at each write.
    private static func copy(_ source: String, to target: String) throws(StorageError) {
        try? FileManager.default.removeItem(atPath: target)
        let attributes: [FileAttributeKey: Any] = [.posixPermissions: 0o600]
        guard FileManager.default.createFile(atPath: target, contents: nil, attributes: attributes) else {
            throw .cannotOpen(path: target, detail: "the file cannot be made")
        }
        let from = try mappingErrors(source) {
            var configuration = Configuration()
            configuration.readonly = true
            return try DatabaseQueue(path: source, configuration: configuration)
        }
        try mappingErrors(target) {
            let to = try DatabaseQueue(path: target)
            try from.backup(to: to)
            try to.close()
        }
    }

    /// Leaving write-ahead logging mode takes a file that nobody else has open, and leaves the one file whole.
    private static func takeOutOfUse(_ path: String) throws(StorageError) {
        try mappingErrors(path) {
            var configuration = Configuration()
            configuration.busyMode = .immediateError
            let queue = try DatabaseQueue(path: path, configuration: configuration)
            try queue.inDatabase { try $0.execute(sql: "PRAGMA journal_mode = DELETE") }
            try queue.close()
        }
    }

    /// A name in a folder is on disk when the folder is.
    private static func moveDurably(_ source: String, to target: String) throws(StorageError) {
        guard rename(source, target) == 0 else {
            throw .cannotOpen(path: target, detail: String(cString: strerror(errno)))
        }
        let folder = open(URL(filePath: target).deletingLastPathComponent().path, O_RDONLY | O_CLOEXEC)
        guard folder >= 0 else { return }
        fsync(folder)
        close(folder)
    }

    private static func remove(_ draft: String) {
        // Left over where it fails; the next backup to this name replaces it.
        for suffix in ["", "-journal", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: draft + suffix) }
    }

    private static func mappingErrors<Value>(
        _ path: String,
        _ body: () throws -> Value
    ) throws(StorageError) -> Value {
        do {
            return try body()
        } catch let error as DatabaseError {
            throw StorageError(error, path: path)
        } catch let error as StorageError {
            throw error
        } catch {
            throw .cannotOpen(path: path, detail: "\(error)")
        }
    }
}
