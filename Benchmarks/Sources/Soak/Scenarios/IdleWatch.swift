import Contracts
import Foundation
import MeshRuntime
import Synchronization

/// A server with idle connections and a few calls, from the beginning of the run to its end.
final class IdleWatch {
    private static let connections = 500
    private static let growthMax = 2 << 20
    private let replica: ReplicaProcess
    private let clients: [MeshClient]
    private let calls: Task<Void, Never>
    private let callCount: Counter
    private var first: Int?
    private var firstCalls = 0

    final class Counter: Sendable {
        let value = Atomic(0)
    }

    init() async throws {
        let replica = try ReplicaProcess()
        self.replica = replica
        let clients = (0..<Self.connections).map { _ in Replica.client([replica.port]) }
        self.clients = clients
        for client in clients { _ = try await client.unary(Replica.echo, Replica.Message()) }
        let count = Counter()
        callCount = count
        calls = Task {
            while !Task.isCancelled {
                for client in clients.prefix(10) {
                    // What becomes of them is another scenario's matter.
                    _ = try? await client.unary(Replica.echo, Replica.Message(text: "still there?"))
                    count.value.add(1, ordering: .relaxed)
                }
                try? await Task.sleep(for: .milliseconds(100))
            }
        }
    }

    /// Compares with the memory of the first time.
    func outcome() throws -> Outcome {
        let (now, count) = (try replica.residentMemory(), callCount.value.load(ordering: .relaxed))
        guard let first else {
            (self.first, firstCalls) = (now, count)
            return Outcome(hasPassed: true, text: "\(now >> 10) KiB at first")
        }
        let growth = now - first
        return Outcome(
            hasPassed: growth <= Self.growthMax && count > firstCalls,
            text: "\(first >> 10) KiB at first, \(growth >> 10) KiB more after \(count - firstCalls) calls"
        )
    }

    func stop() {
        calls.cancel()
        replica.stop()
    }
}
