import MeshContracts
import MeshRuntime
import MeshTestKit
import Testing

@Suite(.timeLimit(.minutes(1))) struct DrainTests {
    private let started = Signal()
    private let released = Signal()

    private var heldService: EchoService {
        EchoService(onEcho: { [started, released] request, _ in
            started.fire()
            if request.key == "held" { await released.wait() }
            if request.key == "stuck" { try await waitUntilCancelled() }
            return request
        })
    }

    @Test func openCallIsAnsweredAndThenTheConnectionClosed() async throws {
        let mesh = InMemoryMesh(services: [heldService])
        let client = mesh.makeClient()
        let reply = Task { try await client.unary(EchoService.echo, MeshV1.Pair(key: "held")) }
        await started.wait()
        let health = MeshV1.HealthClient(client)
        var watch = try await health.watch(MeshV1.HealthCheckRequest()).makeAsyncIterator()
        #expect(try await watch.next()?.state == .serving)
        async let drained: Void = mesh.drain()
        #expect(try await watch.next()?.state == .notServing)
        #expect(try await watch.next() == nil)
        released.fire()
        #expect(try await reply.value.key == "held")
        await drained
        await client.close()
    }

    @Test func callAfterTheDrainNamesTheEndpoint() async throws {
        let mesh = InMemoryMesh(services: [heldService])
        let client = mesh.makeClient()
        _ = try await client.unary(EchoService.echo, MeshV1.Pair())
        await mesh.drain()
        let error = await #expect(throws: CallError.self) {
            try await client.unary(EchoService.echo, MeshV1.Pair(), options: CallOptions(waitsForReady: false))
        }
        #expect(error?.code == .unavailable)
        #expect(error?.message == "no endpoint is ready: in-memory:1 (the server is shutting down)")
        await client.close()
    }

    @Test func stuckCallIsCancelledAtTheEndOfTheGrace() async throws {
        let mesh = InMemoryMesh(services: [heldService])
        let client = mesh.makeClient()
        let reply = Task {
            try await client.unary(
                EchoService.echo,
                MeshV1.Pair(key: "stuck"),
                options: CallOptions(timeout: .seconds(100))
            )
        }
        await started.wait()
        async let drained: Void = mesh.drain()
        while !mesh.isDraining { await Task.yield() }
        await mesh.advance(by: .seconds(27))
        let error = await #expect(throws: CallError.self) { try await reply.value }
        #expect(error?.code == .unavailable)
        await drained
        await client.close()
    }

    @Test func clientThatNeverAcknowledgesIsLeft() async throws {
        let mesh = InMemoryMesh(services: [heldService])
        let connection = try await mesh.connectRaw()
        try await connection.send(TestFrames.hello)
        _ = try await connection.received(atLeast: 12)
        async let drained: Void = mesh.drain()
        while !mesh.isDraining { await Task.yield() }
        await mesh.advance(by: .seconds(8))
        await drained
    }
}
