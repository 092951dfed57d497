import MeshContracts
import MeshTestKit
import Testing

@testable import MeshRuntime

@Suite(.timeLimit(.minutes(1))) struct AdmissionTests {
    /// A server with one place, and a call that takes it until the signal.
    private func withFullServer(
        _ body: (InMemoryMesh, MeshClient, CountingMetrics) async throws -> Void
    ) async throws {
        let (isBusy, mayFinish) = (Signal(), Signal())
        let service = EchoService(onEcho: { request, _ in
            guard request.key == "slow" else { return request }
            isBusy.fire()
            await mayFinish.wait()
            return request
        })
        var configuration = ServerConfiguration()
        configuration.callsInFlightMax = 1
        let metrics = CountingMetrics()
        let mesh = InMemoryMesh(
            services: [service],
            configuration: configuration,
            metrics: MeshMetrics(factory: metrics)
        )
        let client = mesh.makeClient()
        async let slow = client.unary(EchoService.echo, MeshV1.Pair(key: "slow"))
        await isBusy.wait()
        try await body(mesh, client, metrics)
        mayFinish.fire()
        _ = try await slow
        #expect(try await client.unary(EchoService.echo, MeshV1.Pair(key: "next")).key == "next")
        await client.close()
    }

    @Test func excessIsRefusedWithPushbackAndCounted() async throws {
        try await withFullServer { mesh, _, metrics in
            let connection = try await mesh.connectRaw()
            try await connection.send(TestFrames.hello + TestFrames.call(1))
            let reply = try await connection.frames { $0.type == .reply }[0]
            #expect(reply.flags == [.end, .refused])
            let status = try StatusHead(decoding: reply.head)
            #expect(status.code == 8)
            #expect(status.callError?.pushback == .milliseconds(10))
            #expect(
                metrics.counts[
                    "mesh.calls.refused rpc.method=test.Echo/Echo rpc.response.status_code=RESOURCE_EXHAUSTED"
                ] == 1
            )
            await connection.close()
        }
    }

    @Test func healthReflectionAndIntrospectionAreServedAboveTheLimit() async throws {
        try await withFullServer { _, client, _ in
            let health = try await MeshV1.HealthClient(client).check(MeshV1.HealthCheckRequest())
            #expect(health.state == .serving)
            _ = try await MeshV1.ReflectionClient(client).getDescriptors(MeshV1.GetDescriptorsRequest())
            let state = try await MeshV1.IntrospectionClient(client).getServerState(MeshV1.GetServerStateRequest())
            #expect(state.limits?.callsInFlight == 1)
            #expect(state.limits?.maxCallsInFlight == 1)
        }
    }

    @Test func placeOfACancelledCallIsFreeOnlyWhenItsHandlerReturned() async throws {
        let (isCancelled, mayReturn) = (Signal(), Signal())
        let service = EchoService(onStream: { _, _, _ in
            try? await waitUntilCancelled()
            isCancelled.fire()
            await mayReturn.wait()
        })
        var configuration = ServerConfiguration()
        configuration.callsInFlightMax = 1
        let mesh = InMemoryMesh(services: [service], configuration: configuration)
        let connection = try await mesh.connectRaw()
        try await connection.send(
            TestFrames.hello + TestFrames.call(1, TestFrames.callHead("test.Echo/Stream"))
                + TestFrames.raw(.cancel, callID: 1)
        )
        await isCancelled.wait()
        try await connection.send(TestFrames.call(2))
        #expect(try await connection.frames { $0.callID == 2 }[0].flags.contains(.refused))
        mayReturn.fire()
        // Introspection is served whatever the limit, and tells when the place is free.
        let client = mesh.makeClient()
        let introspection = MeshV1.IntrospectionClient(client)
        while try await introspection.getServerState(MeshV1.GetServerStateRequest()).limits?.callsInFlight != 0 {}
        try await connection.send(TestFrames.call(3))
        #expect(try await connection.frames { $0.callID == 3 }[0].flags == [.end, .message])
        await connection.close()
        await client.close()
    }

    @Test func callThatCannotEndInTimeIsRefused() async throws {
        let gates = (0..<10).map { _ in (isBusy: Signal(), mayFinish: Signal()) }
        let service = EchoService(onEcho: { request, _ in
            let gate = gates[Int(request.key) ?? 0]
            gate.isBusy.fire()
            await gate.mayFinish.wait()
            return request
        })
        let mesh = InMemoryMesh(services: [service])
        let client = mesh.makeClient()
        for (index, gate) in gates.enumerated() {
            async let reply = client.unary(EchoService.echo, MeshV1.Pair(key: "\(index)"))
            await gate.isBusy.wait()
            await mesh.advance(by: .milliseconds(20))
            gate.mayFinish.fire()
            _ = try await reply
        }
        let connection = try await mesh.connectRaw()
        try await connection.send(
            TestFrames.hello + TestFrames.call(1, TestFrames.callHead(timeoutMicroseconds: 10_000))
        )
        let reply = try await connection.frames { $0.type == .reply }[0]
        #expect(reply.flags == [.end, .refused])
        #expect(try StatusHead(decoding: reply.head).code == 4)
        await connection.close()
        await client.close()
    }
}
