import MeshContracts
import NIOCore
import Synchronization
import Testing

@testable import MeshRuntime

extension FaultTests {
    @Suite struct DeadlineFaultTests {
        @Test func tenThousandCallsOfAMillisecondEachEndOnce() async throws {
            let service = EchoService(onEcho: { request, _ in
                try await Task.sleep(for: .milliseconds(1))
                return request
            })
            try await FaultServer(service).run { server in
                let client = server.makeClient()
                _ = try await client.unary(EchoService.echo, MeshV1.Pair())
                let endings = Endings()
                await withTaskGroup { group in
                    for index in 0..<10_000 {
                        group.addTask {
                            let code = await ending {
                                _ = try await client.unary(
                                    EchoService.echo,
                                    MeshV1.Pair(),
                                    options: CallOptions(timeout: .milliseconds(1))
                                )
                            }
                            endings.note(code)
                        }
                        // Some at a time, not all of them at once.
                        if index >= 200 { await group.next() }
                    }
                }
                let counts = endings.counts
                #expect(counts.values.reduce(0, +) == 10_000)
                #expect(Set(counts.keys).isSubset(of: [.ok, .deadlineExceeded, .unavailable]), "\(counts)")
                await client.close()
            }
        }

        /// A calls B, which calls C, which hangs: A's caller names the deadline, each hop inherits what is left of it, and
        /// at its end all three handlers are cancelled.
        @Test func deadlineRunsThroughThreeHops() async throws {
            let deadlines = Mutex<[Duration]>([])
            let cancelled = Counter()
            let note: @Sendable (CallContext) -> Void = { context in
                deadlines.withLock { $0.append(context.deadline?.remaining() ?? .seconds(1000)) }
            }
            let last = try await FaultServer(
                EchoService(onEcho: { _, context in
                    note(context)
                    defer { cancelled.increment() }
                    try await waitUntilCancelled()
                    return MeshV1.Pair()
                })
            )
            let toLast = last.makeClient()
            let middle = try await FaultServer(
                EchoService(onEcho: { request, context in
                    note(context)
                    defer { cancelled.increment() }
                    return try await toLast.unary(EchoService.echo, request)
                })
            )
            let toMiddle = middle.makeClient()
            let first = try await FaultServer(
                EchoService(onEcho: { request, context in
                    note(context)
                    defer { cancelled.increment() }
                    return try await toMiddle.unary(EchoService.echo, request)
                })
            )
            let client = first.makeClient()
            // Each hop is connected before the time runs.
            for client in [client, toMiddle, toLast] {
                _ = try await MeshV1.HealthClient(client).check(MeshV1.HealthCheckRequest())
            }
            let options = CallOptions(timeout: .seconds(2))
            let start = ContinuousClock.now
            let code = await ending { _ = try await client.unary(EchoService.echo, MeshV1.Pair(), options: options) }
            #expect(code == .deadlineExceeded)
            #expect(ContinuousClock.now - start < .seconds(4))
            while cancelled.value < 3 { try await Task.sleep(for: .milliseconds(5)) }
            let noted = deadlines.withLock { $0 }
            #expect(noted.count == 3)
            #expect(noted == noted.sorted(by: >), "each hop has less time than the one before")
            #expect(noted.allSatisfy { $0 <= .seconds(2) })
            for client in [client, toMiddle, toLast] { await client.close() }
            for server in [first, middle, last] { await server.server.stop() }
        }
    }
}

/// How a call ends.
func ending(_ body: () async throws -> Void) async -> StatusCode {
    do {
        try await body()
        return .ok
    } catch {
        return (error as? CallError)?.code ?? .unknown
    }
}

/// How often calls ended in which way.
final class Endings: Sendable {
    private let state = Mutex<[StatusCode: Int]>([:])

    var counts: [StatusCode: Int] { state.withLock { $0 } }

    func note(_ code: StatusCode) {
        state.withLock { $0[code, default: 0] += 1 }
    }
}
