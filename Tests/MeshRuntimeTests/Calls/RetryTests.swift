import MeshContracts
import MeshTestKit
import Testing

@testable import MeshRuntime

@Suite(.timeLimit(.minutes(1))) struct RetryTests {
    private static let get = MethodDescriptor<MeshV1.Pair, MeshV1.Pair>(
        name: EchoService.echo.name,
        kind: .unary,
        isIdempotent: true
    )

    private static var configuration: ClientConfiguration {
        var configuration = ClientConfiguration()
        // The clock stands still, so that a retry may not wait for it.
        configuration.retry.pauseFirst = .zero
        return configuration
    }

    private static func withClient(
        failures: Int,
        _ body: (MeshClient, Counter) async throws -> Void
    ) async throws {
        let attempts = Counter()
        let service = EchoService(onEcho: { request, _ in
            attempts.increment()
            if attempts.value <= failures { throw CallError(.unavailable, "not yet") }
            return request
        })
        let mesh = InMemoryMesh(services: [service])
        let client = mesh.makeClient(configuration: configuration)
        try await body(client, attempts)
        await client.close()
        await mesh.stop()
    }

    @Test func unavailableIsTriedThreeTimesWhereItMayRunTwice() async throws {
        try await Self.withClient(failures: 2) { client, attempts in
            let reply = try await client.unary(Self.get, MeshV1.Pair(key: "again"))
            #expect(reply.key == "again")
            #expect(attempts.value == 3)
        }
        try await Self.withClient(failures: 3) { client, attempts in
            await #expect(throws: CallError.self) { try await client.unary(Self.get, MeshV1.Pair()) }
            #expect(attempts.value == 3)
        }
    }

    @Test func callThatMayNotRunTwiceIsNotTriedAgain() async throws {
        try await Self.withClient(failures: 1) { client, attempts in
            await #expect(throws: CallError.self) { try await client.unary(EchoService.echo, MeshV1.Pair()) }
            #expect(attempts.value == 1)
        }
    }

    @Test func methodHasItsOwnPolicy() async throws {
        let attempts = Counter()
        let service = EchoService(onEcho: { _, _ in
            attempts.increment()
            throw CallError(.unavailable, "never")
        })
        let mesh = InMemoryMesh(services: [service])
        var configuration = Self.configuration
        configuration.methods[Self.get.name] = MethodPolicy()
        configuration.methods[Self.get.name]?.attemptsMax = 1
        let client = mesh.makeClient(configuration: configuration)
        await #expect(throws: CallError.self) { try await client.unary(Self.get, MeshV1.Pair()) }
        #expect(attempts.value == 1)
        await client.close()
        await mesh.stop()
    }

    /// The clock stands still, so only the first second's worth and the share of calls are there.
    @Test func retriesStayWithinTheBudgetAndSayThatItIsUsedUp() async throws {
        try await Self.withClient(failures: .max) { client, attempts in
            var last: CallError?
            for _ in 0..<500 {
                last = await #expect(throws: CallError.self) { try await client.unary(Self.get, MeshV1.Pair()) }
            }
            #expect((600...610).contains(attempts.value))
            #expect(last?.pushback == CallError.never, "the hop before must not make up for it")
        }
    }

    @Test func slowCallIsHedgedElsewhereAndTheLoserCancelled() async throws {
        let (attempts, cancelled) = (Counter(), Signal())
        let service = EchoService(onEcho: { request, _ in
            attempts.increment()
            guard request.key == "slow", attempts.value == 101 else { return request }
            do { try await waitUntilCancelled() } catch { cancelled.fire() }
            throw CancellationError()
        })
        let mesh = InMemoryMesh(services: [service])
        var configuration = Self.configuration
        configuration.methods[Self.get.name] = MethodPolicy()
        configuration.methods[Self.get.name]?.isHedged = true
        let client = mesh.makeClient(configuration: configuration, endpointCount: 2)
        for _ in 0..<100 { _ = try await client.unary(Self.get, MeshV1.Pair()) }
        async let reply = client.unary(Self.get, MeshV1.Pair(key: "slow"))
        for _ in 0..<100_000 where attempts.value < 102 {
            await mesh.advance(by: .microseconds(10))
            await Task.yield()
        }
        #expect(try await reply.key == "slow")
        await cancelled.wait()
        #expect(attempts.value == 102)
        await client.close()
        await mesh.stop()
    }

    @Test func statusTellsOfEndpointsAndTarget() async throws {
        let mesh = InMemoryMesh(services: [EchoService()])
        let client = mesh.makeClient(endpointCount: 2)
        _ = try await client.unary(Self.get, MeshV1.Pair())
        let status = client.status
        #expect(status.target == "in-memory:1,in-memory:2")
        #expect(status.targetFailure == nil)
        #expect(status.endpoints.map(\.address) == ["in-memory:1", "in-memory:2"])
        #expect(status.endpoints.contains { $0.state == .ready })
        #expect(status.endpoints.allSatisfy { $0.ejectionsTotal == 0 })
        await client.close()
        await mesh.stop()
    }
}
