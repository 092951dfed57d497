import Contracts
import Foundation
import MeshRuntime
import MeshTestKit

/// Valid conversations with bytes changed, dropped, doubled and moved, sent to a server without sockets, whose code
/// between the bytes and the handlers is that of a real one.
struct MutatedTraces {
    /// What is answered is bounded here, since no socket bounds it when a mutated CREDIT grants two gigabytes.
    private struct Service: MeshService {
        static let serviceName = "soak.Echo"
        static let fileDescriptorSet: [UInt8] = []

        func register(on router: inout Router) {
            router.register(Replica.echo) { request, _ in request }
            router.register(Replica.stream) { request, responses, _ in
                for _ in 0..<20 { try await responses.write(request) }
            }
            router.register(Replica.unavailable) { _, _ in throw CallError(.unavailable, "not today") }
        }
    }

    private static let growthMax = 64 << 20
    let seed: UInt64
    let count: Int

    func run() async throws -> Outcome {
        try await Blocking.run { try traces() }
    }

    private func traces() throws -> Outcome {
        var generator = SplitMix64(seed: seed)
        let server = TraceServer(services: [Service()])
        var (closed, answered, before) = (0, 0, 0)
        for done in 0..<count {
            var trace = Self.traces.randomElement(using: &generator) ?? []
            for _ in 0..<Int.random(in: 1...4, using: &generator) { trace.mutate(using: &generator) }
            let end = try server.run(trace)
            closed += end.isClosed ? 1 : 0
            // Memory counts from when all that is made once is there.
            if done == count / 20 { before = try ProcessMemory.resident(getpid()) }
            guard done % 1000 == 0 else { continue }
            let well = try server.run(Self.traces[0])
            guard !well.isClosed, well.answered > 0 else {
                return Outcome(hasPassed: false, text: "no answer behind trace \(done) of seed \(seed)")
            }
            answered += 1
        }
        let growth = try ProcessMemory.resident(getpid()) - before
        return Outcome(
            hasPassed: growth < Self.growthMax && answered > 0,
            text: "\(count) traces with seed \(seed), \(closed) of them closed the connection, "
                + "memory \(growth >> 10) KiB more"
        )
    }

    private static let hello: [UInt8] = [0, 0, 0, 10, 0, 0, 0, 2, 0x4D, 0x53, 0x48, 0x31, 8, 1]

    /// What a well-behaved client may say.
    private static let traces: [[UInt8]] = [
        hello + call(1, "soak.Echo/Echo", flags: 3),
        hello + call(1, "soak.Echo/Echo", flags: 3) + call(2, "soak.Echo/Nothing", flags: 3),
        hello + call(1, "soak.Echo/Repeat", flags: 3) + credit(1, 65536) + frame(4, 0, 1, [], []),
        hello + frame(6, 0, 0, [], [1, 2, 3, 4, 5, 6, 7, 8]) + call(7, "soak.Echo/Unavailable", flags: 3),
        hello + call(1, "soak.Echo/Echo", flags: 2) + frame(2, 2, 1, [], [10, 1, 120])
            + frame(2, 3, 1, [], [10, 1, 121]),
    ]

    private static func call(_ callID: UInt8, _ method: String, flags: UInt8) -> [UInt8] {
        let head = [10, UInt8(method.utf8.count)] + Array(method.utf8) + [16, 0x80, 0x89, 0x7A]
        return frame(1, flags, callID, head, [10, 2, 104, 105])
    }

    private static func credit(_ callID: UInt8, _ bytes: Int) -> [UInt8] {
        frame(
            5,
            0,
            callID,
            [],
            [UInt8(bytes >> 24), UInt8(bytes >> 16 & 255), UInt8(bytes >> 8 & 255), UInt8(bytes & 255)]
        )
    }

    private static func frame(
        _ type: UInt8,
        _ flags: UInt8,
        _ callID: UInt8,
        _ head: [UInt8],
        _ payload: [UInt8]
    ) -> [UInt8] {
        let length = UInt8(8 + head.count + payload.count)
        return [0, 0, 0, length, type, flags, 0, UInt8(head.count), 0, 0, 0, callID] + head + payload
    }
}

extension [UInt8] {
    fileprivate mutating func mutate(using generator: inout SplitMix64) {
        guard !isEmpty else { return }
        let index = Int.random(in: indices, using: &generator)
        switch Int.random(in: 0..<6, using: &generator) {
        case 0: self[index] = UInt8.random(in: .min ... .max, using: &generator)
        case 1: self[index] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
        case 2: remove(at: index)
        case 3: insert(UInt8.random(in: .min ... .max, using: &generator), at: index)
        case 4: removeSubrange(index...)
        default: self += self[index...]
        }
    }
}

/// Sebastiano Vigna's generator, which makes a run repeatable.
struct SplitMix64: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
        return value ^ value >> 31
    }
}
