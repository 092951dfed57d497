import PostgresTestKit
import Storage
import Testing

@testable import SQLStorage

/// What only a server can do to a service: be away, stop, crash, ask to repeat.
@Suite(.enabled(if: PostgresTestServer.isInstalled, "needs Debian's package postgresql"))
struct PostgresTests {
    @Test func aServerThatIsNotThereIsUnreachableWithoutItsPassword() {
        let configuration = PostgresConfiguration(
            url: "postgres://me:secret@/shop?host=/tmp/nowhere",
            connectTimeout: .seconds(2)
        )
        let error = #expect(throws: StorageError.self) {
            try PostgresStore(schema: .notes, configuration: configuration)
        }
        guard case .unreachable("postgres:///shop", _) = error else {
            return #expect(Bool(false), "\(error as Any)")
        }
        #expect(error?.description.contains("secret") == false)
    }

    @Test(arguments: ["fast", "immediate"]) func aRestartLosesNoCallAndNoWrite(mode: String) async throws {
        // A server of its own: the shared one has other tests' sessions.
        let server = try PostgresTestServer()
        let store = try PostgresStore(schema: .notes, configuration: PostgresConfiguration(url: server.url))
        // Opens several connections, all of which the restart breaks.
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<6 {
                group.addTask {
                    try await store.write { try $0.run("INSERT INTO note (name) VALUES (?)", ["before \(number)"]) }
                }
            }
            try await group.waitForAll()
        }
        try server.restart(mode: mode)
        try await store.write { try $0.run("INSERT INTO note (name) VALUES (?)", ["after"]) }
        let names = try await store.read { try $0.texts("SELECT name FROM note ORDER BY name", []) }
        #expect(names == ["after"] + (0..<6).map { "before \($0)" })
    }

    @Test func aRestartInTheMiddleOfATransactionRunsItAgainOnce() async throws {
        let server = try PostgresTestServer()
        let store = try PostgresStore(schema: .notes, configuration: PostgresConfiguration(url: server.url))
        let runs = Counter()
        try await store.write { database in
            try database.run("INSERT INTO note (name) VALUES (?)", ["once"])
            if runs.next() == 1 { try server.restart(mode: "immediate") }
            try database.run("UPDATE note SET stars = ?", [runs.count])
        }
        #expect(runs.count == 2)
        let rows = try await store.read { try $0.rows("SELECT stars FROM note", []) }
        #expect(rows.map { $0["stars"] } == [2])
    }

    @Test func aServerThatStaysAwayEndsTheCallInTime() async throws {
        let server = try PostgresTestServer()
        let store = try PostgresStore(
            schema: .notes,
            configuration: PostgresConfiguration(url: server.url, connectTimeout: .seconds(1))
        )
        try server.stop(mode: "fast")
        let error = await #expect(throws: StorageError.self) {
            try await store.read { try $0.rows("SELECT * FROM note", []) }
        }
        guard case .unreachable = error else { return #expect(Bool(false), "\(error as Any)") }
        try server.start()
        #expect(try await store.read { try $0.rows("SELECT * FROM note", []) }.isEmpty)
    }

    /// Two transactions that each read what the other writes, past the writers' lock: the server lets one of them go on.
    @Test func aTransactionThatTheServerAsksToRepeatRunsAgain() async throws {
        let database = try TestDatabase(.postgres)
        let store = try database.open()
        try await store.write { try $0.run("INSERT INTO note (name, stars) VALUES (?, ?)", ["a", 0]) }
        let other = try database.connection()
        let runs = Counter()
        try await store.write { database in
            let stars: Int = try database.row("SELECT stars FROM note", [])?["stars"] ?? -1
            if runs.next() == 1 { try other.execute(script: "UPDATE note SET stars = 10") }
            try database.run("UPDATE note SET stars = ?", [stars + 1])
        }
        #expect(runs.count == 2)
        #expect(try await store.read { try $0.row("SELECT stars FROM note", []) }?["stars"] == 11)
    }

    @Test func aWriterWaitsNoLongerThanItMay() async throws {
        let database = try TestDatabase(.postgres, lockTimeout: .milliseconds(50))
        let store = try database.open()
        let other = try database.connection()
        try other.execute(script: "BEGIN; LOCK TABLE storage_version IN EXCLUSIVE MODE")
        let error = await #expect(throws: StorageError.self) {
            try await store.write { try $0.run("INSERT INTO note (name) VALUES (?)", ["late"]) }
        }
        guard case .locked = error else { return #expect(Bool(false), "\(error as Any)") }
        try other.execute(script: "ROLLBACK")
        try await store.write { try $0.run("INSERT INTO note (name) VALUES (?)", ["in time"]) }
    }

    /// SQLite undoes the one statement, PostgreSQL the transaction; what must not happen is half of it without a word.
    @Test func aFailureThatTheServiceSwallowsStillFailsTheTransaction() async throws {
        let database = try TestDatabase(.postgres)
        let store = try database.open()
        let error = await #expect(throws: StorageError.self) {
            try await store.write { database in
                try database.run("INSERT INTO note (name) VALUES (?)", ["kept?"])
                try? database.run("INSERT INTO note (name) VALUES (?)", ["kept?"])
            }
        }
        guard case .refused(_, "25P02", _) = error else { return #expect(Bool(false), "\(error as Any)") }
        #expect(try await store.read { try $0.rows("SELECT * FROM note", []) }.isEmpty)
    }

    @Test func textWithAZeroByteIsRefusedAndNothingElse() async throws {
        let database = try TestDatabase(.postgres)
        let store = try database.open()
        let error = await #expect(throws: StorageError.self) {
            try await store.write { try $0.run("INSERT INTO note (name) VALUES (?)", ["a\u{0}b"]) }
        }
        guard case .refused(_, "22021", _) = error else { return #expect(Bool(false), "\(error as Any)") }
        #expect(try await store.read { try $0.rows("SELECT * FROM note", []) }.isEmpty)
    }

    @Test func moreStatementsThanAServerShouldKeepAreForgottenAndPreparedAgain() async throws {
        let database = try TestDatabase(.postgres)
        let store = try database.open()
        for round in 0..<2 {
            let sum = try await store.read { database in
                try (0..<600).reduce(0) { sum, number in
                    sum + (try database.row("SELECT \(number) AS number", [])?["number"] ?? 0)
                }
            }
            #expect(sum == 179_700, "round \(round)")
        }
    }

    @Test func callersWaitForAConnectionAndAllGetOne() async throws {
        let database = try TestDatabase(.postgres)
        let store = try database.open()
        let sum = try await withThrowingTaskGroup(of: Int.self) { group in
            for number in 0..<50 {
                group.addTask { try await store.read { try $0.row("SELECT \(number) AS number", [])?["number"] ?? 0 } }
            }
            return try await group.reduce(0, +)
        }
        #expect(sum == 1_225)
    }

    @Test func snapshotsTakeConnectionsAndGiveThemBack() async throws {
        let database = try TestDatabase(.postgres, lockTimeout: .milliseconds(20))
        let store = try database.open()
        for _ in 0..<3 {
            var views: [any DatabaseView] = []
            for _ in 0..<4 { views.append(try await store.snapshot()) }
            let error = await #expect(throws: StorageError.self) { try await store.snapshot() }
            guard case .timedOut = error else { return #expect(Bool(false), "\(error as Any)") }
            #expect(try await views[3].read { try $0.rows("SELECT * FROM note", []) }.isEmpty)
            views = []
        }
    }
}
