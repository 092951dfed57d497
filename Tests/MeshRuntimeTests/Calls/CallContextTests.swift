import MeshContracts
import MeshRuntime
import MeshTestKit
import NIOCore
import Testing

@Suite(.timeLimit(.minutes(1))) struct CallContextTests {
    private func context(
        configuration: ClientConfiguration = ClientConfiguration(),
        options: CallOptions = CallOptions(),
        calling: (MeshClient, CallOptions) async throws -> Void = { client, options in
            _ = try await client.unary(EchoService.echo, MeshV1.Pair(), options: options)
        }
    ) async throws -> CallContext {
        let seen = Late<CallContext>()
        let mesh = InMemoryMesh(services: [
            EchoService(onEcho: { request, context in
                #expect(CallContext.current?.method == context.method)
                #expect(TraceContext.current == context.trace)
                seen.set(context)
                return request
            })
        ])
        let client = mesh.makeClient(configuration: configuration)
        try await calling(client, options)
        await client.close()
        return try seen.get()
    }

    @Test func handlerSeesWhoCallsAndWhatTheySent() async throws {
        let context = try await context(
            configuration: ClientConfiguration(peerName: "gateway", token: "secret"),
            options: CallOptions(metadata: ["tenant": "shop-1"])
        )
        #expect(context.method == "test.Echo/Echo")
        #expect(context.peer.name == "gateway")
        #expect(context.peer.token == "secret")
        #expect(context.metadata["tenant"] == "shop-1")
    }

    @Test func traceGoesOnWithANewSpan() async throws {
        let trace = TraceContext.random()
        let context = try await context { client, _ in
            try await TraceContext.withTrace(trace) {
                _ = try await client.unary(EchoService.echo, MeshV1.Pair())
            }
        }
        #expect(context.trace.traceID == trace.traceID)
        #expect(context.trace.spanID != trace.spanID)
    }

    @Test func defaultTimeoutIsTheConfigurations() async throws {
        let context = try await context()
        #expect(context.deadline == Deadline(.uptimeNanoseconds(10_000_000_000)))
    }

    @Test func callsOwnTimeoutWins() async throws {
        let context = try await context(options: CallOptions(timeout: .milliseconds(1500)))
        #expect(context.deadline == Deadline(.uptimeNanoseconds(1_500_000_000)))
    }

    /// A handler that calls on: the inner call's deadline as the inner handler sees it.
    private func nestedDeadline(outer: CallOptions, inner: CallOptions) async throws -> Deadline? {
        let client = Late<MeshClient>()
        let seen = Late<Deadline?>()
        let mesh = InMemoryMesh(services: [
            EchoService(onEcho: { request, context in
                guard request.key == "outer" else {
                    seen.set(context.deadline)
                    return request
                }
                return try await client.get().unary(EchoService.echo, MeshV1.Pair(key: "inner"), options: inner)
            })
        ])
        client.set(mesh.makeClient())
        _ = try await client.get().unary(EchoService.echo, MeshV1.Pair(key: "outer"), options: outer)
        try await client.get().close()
        return try seen.get()
    }

    @Test func nestedCallEndsWithItsParent() async throws {
        let deadline = try await nestedDeadline(
            outer: CallOptions(timeout: .seconds(2)),
            inner: CallOptions(timeout: .seconds(60))
        )
        #expect(deadline == Deadline(.uptimeNanoseconds(2_000_000_000)))
    }

    @Test func nestedCallMayEndEarlier() async throws {
        let deadline = try await nestedDeadline(
            outer: CallOptions(timeout: .seconds(2)),
            inner: CallOptions(timeout: .seconds(1))
        )
        #expect(deadline == Deadline(.uptimeNanoseconds(1_000_000_000)))
    }

    @Test func nestedCallMayOptOut() async throws {
        let deadline = try await nestedDeadline(
            outer: CallOptions(timeout: .seconds(2)),
            inner: CallOptions(timeout: .seconds(60), inheritsDeadline: false)
        )
        #expect(deadline == Deadline(.uptimeNanoseconds(60_000_000_000)))
    }
}
