import Foundation
import GRDB
import Testing

@testable import Storage

struct DatabaseBackupTests {
    private let folder: TemporaryFolder
    private let path: String
    private let copy: String
    private static let schema = StorageSchema(
        name: "notes",
        applicationID: .init("xNOT"),
        migrations: [.init("notes", sql: "CREATE TABLE note (text TEXT NOT NULL) STRICT")]
    )

    init() throws {
        folder = try TemporaryFolder()
        path = folder.path("shop.sqlite")
        copy = folder.path("backup.sqlite")
    }

    private func open(_ path: String? = nil) throws -> DatabaseFile {
        try DatabaseFile(path: path ?? self.path, schema: Self.schema)
    }

    private func add(_ text: String, to file: DatabaseFile) async throws {
        try await file.write { try $0.execute(sql: "INSERT INTO note VALUES (?)", arguments: [text]) }
    }

    private func texts(_ file: DatabaseFile) async throws -> [String] {
        try await file.read { try String.fetchAll($0, sql: "SELECT text FROM note ORDER BY rowid") }
    }

    private func files() throws -> Set<String> {
        Set(try FileManager.default.contentsOfDirectory(atPath: folder.url.path))
    }

    @Test func aBackupHoldsWhatWasCommittedWhileTheServiceGoesOn() async throws {
        let file = try open()
        try await add("before", to: file)
        let summary = try DatabaseBackup.make(of: path, at: copy)
        try await add("after", to: file)
        #expect(summary.version == 1)
        #expect(summary.applicationID == Self.schema.applicationID)
        #expect(try await texts(open(copy)) == ["before"])
        #expect(try await texts(file) == ["before", "after"])
        let mode = try FileManager.default.attributesOfItem(atPath: copy)[.posixPermissions] as? Int
        #expect(mode == 0o600)
    }

    /// Transactions move a unit from one row to another; each copy must hold as many as there are.
    @Test func everyBackupUnderWritesIsOneState() async throws {
        let file = try open()
        try await file.write { try $0.execute(sql: "INSERT INTO note VALUES ('50'), ('50')") }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                for number in 0..<200 {
                    try await file.write { database in
                        let (from, to) = number % 2 == 0 ? (1, 2) : (2, 1)
                        try database.execute(sql: "UPDATE note SET text = text - 1 WHERE rowid = \(from)")
                        try database.execute(sql: "UPDATE note SET text = text + 1 WHERE rowid = \(to)")
                    }
                }
            }
            for number in 0..<10 {
                let copy = folder.path("copy\(number).sqlite")
                _ = try DatabaseBackup.make(of: path, at: copy)
                #expect(try await texts(open(copy)).compactMap { Int($0) }.reduce(0, +) == 100)
            }
            try await group.waitForAll()
        }
    }

    @Test func aBackupReplacesNothingAndLeavesNoDraft() throws {
        try open().close()
        try Data("mine".utf8).write(to: URL(filePath: copy))
        #expect(throws: StorageError.self) { try DatabaseBackup.make(of: path, at: copy) }
        #expect(try Data(contentsOf: URL(filePath: copy)) == Data("mine".utf8))
        #expect(throws: StorageError.self) { try DatabaseBackup.make(of: path, at: folder.path("no/folder.sqlite")) }
        #expect(throws: StorageError.self) { try DatabaseBackup.make(of: folder.path("none"), at: folder.path("b")) }
        #expect(try files() == ["shop.sqlite", "backup.sqlite"])
    }

    @Test func aRestoredFileIsTheBackupAndTheOldOneStaysBesideIt() async throws {
        let file = try open()
        try await add("kept", to: file)
        _ = try DatabaseBackup.make(of: path, at: copy)
        try await add("undone", to: file)
        try file.close()
        let summary = try DatabaseBackup.restore(copy, to: path, applicationID: Self.schema.applicationID)
        #expect(summary.version == 1)
        #expect(try await texts(open()) == ["kept"])
        #expect(try await texts(open(path + ".replaced")) == ["kept", "undone"])
    }

    @Test func aFileInUseIsNotReplaced() async throws {
        let file = try open()
        try await add("here", to: file)
        _ = try DatabaseBackup.make(of: path, at: copy)
        #expect(throws: StorageError.locked(path: path)) {
            try DatabaseBackup.restore(copy, to: path, applicationID: Self.schema.applicationID)
        }
        try await add("still", to: file)
        #expect(try await texts(file) == ["here", "still"])
        #expect(try files().isDisjoint(with: ["shop.sqlite.part", "shop.sqlite.replaced"]))
    }

    @Test func aDamagedOrForeignBackupIsRefusedAndNothingChanges() async throws {
        let file = try open()
        for number in 0..<500 { try await add("line \(number) of a file of several pages", to: file) }
        _ = try DatabaseBackup.make(of: path, at: copy)
        try file.close()
        let before = try Data(contentsOf: URL(filePath: path))
        #expect(throws: StorageError.foreignDatabase(path: copy, found: "xNOT", expected: "xOTH")) {
            try DatabaseBackup.restore(copy, to: path, applicationID: .init("xOTH"))
        }
        var damaged = try Data(contentsOf: URL(filePath: copy))
        damaged.replaceSubrange(4_096..<6_000, with: Data(repeating: 0xA5, count: 1_904))
        try damaged.write(to: URL(filePath: copy))
        #expect(throws: StorageError.self) {
            try DatabaseBackup.restore(copy, to: path, applicationID: Self.schema.applicationID)
        }
        try Data("no database".utf8).write(to: URL(filePath: copy))
        #expect(throws: StorageError.notADatabase(path: copy)) {
            try DatabaseBackup.restore(copy, to: path, applicationID: Self.schema.applicationID)
        }
        #expect(try Data(contentsOf: URL(filePath: path)) == before)
    }
}
