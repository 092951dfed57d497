import Foundation
import GRDB
import Testing

@testable import Storage

struct DatabaseFileTests {
    private let folder: TemporaryFolder
    private let path: String

    init() throws {
        folder = try TemporaryFolder()
        path = folder.path("shop.sqlite")
    }

    @Test func createsTheFileForItsOwnerOnlyWithTheFoldersAbove() async throws {
        let nested = folder.path("a/b/shop.sqlite")
        let file = try DatabaseFile(path: nested, schema: .notes)
        try await file.write { try $0.execute(sql: "INSERT INTO note (text) VALUES ('hello')") }
        let mode = try FileManager.default.attributesOfItem(atPath: nested)[.posixPermissions] as? Int
        #expect(mode == 0o600)
    }

    @Test func opensWithWriteAheadLoggingFullSyncAndForeignKeys() async throws {
        let file = try DatabaseFile(path: path, schema: .notes)
        let pragmas = try await file.write { database in
            try ["journal_mode", "synchronous", "foreign_keys"].map {
                try String.fetchOne(database, sql: "PRAGMA \($0)")
            }
        }
        #expect(pragmas == ["wal", "2", "1"])
    }

    @Test func migratesAnOlderFileForwardAndKeepsItsRows() async throws {
        let first = StorageSchema(
            name: "notes",
            applicationID: .notes,
            migrations: [StorageSchema.notes.migrations[0]]
        )
        let older = try DatabaseFile(path: path, schema: first)
        try await older.write { try $0.execute(sql: "INSERT INTO note (text) VALUES ('kept')") }
        try older.close()

        let file = try DatabaseFile(path: path, schema: .notes)
        let rows = try await file.read { try String.fetchAll($0, sql: "SELECT text || pinned FROM note") }
        #expect(rows == ["kept0"])
    }

    @Test func refusesANewerFileAndNamesBothVersions() throws {
        try DatabaseFile(path: path, schema: .notes).close()
        let older = StorageSchema(
            name: "notes",
            applicationID: .notes,
            migrations: [StorageSchema.notes.migrations[0]]
        )
        let error = #expect(throws: StorageError.self) { try DatabaseFile(path: path, schema: older) }
        #expect(error == .newerSchema(path: path, found: 2, supported: 1))
        #expect(error?.description.contains("version 2") == true)
    }

    @Test func refusesAnotherServicesFileAndChangesNothingInIt() throws {
        try DatabaseFile(path: path, schema: .notes).close()
        let before = try Data(contentsOf: URL(filePath: path))
        let other = StorageSchema(name: "other", applicationID: .init("xOTH"), migrations: [])
        #expect(
            throws: StorageError.foreignDatabase(path: path, found: "xNOT", expected: "xOTH of other")
        ) { try DatabaseFile(path: path, schema: other) }
        #expect(try Data(contentsOf: URL(filePath: path)) == before)
    }

    @Test func refusesADatabaseOfNoApplicationThatHasTables() throws {
        let queue = try DatabaseQueue(path: path)
        try queue.write { try $0.execute(sql: "CREATE TABLE somebody_elses (id INTEGER)") }
        try queue.close()
        let before = try Data(contentsOf: URL(filePath: path))
        #expect(throws: StorageError.foreignDatabase(path: path, found: "0x0", expected: "xNOT of notes")) {
            try DatabaseFile(path: path, schema: .notes)
        }
        #expect(try Data(contentsOf: URL(filePath: path)) == before)
    }

    @Test func refusesAFileThatIsNoDatabase() throws {
        try Data(String(repeating: "not a database ", count: 100).utf8).write(to: URL(filePath: path))
        #expect(throws: StorageError.notADatabase(path: path)) { try DatabaseFile(path: path, schema: .notes) }
    }

    @Test func aFailedMigrationLeavesTheVersionBeforeIt() async throws {
        let broken = StorageSchema(
            name: "notes",
            applicationID: .notes,
            migrations: [
                StorageSchema.notes.migrations[0],
                .init("broken", sql: "CREATE TABLE half (id INTEGER); SELECT nothing"),
            ]
        )
        #expect(throws: StorageError.self) { try DatabaseFile(path: path, schema: broken) }
        let file = try DatabaseFile(path: path, schema: .notes)
        let tables = try await file.read { database in
            try String.fetchAll(database, sql: "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
        }
        #expect(tables == ["note"])
    }

    @Test func aFullFileRefusesTheWholeTransactionAndStaysUsable() async throws {
        let configuration = StorageConfiguration(fileSizeMaxBytes: 64 * 1024)
        let file = try DatabaseFile(path: path, schema: .notes, configuration: configuration)
        try await file.write { try $0.execute(sql: "INSERT INTO note (text) VALUES ('first')") }
        await #expect(throws: StorageError.diskFull(path: path)) {
            try await file.write { database in
                for _ in 0..<100 {
                    try database.execute(sql: "INSERT INTO note (text) VALUES (hex(zeroblob(2000)))")
                }
            }
        }
        let count = try await file.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM note") }
        #expect(count == 1)
    }

    @Test func anotherWritersLockIsReportedAfterTheBusyTimeout() async throws {
        let file = try DatabaseFile(
            path: path,
            schema: .notes,
            configuration: StorageConfiguration(busyTimeout: .milliseconds(1))
        )
        var unsafe = Configuration()
        unsafe.allowsUnsafeTransactions = true
        let other = try DatabaseQueue(path: path, configuration: unsafe)
        try await other.writeWithoutTransaction { try $0.execute(sql: "BEGIN IMMEDIATE") }
        await #expect(throws: StorageError.locked(path: path)) {
            try await file.write { try $0.execute(sql: "INSERT INTO note (text) VALUES ('late')") }
        }
        try await other.writeWithoutTransaction { try $0.execute(sql: "ROLLBACK") }
    }

    @Test func anErrorOfTheClosureRollsBackAndPassesThrough() async throws {
        struct Refused: Error, Equatable {}
        let file = try DatabaseFile(path: path, schema: .notes)
        await #expect(throws: Refused()) {
            try await file.write { database in
                try database.execute(sql: "INSERT INTO note (text) VALUES ('gone')")
                throw Refused()
            }
        }
        #expect(try await file.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM note") } == 0)
    }

    @Test func aClosedFileIsCompleteWithoutItsLog() async throws {
        let file = try DatabaseFile(path: path, schema: .notes)
        try await file.write { try $0.execute(sql: "INSERT INTO note (text) VALUES ('copied')") }
        try file.close()
        let copy = folder.path("copy.sqlite")
        try FileManager.default.copyItem(atPath: path, toPath: copy)
        let rows = try await DatabaseFile(path: copy, schema: .notes)
            .read { try String.fetchAll($0, sql: "SELECT text FROM note") }
        #expect(rows == ["copied"])
    }

    @Test func aBrokenRuleOfTheSchemaIsAConstraint() async throws {
        let file = try DatabaseFile(path: path, schema: .notes)
        await #expect(throws: StorageError.constraint(path: path, detail: "NOT NULL constraint failed: note.text")) {
            try await file.write { try $0.execute(sql: "INSERT INTO note (text) VALUES (NULL)") }
        }
    }

    @Test func aSnapshotDoesNotSeeLaterWrites() async throws {
        let file = try DatabaseFile(path: path, schema: .notes)
        let snapshot = try file.snapshot()
        try await file.write { try $0.execute(sql: "INSERT INTO note (text) VALUES ('later')") }
        #expect(try await snapshot.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM note") } == 0)
    }

    @Test func aReadCannotWrite() async throws {
        let file = try DatabaseFile(path: path, schema: .notes)
        await #expect(throws: StorageError.readOnly(path: path)) {
            try await file.read { try $0.execute(sql: "INSERT INTO note (text) VALUES ('sly')") }
        }
    }
}

extension StorageSchema {
    fileprivate static let notes = StorageSchema(
        name: "notes",
        applicationID: .notes,
        migrations: [
            .init("notes", sql: "CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT"),
            .init("pins", sql: "ALTER TABLE note ADD COLUMN pinned INTEGER NOT NULL DEFAULT 0"),
        ]
    )
}

extension StorageSchema.ApplicationID {
    fileprivate static let notes = Self("xNOT")
}
