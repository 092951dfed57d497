import Foundation
import MeshRuntime

/// A deployment: every replica is asked to stop and comes back, one after the other, under load.
struct RollingRestart {
    private static let rounds = 10

    func run() async throws -> Outcome {
        let replicas = try (0..<3).map { _ in try ReplicaProcess() }
        let client = Replica.client(replicas.map(\.port))
        let loop = OpenLoop(client, Replica.echo, timeout: .seconds(5))
        let result = try await loop.run(callsPerSecond: 2000) {
            try await Task.sleep(for: .seconds(1))
            for _ in 0..<Self.rounds {
                for replica in replicas {
                    try await Blocking.run { try replica.restart() }
                    // Longer than a client waits before it connects again.
                    try await Task.sleep(for: .milliseconds(500))
                }
            }
        }
        await client.close()
        return Outcome(hasPassed: result.failures == 0 && result.overdue == 0 && result.calls > 0, text: "\(result)")
    }
}

/// One of three replicas goes without a word, and comes back.
struct LostReplica {
    let signal: Int32
    let pause: Duration
    let failedShareMax: Double

    func run() async throws -> Outcome {
        let replicas = try (0..<3).map { _ in try ReplicaProcess() }
        let client = Replica.client(replicas.map(\.port))
        let loop = OpenLoop(client, Replica.echo, timeout: .seconds(1))
        let (signal, pause) = (signal, pause)
        let result = try await loop.run(callsPerSecond: 1000) {
            try await Task.sleep(for: .seconds(2))
            let replica = replicas[0]
            replica.signal(signal)
            try await Task.sleep(for: pause)
            if signal == SIGSTOP {
                replica.signal(SIGCONT)
            } else {
                try await Blocking.run {
                    replica.wait()
                    try replica.start()
                }
            }
            try await Task.sleep(for: .seconds(3))
        }
        await client.close()
        let share = Double(result.failures) / Double(max(1, result.calls))
        return Outcome(hasPassed: result.calls > 0 && share < failedShareMax && result.overdue == 0, text: "\(result)")
    }
}

enum Blocking {
    /// Runs what blocks on a thread of its own.
    static func run<Result: Sendable>(_ body: @escaping @Sendable () throws -> Result) async throws -> Result {
        try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread { continuation.resume(with: Swift.Result { try body() }) }
        }
    }
}
