import Contracts
import Foundation
import MeshRuntime

/// More calls than a server can do, each of which holds its processor.
struct Overload {
    private static let workMicroseconds: Int64 = 500
    private static let timeout = Duration.milliseconds(250)
    private static let seconds = 10.0

    func run() async throws -> Outcome {
        let replica = try ReplicaProcess()
        let client = Replica.client([replica.port])
        let request = Replica.Message(nowUnixMs: Self.workMicroseconds)
        let capacity = try await capacity(client, request)
        let loop = OpenLoop(client, Replica.work, request: request, timeout: Self.timeout)
        let result = try await loop.run(callsPerSecond: Int(capacity * 3)) {
            try await Task.sleep(for: .seconds(Self.seconds))
        }
        await client.close()
        let goodput = Double(result.calls - result.failures) / Self.seconds
        let share = goodput / capacity
        return Outcome(
            hasPassed: share >= 0.8 && result.overdue == 0,
            text: "capacity \(Int(capacity))/s, offered \(Int(Double(result.calls) / Self.seconds))/s, "
                + "answered in time \(Int(goodput))/s, \(Int(share * 100)) %"
        )
    }

    /// What eight callers get done that each wait for an answer.
    private func capacity(_ client: MeshClient, _ request: Replica.Message) async throws -> Double {
        let end = ContinuousClock.now + .seconds(3)
        let calls = try await withThrowingTaskGroup(of: Int.self) { callers in
            for _ in 0..<8 {
                callers.addTask {
                    var count = 0
                    while ContinuousClock.now < end {
                        _ = try await client.unary(Replica.work, request)
                        count += 1
                    }
                    return count
                }
            }
            return try await callers.reduce(0, +)
        }
        return Double(calls) / 3
    }
}
