import Contracts
import Foundation
import Logging
import MeshRuntime
import NIOPosix
import Testing

/// Six processes under `xiaoer up`, on free ports and in a folder of their own.
struct RunningMesh: Sendable {
    /// The mesh of the suite that runs.
    @TaskLocal static var current: RunningMesh?

    struct RunFile: Decodable {
        let pid: Int32
        let address: String
        let admin: String
    }

    enum Failure: Error, CustomStringConvertible {
        case notReady(after: Duration, log: String)
        case neverHappened(String, within: Duration)

        var description: String {
            switch self {
            case .notReady(let limit, let log): "the mesh was not ready after \(limit):\n\(log)"
            case .neverHappened(let what, let limit): "\(what) did not happen within \(limit)"
            }
        }
    }

    static let services = ["gateway", "dialogue-manager", "nlu", "inference", "order-tracking", "recommendation"]

    let home: URL
    private let supervisor: pid_t

    /// Runs `body` beside a mesh that is stopped afterwards, whatever happens.
    static func with(_ body: (RunningMesh) async throws -> Void) async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let output = try folder.file(named: "up.log")
        let process = Process()
        process.executableURL = Binaries.url(of: "xiaoer")
        process.arguments = ["up", "--ports", "free", "--home", folder.url.path]
        process.currentDirectoryURL = Binaries.root
        // One customer holds all these conversations, faster than any person types. The gateway's port is known before it
        // starts, since recommendation, which starts earlier, sends notices there.
        let gatewayPort = try FreePort.any()
        let settings = [
            "XIAOER_GATEWAY_RATE_CALLS_MAX": "10000", "XIAOER_GATEWAY_SERVER_PORT": "\(gatewayPort)",
            "XIAOER_PEERS_GATEWAY": "127.0.0.1:\(gatewayPort)", "XIAOER_RECOMMENDATION_NOTICES_RETRY_SECONDS": "1",
        ]
        process.environment = ProcessInfo.processInfo.environment.merging(settings) { $1 }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try FileHandle(forWritingTo: output)
        process.standardError = process.standardOutput
        try process.run()
        let mesh = RunningMesh(home: folder.url, supervisor: process.processIdentifier)
        do {
            try await mesh.waitUntilReady(within: .seconds(240), output: output)
            try await body(mesh)
        } catch {
            await mesh.stop(process)
            throw error
        }
        await mesh.stop(process)
    }

    func runFile(of service: String) throws -> RunFile {
        try JSONDecoder().decode(RunFile.self, from: Data(contentsOf: home.appending(path: "run/\(service).json")))
    }

    /// `xiaoer` with this mesh's folder; `arguments` without `--home`.
    func tool(
        _ arguments: String...,
        input: String = "",
        within limit: Duration = .seconds(60)
    ) async throws -> Command.Result {
        let environment = ["XIAOER_HOME": home.path]
        return try await Command(
            executable: Binaries.url(of: "xiaoer"),
            arguments: arguments,
            environment: environment,
            input: input
        ).run(within: limit)
    }

    func token(customer: String) async throws -> String {
        try await tool("token", "--customer", customer).output.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// Runs `body` with a client of `service`, and closes it.
    func withClient<Result>(
        of service: String,
        token: String = "",
        _ body: (MeshClient) async throws -> Result
    ) async throws -> Result {
        let client = MeshClient(
            target: .endpoints([try runFile(of: service).address]),
            configuration: ClientConfiguration(peerName: "mesh-tests", token: token),
            group: MultiThreadedEventLoopGroup.singleton,
            logger: Logger(label: "mesh-tests")
        )
        do {
            let result = try await body(client)
            await client.close()
            return result
        } catch {
            await client.close()
            throw error
        }
    }

    func kill(_ service: String) throws {
        Foundation.kill(try runFile(of: service).pid, SIGKILL)
    }

    /// Waits until `service` runs as another process than `pid` and takes calls.
    func waitForRestart(of service: String, after pid: Int32) async throws {
        try await Self.wait(for: "the restart of \(service)", within: .seconds(60)) {
            guard let file = try? runFile(of: service), file.pid != pid else { return false }
            return await isReady(file)
        }
    }

    static func wait(
        for what: String,
        within limit: Duration,
        until isTrue: () async throws -> Bool
    ) async throws {
        let deadline = ContinuousClock.now + limit
        while try await !isTrue() {
            guard ContinuousClock.now < deadline else { throw Failure.neverHappened(what, within: limit) }
            try await Task.sleep(for: .milliseconds(50))
        }
    }

    private func waitUntilReady(within limit: Duration, output: URL) async throws {
        do {
            try await Self.wait(for: "readiness", within: limit) {
                for service in Self.services {
                    guard let file = try? runFile(of: service), await isReady(file) else { return false }
                }
                return true
            }
        } catch is Failure {
            throw Failure.notReady(after: limit, log: (try? String(contentsOf: output, encoding: .utf8)) ?? "")
        }
    }

    private func isReady(_ file: RunFile) async -> Bool {
        let probe = Command(
            executable: URL(filePath: "/usr/bin/env"),
            arguments: ["python3", "-c", Self.readinessProbe, file.admin]
        )
        return (try? await probe.run(within: .seconds(5)).status) == 0
    }

    private static let readinessProbe =
        "import sys, urllib.request; urllib.request.urlopen('http://' + sys.argv[1] + '/readyz', timeout=3)"

    private func stop(_ process: Process) async {
        Foundation.kill(supervisor, SIGTERM)
        let stopped: Void? = try? await Self.wait(for: "the end of the mesh", within: .seconds(40)) {
            !process.isRunning
        }
        if stopped == nil { Foundation.kill(supervisor, SIGKILL) }
        process.waitUntilExit()
    }
}

/// Gives a suite a mesh of its own, shared by its tests.
struct MeshTrait: SuiteTrait, TestScoping {
    func provideScope(
        for test: Test,
        testCase: Test.Case?,
        performing function: @concurrent @Sendable () async throws -> Void
    ) async throws {
        try await RunningMesh.with { mesh in
            try await RunningMesh.$current.withValue(mesh) { try await function() }
        }
    }
}

extension Trait where Self == MeshTrait {
    static var mesh: MeshTrait { MeshTrait() }
}
