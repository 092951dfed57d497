import Foundation
import MeshContracts
import MeshRuntime

/// A server that turns everyone away must not be called more for it.
struct RetryStorm {
    private static let seconds = 10.0

    func run() async throws -> Outcome {
        let replicas = try (0..<3).map { _ in try ReplicaProcess() }
        // The client's budget begins to fill when it is made.
        let start = ContinuousClock.now
        let client = Replica.client(replicas.map(\.port))
        let loop = OpenLoop(client, Replica.unavailable, timeout: .seconds(2))
        let result = try await loop.run(callsPerSecond: 500) {
            try await Task.sleep(for: .seconds(Self.seconds))
        }
        await client.close()
        var attempts: UInt64 = 0
        for replica in replicas { attempts += try await Self.attempts(at: replica.port) }
        // Until the last answer; a second more, since the budget counts in whole ones.
        let elapsed = (ContinuousClock.now - start) / .seconds(1) + 1
        let bound = 1.2 * Double(result.calls) + 10 * elapsed
        return Outcome(
            hasPassed: result.calls > 0 && result.failures == result.calls && Double(attempts) <= bound,
            text: "\(attempts) attempts for \(result.calls) calls, at most \(Int(bound)) allowed"
        )
    }

    private static func attempts(at port: Int) async throws -> UInt64 {
        let client = Replica.client([port])
        let state = try await MeshV1.IntrospectionClient(client).getServerState(MeshV1.GetServerStateRequest())
        await client.close()
        return state.methods.first { $0.method == Replica.unavailable.name }?.callsTotal ?? 0
    }
}
