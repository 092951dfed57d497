import Foundation
import Storage
import Testing

@testable import SQLStorage

/// What every kind of database promises a service.
struct ConformanceTests {
    @Test(arguments: Kind.available) func valuesComeBackAsTheyWere(_ kind: Kind) async throws {
        let database = try TestDatabase(kind)
        let store = try database.open()
        let text = "店小二 ' \" ? $1 \\x00 \u{1F600}\n"
        let bytes = (0...255).map { UInt8($0) }
        try await store.write {
            try $0.run(
                "INSERT INTO note (name, stars, weight, picture) VALUES (?, ?, ?, ?)",
                [text, Int64.max, 0.1, bytes]
            )
            try $0.run("INSERT INTO note (name, stars, weight, picture) VALUES (?, ?, ?, ?)", ["", nil, nil, nil])
        }
        let rows = try await store.read { try $0.rows("SELECT * FROM note ORDER BY id", []) }
        #expect(rows.map { $0["name"] } == [text, ""])
        #expect(rows.map { $0["stars"] as Int64? } == [.max, nil])
        #expect(rows.map { $0["weight"] as Double? } == [0.1, nil])
        #expect(rows.map { $0["picture"] as [UInt8]? } == [bytes, nil])
        #expect(rows.map { $0["pinned"] as Bool } == [false, false])
    }

    @Test(arguments: Kind.available) func textIsInTheOrderOfItsBytes(_ kind: Kind) async throws {
        let database = try TestDatabase(kind)
        let store = try database.open()
        let names = ["b", "A", "a", "Z", "é", "中", "_", "10", "9", ""]
        try await store.write { database in
            for name in names { try database.run("INSERT INTO note (name) VALUES (?)", [name]) }
        }
        let ordered = try await store.read { try $0.texts("SELECT name FROM note ORDER BY name", []) }
        #expect(ordered == names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
    }

    @Test(arguments: Kind.available) func countsAndSumsAreIntegers(_ kind: Kind) async throws {
        let database = try TestDatabase(kind)
        let store = try database.open()
        let row = try await store.write { database in
            try database.run("INSERT INTO note (name, stars) VALUES (?, ?), (?, ?)", ["a", 2, "b", 3])
            return try database.row(
                "SELECT count(*) AS count, sum(stars) AS sum, max(stars) AS most, sum(weight) AS none FROM note",
                []
            )
        }
        #expect(row?["count"] == 2)
        #expect(row?["sum"] == 5)
        #expect(row?["most"] == 3)
        #expect(row?["none"] as Double? == nil)
    }

    @Test(arguments: Kind.available) func numbersGrowAndChangesAreCounted(_ kind: Kind) async throws {
        let database = try TestDatabase(kind)
        let store = try database.open()
        let counts = try await store.write { database in
            try database.run("INSERT INTO note (name) VALUES (?), (?)", ["a", "b"])
            let inserted = database.changesCount
            try database.run("UPDATE note SET stars = ? WHERE name = ?", [1, "nobody"])
            return (inserted, database.changesCount)
        }
        #expect(counts == (2, 0))
        let numbers = try await store.read { try $0.rows("SELECT id FROM note ORDER BY name", []) }
        #expect(numbers.map { $0["id"] } == [1, 2])
    }

    @Test(arguments: Kind.available) func aTransactionThatThrowsLeavesNothing(_ kind: Kind) async throws {
        struct Refused: Error, Equatable {}
        let database = try TestDatabase(kind)
        let store = try database.open()
        await #expect(throws: Refused()) {
            try await store.write { database in
                try database.run("INSERT INTO note (name) VALUES (?)", ["gone"])
                throw Refused()
            }
        }
        #expect(try await store.read { try $0.exists("SELECT 1 FROM note", []) } == false)
    }

    /// Each rule of the tables, broken.
    @Test(arguments: Kind.available) func brokenRulesAreConstraintsAndTheStoreGoesOn(_ kind: Kind) async throws {
        let database = try TestDatabase(kind)
        let store = try database.open()
        try await store.write { try $0.run("INSERT INTO note (name) VALUES (?)", ["a"]) }
        let statements: [(String, SQLArguments)] = [
            ("INSERT INTO note (name) VALUES (?)", ["a"]),
            ("INSERT INTO note (name) VALUES (?)", [nil]),
            ("INSERT INTO note (name, stars) VALUES (?, ?)", ["b", -1]),
            ("INSERT INTO tag (note, tag) VALUES (?, ?)", ["nobody", "t"]),
        ]
        for (sql, arguments) in statements {
            let error = await #expect(throws: StorageError.self) {
                try await store.write { try $0.run(sql, arguments) }
            }
            guard case .constraint = error else { return #expect(Bool(false), "\(sql): \(error as Any)") }
        }
        #expect(try await store.read { try $0.texts("SELECT name FROM note", []) } == ["a"])
    }

    @Test(arguments: Kind.available) func aReadCannotWrite(_ kind: Kind) async throws {
        let database = try TestDatabase(kind)
        let store = try database.open()
        let error = await #expect(throws: StorageError.self) {
            try await store.read { try $0.run("INSERT INTO note (name) VALUES (?)", ["sly"]) }
        }
        guard case .readOnly = error else { return #expect(Bool(false), "\(error as Any)") }
    }

    @Test(arguments: Kind.available) func aSnapshotDoesNotSeeLaterWrites(_ kind: Kind) async throws {
        let database = try TestDatabase(kind)
        let store = try database.open()
        let snapshot = try await store.snapshot()
        try await store.write { try $0.run("INSERT INTO note (name) VALUES (?)", ["later"]) }
        #expect(try await snapshot.read { try $0.exists("SELECT 1 FROM note", []) } == false)
        #expect(try await snapshot.read { try $0.exists("SELECT 1 FROM note", []) } == false)
        #expect(try await store.read { try $0.exists("SELECT 1 FROM note", []) })
    }

    /// Two openings stand for two processes. Each adds one to what it read, fifty times, four at once.
    @Test(arguments: Kind.available) func writesOfTwoProcessesAreOneAfterTheOther(_ kind: Kind) async throws {
        let database = try TestDatabase(kind, lockTimeout: .seconds(30))
        let stores = [try database.open(), try database.open()]
        try await stores[0].write { try $0.run("INSERT INTO note (name, stars) VALUES (?, ?)", ["a", 0]) }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for worker in 0..<4 {
                group.addTask {
                    for _ in 0..<25 {
                        try await stores[worker % 2].write { database in
                            let stars: Int = try database.row("SELECT stars FROM note", [])?["stars"] ?? -1
                            try database.run("UPDATE note SET stars = ?", [stars + 1])
                        }
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(try await stores[1].read { try $0.row("SELECT stars FROM note", []) }?["stars"] == 100)
    }

    @Test(arguments: Kind.available) func anOlderSchemaIsBroughtForwardAndKeepsItsRows(_ kind: Kind) async throws {
        let database = try TestDatabase(kind)
        let older = try database.open(SQLSchema.notes.first(1))
        try await older.write { try $0.run("INSERT INTO note (name) VALUES (?)", ["kept"]) }
        try older.close()
        let store = try database.open()
        #expect(try await store.read { try $0.row("SELECT name, pinned FROM note", []) }?["pinned"] == 0)
    }

    @Test(arguments: Kind.available) func aNewerSchemaIsRefusedWithBothVersions(_ kind: Kind) throws {
        let database = try TestDatabase(kind)
        try database.open().close()
        let error = #expect(throws: StorageError.self) { try database.open(SQLSchema.notes.first(1)) }
        guard case .newerSchema(_, 2, 1) = error else { return #expect(Bool(false), "\(error as Any)") }
    }

    @Test(arguments: Kind.available) func anotherServicesDatabaseIsRefused(_ kind: Kind) throws {
        let database = try TestDatabase(kind)
        try database.open().close()
        let other = SQLSchema(name: "other", applicationID: .init("xOTH"), migrations: [])
        let error = #expect(throws: StorageError.self) { try database.open(other) }
        guard case .foreignDatabase(_, "xNOT", "xOTH of other") = error else {
            return #expect(Bool(false), "\(error as Any)")
        }
    }

    @Test(arguments: Kind.available) func aFailedMigrationLeavesTheVersionBeforeIt(_ kind: Kind) async throws {
        let database = try TestDatabase(kind)
        let broken = SQLSchema(
            name: "notes",
            applicationID: .init("xNOT"),
            migrations: [
                SQLSchema.notes.migrations[0],
                .init("broken", sql: "CREATE TABLE half (id INTEGER) STRICT; SELECT nothing"),
            ]
        )
        #expect(throws: StorageError.self) { try database.open(broken) }
        let store = try database.open(SQLSchema.notes.first(1))
        await #expect(throws: StorageError.self) { try await store.read { try $0.rows("SELECT * FROM half", []) } }
        #expect(try await store.read { try $0.rows("SELECT * FROM note", []) }.isEmpty)
    }

    @Test(arguments: Kind.available) func twoProcessesThatStartAtOnceMigrateOnce(_ kind: Kind) async throws {
        let database = try TestDatabase(kind, lockTimeout: .seconds(30))
        let open = database.opener
        let counts = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<4 {
                group.addTask { try await open(.notes).read { try $0.rows("SELECT * FROM note", []).count } }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(counts == [0, 0, 0, 0])
    }
}
