import ArgumentParser
import Foundation
import MeshRuntime
import Testing

@testable import ServiceShell

@Suite struct ServiceShellTests {
    private enum Shop: ServiceProgram {
        static let name = "test-shop"
        static let purpose = "sells nothing"
        static let defaultPort = 7_499

        struct Config: ServiceConfig {
            static let settings: [Setting] = [
                .integer("shelf.width_max", default: 5, range: 1...9, "widest shelf"),
                .integer("shelf.width_min", default: 1, range: 1...9, "narrowest shelf"),
            ]

            init(_ values: SettingValues) throws {
                guard values.integer("shelf.width_min") <= values.integer("shelf.width_max") else {
                    let keys = ["shelf.width_min", "shelf.width_max"]
                    throw SettingsError([
                        .conflict(keys: keys, reason: "the narrowest must not be wider than the widest")
                    ])
                }
            }
        }

        static func build(_ config: Config, _ environment: ServiceEnvironment) async throws -> ServiceAssembly {
            ServiceAssembly(services: [])
        }
    }

    private func status(_ arguments: [String], environment: [String: String] = [:]) async -> Int32 {
        await ServiceShell.run(Shop.self, arguments: arguments, environment: environment)
    }

    /// Each command line that does not start the service, with its exit status.
    static let commandLines: [(arguments: String, status: Int32)] = [
        ("--help", 0), ("--version", 0), ("--check-config", 0), ("--print-settings", 0),
        ("--check-config --set shelf.width_max=9", 0), ("--check-config --set shelf.width_max=10", 78),
        ("--check-config --set shelf.width_max", 78), ("--check-config --set shelf.wdth_max=1", 78),
        ("--check-config --set shelf.width_min=6", 78), ("--check-config --config /nonexistent", 78),
        ("--frobnicate", 64), ("--config", 64), ("serve", 64),
    ]

    @Test(arguments: commandLines)
    func exitStatusesAreThoseOfSysexits(arguments: String, expected: Int32) async {
        #expect(await status(arguments.split(separator: " ").map(String.init)) == expected)
    }

    @Test func aWrongVariableStopsTheStart() async {
        #expect(await status(["--check-config"], environment: ["XIAOER_TEST_SHOP_SERVER_PORT": "70000"]) == 78)
        #expect(await status(["--check-config"], environment: ["XIAOER_TEST_SHOP_SERVER_PROT": "7000"]) == 78)
        #expect(await status(["--check-config"], environment: ["XIAOER_OTHER_SERVER_PORT": "70000"]) == 0)
    }

    @Test func aFileIsReadAndTheCommandLineWins() throws {
        try withFile("shelf: {width_max: 7}\nserver: {port: 1}\n") { path in
            let command = try ServiceCommand.parse(["--config", path, "--set", "server.port=2"])
            let start = try ServiceStart(
                Shop.self,
                command: command,
                environment: ["XIAOER_TEST_SHOP_SERVER_PORT": "3"]
            )
            #expect(start.values.integer("shelf.width_max") == 7)
            #expect(start.values.integer("server.port") == 2)
            #expect(start.values["shelf.width_max"].origin == .file(path: path, line: 1))
        }
    }

    @Test func problemsOfAllSourcesAreListedTogether() throws {
        try withFile("shelf:\n  width_max: wide\n  hight: 1\n") { path in
            let command = try ServiceCommand.parse(["--config", path, "--set", "server.port"])
            do {
                _ = try ServiceStart(Shop.self, command: command, environment: ["XIAOER_LOG_LEVEL": "loud"])
                Issue.record("wrong settings must not start")
            } catch let error as SettingsError {
                #expect(error.problems.count == 4, "\(error)")
                #expect("\(error)".contains("\(path):2: shelf.width_max is \"wide\""), "\(error)")
                #expect("\(error)".contains("\(path):3: no setting is called shelf.hight"), "\(error)")
            }
        }
    }

    private func withFile(_ contents: String, _ body: (String) throws -> Void) throws {
        let path = NSTemporaryDirectory() + "xiaoer-settings-\(UUID().uuidString).yaml"
        try contents.write(toFile: path, atomically: true, encoding: .utf8)
        defer { try? FileManager.default.removeItem(atPath: path) }
        try body(path)
    }

    @Test func aRunFileComesBackAsItWas() throws {
        let path = NSTemporaryDirectory() + "xiaoer-run-\(UUID().uuidString)/nested/a.json"
        let file = RunFile(service: "nlu", pid: 7, address: "127.0.0.1:1", admin: "127.0.0.1:2", version: "1")
        try file.write(to: path)
        #expect(try RunFile.read(from: path) == file)
        var other = file
        other.pid = 8
        other.remove(at: path)
        #expect(FileManager.default.fileExists(atPath: path), "another process's file stays")
        file.remove(at: path)
        #expect(!FileManager.default.fileExists(atPath: path))
    }
}
