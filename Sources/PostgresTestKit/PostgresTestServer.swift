import Foundation
import Synchronization

/// A real PostgreSQL server of a test process: in a folder of its own, reached by a Unix socket there, gone with the
/// process however that ends.
package final class PostgresTestServer: Sendable {
    /// The one that all tests of a process share, each in a schema of its own. Started on first use.
    package static var shared: PostgresTestServer { get throws { try started.get() } }

    /// Debian's package `postgresql`, or any other with `pg_ctl` where Debian has it or on the path.
    package static let isInstalled = programs != nil

    private static let started = Result { try PostgresTestServer() }

    /// As superuser, without a password.
    package let url: String
    private let folder: String
    /// Takes a word a line; its end ends the server.
    private let commands = Pipe()
    /// Gives a line an answer.
    private let answers = Pipe()
    private let schemas = Atomic<Int>(0)

    /// Blocks until the server answers.
    package init() throws {
        guard let programs = Self.programs else { throw PostgresTestError(reason: "pg_ctl is not installed") }
        folder = "/tmp/xiaoer-postgres-\(UUID().uuidString.prefix(8))"
        url = "postgres://xiaoer@/postgres?host=\(folder)"
        let process = Self.command(["/bin/sh", "-c", Self.script, "sh", folder, programs])
        process.standardInput = commands
        process.standardOutput = answers
        try process.run()
        try awaitReady()
    }

    /// A name that no other test has.
    package func newSchemaName() -> String { "test_\(schemas.add(1, ordering: .relaxed).newValue)" }

    /// Stops the server and starts it again. `mode` is pg_ctl's: "fast" ends sessions, "immediate" is a crash.
    package func restart(mode: String) throws {
        try stop(mode: mode)
        try start()
    }

    package func stop(mode: String) throws { try tell("stop -m \(mode)") }

    package func start() throws { try tell("start") }

    /// The script runs pg_ctl: Foundation would take the server, which outlives pg_ctl, for part of it and wait.
    private func tell(_ command: String) throws {
        try commands.fileHandleForWriting.write(contentsOf: Data((command + "\n").utf8))
        try awaitReady()
    }

    private func awaitReady() throws {
        let said = String(decoding: answers.fileHandleForReading.availableData, as: UTF8.self)
        guard said == "ready\n" else { throw PostgresTestError(reason: said) }
    }

    /// The socket's folder is the server's, and so is its configuration, which a restart finds again.
    private static let script = """
        set -e
        folder=$1; programs=$2
        fail() { cat "$folder/log"; exit 1; }
        control() { "$programs/pg_ctl" -s -w -D "$folder/data" -l "$folder/log" "$@" </dev/null >/dev/null 2>&1; }
        mkdir "$folder"
        "$programs/initdb" -D "$folder/data" -U xiaoer -A trust -E UTF8 --locale=C.UTF-8 --no-sync >"$folder/log" 2>&1 || fail
        cat >>"$folder/data/postgresql.conf" <<END
        listen_addresses = ''
        unix_socket_directories = '$folder'
        fsync = off
        max_connections = 200
        END
        control start || fail
        echo ready
        while read -r command; do
            # The words of a command are pg_ctl's arguments.
            control $command && echo ready || echo "pg_ctl $command failed"
        done
        control stop -m immediate || true
        rm -rf "$folder"
        """

    /// PostgreSQL refuses to run as root, so that root's tests run it as the user of Debian's package.
    private static func command(_ arguments: [String]) -> Process {
        let asPostgres = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = (geteuid() == 0 ? asPostgres : []) + arguments
        process.currentDirectoryURL = URL(filePath: "/tmp")
        return process
    }

    private static let programs: String? = {
        let debian = "/usr/lib/postgresql"
        let versions = (try? FileManager.default.contentsOfDirectory(atPath: debian)) ?? []
        let newest = versions.compactMap { Int($0) }.max().map { "\(debian)/\($0)/bin" }
        let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
        return ([newest].compactMap(\.self) + path.split(separator: ":").map(String.init)).first {
            FileManager.default.isExecutableFile(atPath: "\($0)/pg_ctl")
        }
    }()
}

package struct PostgresTestError: Error, CustomStringConvertible {
    let reason: String

    package var description: String { "no PostgreSQL for the tests: \(reason)" }
}
