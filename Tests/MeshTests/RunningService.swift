import Foundation

/// One service alone, as an operator starts it, on free ports and in a folder of its own.
struct RunningService {
    let name: String
    let address: String
    let home: URL

    /// Runs `body` beside the service, with `settings` as `key=value`, and stops it afterwards with SIGTERM.
    static func with(
        _ name: String,
        settings: [String] = [],
        _ body: (RunningService) async throws -> Void
    ) async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let runFile = folder.url.appending(path: "run.json")
        let log = try folder.file(named: "service.log")
        let process = Process()
        process.executableURL = Binaries.url(of: name)
        process.arguments = (settings + ["server.port=0", "admin.port=0", "run.file=\(runFile.path)"])
            .flatMap { ["--set", $0] }
        process.environment = ProcessInfo.processInfo.environment.merging(["XIAOER_HOME": folder.url.path]) { $1 }
        process.currentDirectoryURL = Binaries.root
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = try FileHandle(forWritingTo: log)
        try process.run()
        defer {
            process.terminate()
            process.waitUntilExit()
        }
        try await RunningMesh.wait(for: "the start of \(name)", within: .seconds(60)) {
            guard process.isRunning else {
                throw StartFailure(name: name, log: try String(contentsOf: log, encoding: .utf8))
            }
            return FileManager.default.fileExists(atPath: runFile.path)
        }
        let run = try JSONDecoder().decode(RunningMesh.RunFile.self, from: Data(contentsOf: runFile))
        try await body(RunningService(name: name, address: run.address, home: folder.url))
    }

    struct StartFailure: Error, CustomStringConvertible {
        let name: String
        let log: String

        var description: String { "\(name) ended before it served:\n\(log)" }
    }

    /// `xiaoer` against this service alone.
    func tool(_ arguments: String..., within limit: Duration = .seconds(60)) async throws -> Command.Result {
        try await Command(
            executable: Binaries.url(of: "xiaoer"),
            arguments: arguments + ["--address", address],
            environment: ["XIAOER_HOME": home.path]
        ).run(within: limit)
    }

    /// Runs a service that is expected not to start.
    static func refusal(_ name: String, settings: [String], home: URL) async throws -> Command.Result {
        try await Command(
            executable: Binaries.url(of: name),
            arguments: (["server.port=0", "admin.port=0"] + settings).flatMap { ["--set", $0] },
            environment: ["XIAOER_HOME": home.path]
        ).run()
    }
}
