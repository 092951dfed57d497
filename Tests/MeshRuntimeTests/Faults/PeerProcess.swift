import Foundation
import MeshContracts
import MeshRuntime
import Synchronization

/// A server in a process of its own, which ends with it.
final class PeerProcess: Sendable {
    let port: Int
    private let host: TestHost?
    private let behaviour: [String]
    private let process: Mutex<Process>

    /// On a free port; `behaviour` is what `MeshPeer` takes. `host` is where it runs if that is not this one.
    init(_ behaviour: String..., port: Int = 0, on host: TestHost? = nil) throws {
        self.behaviour = behaviour
        self.host = host
        let (process, port) = try Self.start(port, behaviour, on: host)
        self.process = Mutex(process)
        self.port = port
    }

    deinit {
        signal(SIGKILL)
        wait()
    }

    private static func start(_ port: Int, _ behaviour: [String], on host: TestHost?) throws -> (Process, port: Int) {
        let process = Process()
        // Built beside the test bundle.
        let program = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent().appending(path: "MeshPeer")
        let command = (host?.prefix ?? []) + [program.path, "\(host?.address ?? "127.0.0.1"):\(port)"] + behaviour
        process.executableURL = URL(filePath: command[0])
        process.arguments = Array(command.dropFirst())
        let output = Pipe()
        process.standardInput = Pipe()
        process.standardOutput = output
        try process.run()
        var line: [UInt8] = []
        while let byte = try output.fileHandleForReading.read(upToCount: 1)?.first, byte != 10 { line.append(byte) }
        guard let bound = Int(String(decoding: line, as: UTF8.self)) else { throw EndedEarly() }
        return (process, bound)
    }

    struct EndedEarly: Error {}

    var address: String { "\(host?.address ?? "127.0.0.1"):\(port)" }

    func signal(_ number: Int32) {
        process.withLock { process in
            guard process.isRunning else { return }
            kill(process.processIdentifier, number)
        }
    }

    func wait() {
        process.withLock { $0.waitUntilExit() }
    }

    /// Ends the process by a signal and starts another one on its port.
    func restart(by number: Int32) async throws {
        signal(number)
        try await withCheckedThrowingContinuation { (done: CheckedContinuation<Void, any Error>) in
            Thread.detachNewThread { done.resume(with: Result { try self.startAgain() }) }
        }
    }

    private func startAgain() throws {
        wait()
        let (next, _) = try Self.start(port, behaviour, on: host)
        process.withLock { $0 = next }
    }

    /// Calls that it has been sent, as it says itself.
    func callCount() async throws -> Int {
        let client = MeshClient(target: .endpoints([address]), logger: SocketTests.logger)
        let state = try await MeshV1.IntrospectionClient(client).getServerState(MeshV1.GetServerStateRequest())
        await client.close()
        return Int(state.methods.first { $0.method == Load.method.name }?.callsTotal ?? 0)
    }
}
