import Contracts
import Foundation
import MeshRuntime

/// A stream that is read slower than it could be sent.
struct SlowReader {
    private static let messageByteCount = 16 * 1024
    private static let byteCount = 1 << 30
    private static let growthMax = 16 << 20

    func run() async throws -> Outcome {
        let replica = try ReplicaProcess()
        let client = Replica.client([replica.port])
        let request = Replica.Message(text: String(repeating: "x", count: Self.messageByteCount))
        let options = CallOptions(timeout: .seconds(600))
        var received = 0
        var before = Memory(server: 0, client: 0)
        var most = before
        for try await message in try await client.serverStreaming(Replica.stream, request, options: options) {
            received += message.text.utf8.count
            // A pause for each MiB; memory is looked at then, and counts from the sixteenth.
            guard received % (1 << 20) == 0 else { continue }
            try await Task.sleep(for: .milliseconds(4))
            let now = try Memory(server: replica.residentMemory(), client: ProcessMemory.resident(getpid()))
            if received == 16 << 20 { before = now }
            most = Memory(server: max(most.server, now.server), client: max(most.client, now.client))
            if received >= Self.byteCount { break }
        }
        await client.close()
        let growth = Memory(server: most.server - before.server, client: most.client - before.client)
        let text =
            "\(received >> 20) MiB read, the server grew by \(growth.server >> 10) KiB, the reader by \(growth.client >> 10) KiB"
        return Outcome(
            hasPassed: received >= Self.byteCount && max(growth.server, growth.client) <= Self.growthMax,
            text: text
        )
    }

    private struct Memory {
        var server: Int
        var client: Int
    }
}
