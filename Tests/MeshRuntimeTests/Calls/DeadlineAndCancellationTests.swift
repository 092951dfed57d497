import MeshContracts
import MeshRuntime
import MeshTestKit
import Testing

@Suite(.timeLimit(.minutes(1))) struct DeadlineAndCancellationTests {
    private let started = Signal()
    private let cancelled = Signal()

    private var stuckService: EchoService {
        EchoService(
            onEcho: { [started, cancelled] request, _ in
                started.fire()
                defer { cancelled.fire() }
                try await waitUntilCancelled()
                return request
            },
            onStream: { [started, cancelled] request, responses, _ in
                defer { cancelled.fire() }
                try await responses.write(request)
                started.fire()
                try await waitUntilCancelled()
            }
        )
    }

    @Test func deadlineEndsTheCallAtBothEnds() async throws {
        let mesh = InMemoryMesh(services: [stuckService])
        let client = mesh.makeClient()
        let reply = Task {
            try await client.unary(EchoService.echo, MeshV1.Pair(), options: CallOptions(timeout: .seconds(2)))
        }
        await started.wait()
        await mesh.advance(by: .seconds(2))
        let error = await #expect(throws: CallError.self) { try await reply.value }
        #expect(error?.code == .deadlineExceeded)
        await cancelled.wait()
        await client.close()
    }

    @Test func deadlineEndsAStream() async throws {
        let mesh = InMemoryMesh(services: [stuckService])
        let client = mesh.makeClient()
        let stream = try await client.serverStreaming(
            EchoService.stream,
            MeshV1.Pair(key: "first"),
            options: CallOptions(timeout: .seconds(2))
        )
        var iterator = stream.makeAsyncIterator()
        #expect(try await iterator.next()?.key == "first")
        await mesh.advance(by: .seconds(2))
        let error = await #expect(throws: CallError.self) { try await iterator.next() }
        #expect(error?.code == .deadlineExceeded)
        await cancelled.wait()
        await client.close()
    }

    @Test func callWhoseDeadlineHasPassedIsNotSent() async throws {
        let count = Counter()
        let mesh = InMemoryMesh(services: [
            EchoService(onEcho: { request, _ in
                count.increment()
                return request
            })
        ])
        let client = mesh.makeClient()
        _ = try await client.unary(EchoService.echo, MeshV1.Pair())
        let error = await #expect(throws: CallError.self) {
            try await client.unary(EchoService.echo, MeshV1.Pair(), options: CallOptions(timeout: .zero))
        }
        #expect(error?.code == .deadlineExceeded)
        #expect(count.value == 1)
        await client.close()
    }

    @Test func cancelledCallerCancelsTheHandler() async throws {
        let mesh = InMemoryMesh(services: [stuckService])
        let client = mesh.makeClient()
        let call = Task { try await client.unary(EchoService.echo, MeshV1.Pair()) }
        await started.wait()
        call.cancel()
        let error = await #expect(throws: CallError.self) { try await call.value }
        #expect(error?.code == .cancelled)
        await cancelled.wait()
        await client.close()
    }

    @Test func droppedStreamCancelsTheHandler() async throws {
        let mesh = InMemoryMesh(services: [stuckService])
        let client = mesh.makeClient()
        do {
            let stream = try await client.serverStreaming(EchoService.stream, MeshV1.Pair())
            for try await _ in stream { break }
        }
        await cancelled.wait()
        await client.close()
    }

    @Test func lostConnectionCancelsTheHandlerAndFailsTheCall() async throws {
        let mesh = InMemoryMesh(services: [stuckService])
        let client = mesh.makeClient()
        let reply = Task { try await client.unary(EchoService.echo, MeshV1.Pair()) }
        await started.wait()
        async let stopped: Void = mesh.stop()
        let error = await #expect(throws: CallError.self) { try await reply.value }
        #expect(error?.code == .unavailable)
        await cancelled.wait()
        await mesh.advance(by: .seconds(1))
        await stopped
        await client.close()
    }

    @Test func closedClientCancelsItsCalls() async throws {
        let mesh = InMemoryMesh(services: [stuckService])
        let client = mesh.makeClient()
        let reply = Task { try await client.unary(EchoService.echo, MeshV1.Pair()) }
        await started.wait()
        await client.close()
        let error = await #expect(throws: CallError.self) { try await reply.value }
        #expect(error?.code == .cancelled)
        await cancelled.wait()
    }
}
