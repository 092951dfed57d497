import FixtureContracts
import Foundation
import Logging
import MeshContracts
import MeshRuntime
import MeshTestKit
import NIOCore
import NIOPosix
import Testing

/// The same cases in memory, over sockets, and by a client in Python.
@Suite(.timeLimit(.minutes(2))) struct ProtocolCaseTests {
    private static let typed = ProtocolCase.all.filter { $0.isForFramesOnly != true }
    private static let logger = Logger(label: "cases", factory: { _ in SwiftLogNoOpLogHandler() })

    @Test(arguments: typed, [ByteSlicing.whole, .pieces(4099)])
    func caseHoldsInMemory(testCase: ProtocolCase, slicing: ByteSlicing) async throws {
        var testCase = testCase
        if case .pieces = slicing { testCase.count = testCase.count.map { min($0, 10) } }
        let mesh = InMemoryMesh(
            services: [InteropServer()],
            configuration: ProtocolCase.serverConfiguration,
            slicing: slicing
        )
        let runner = CaseRunner(makeClient: { mesh.makeClient() }, advance: { await mesh.advance(by: $0) })
        #expect(await runner.problems(of: testCase) == [])
    }

    @Test(arguments: typed)
    func caseHoldsOverSockets(testCase: ProtocolCase) async throws {
        try await withServer { port in
            // A thousand large calls wait longer for a place than a caller should have patience for.
            var configuration = ClientConfiguration()
            configuration.readyTimeout = .seconds(60)
            let runner = CaseRunner(makeClient: { [configuration] in
                MeshClient(target: .endpoints(["127.0.0.1:\(port)"]), configuration: configuration, logger: Self.logger)
            })
            #expect(await runner.problems(of: testCase) == [])
        }
    }

    @Test(.enabled(if: Python.hasProtobuf, "needs python3-protobuf, which scripts/setup installs"))
    func casesHoldForAClientInPython() async throws {
        let descriptors = FileManager.default.temporaryDirectory.appending(path: "interop-\(UUID().uuidString).pb")
        try Data(MeshV1.framesFileDescriptorSet + InteropServer.fileDescriptorSet).write(to: descriptors)
        defer { try? FileManager.default.removeItem(at: descriptors) }
        try await withServer { port in
            let outcome = try await Python.run(
                "Tests/Clients/interop.py",
                ["127.0.0.1:\(port)", descriptors.path, ProtocolCase.file.path]
            )
            #expect(outcome.output.hasSuffix("\(ProtocolCase.all.count) of \(ProtocolCase.all.count) cases hold\n"))
            #expect(outcome.status == 0, "\(outcome.output)")
        }
    }

    private func withServer(_ body: (_ port: Int) async throws -> Void) async throws {
        let server = MeshServer(
            services: [InteropServer()],
            configuration: ProtocolCase.serverConfiguration,
            logger: Self.logger
        )
        let port = try await server.start().port ?? 0
        do { try await body(port) } catch {
            await server.stop()
            throw error
        }
        await server.stop()
    }
}

/// Python programs of the tests.
private enum Python {
    static let interpreter = URL(filePath: "/usr/bin/python3")

    static let hasProtobuf: Bool = {
        let process = Process()
        process.executableURL = interpreter
        process.arguments = ["-c", "import google.protobuf"]
        process.standardError = FileHandle.nullDevice
        guard (try? process.run()) != nil else { return false }
        process.waitUntilExit()
        return process.terminationStatus == 0
    }()

    struct Outcome: Sendable {
        var status: Int32
        /// Standard output and standard error together.
        var output: String
    }

    /// Runs a script of the repository to its end.
    static func run(_ script: String, _ arguments: [String]) async throws -> Outcome {
        let root = ProtocolCase.file.deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        return try await NIOThreadPool.singleton.runIfActive {
            let process = Process()
            process.executableURL = interpreter
            process.arguments = ["-B", root.appending(path: script).path] + arguments
            let pipe = Pipe()
            process.standardOutput = pipe
            process.standardError = pipe
            try process.run()
            let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
            process.waitUntilExit()
            return Outcome(status: process.terminationStatus, output: String(decoding: output, as: UTF8.self))
        }
    }
}
