import MeshContracts
import MeshRuntime
import MeshTestKit
import ProtobufC
import Synchronization
import Testing

@Suite(.timeLimit(.minutes(1))) struct InterceptorTests {
    final class Journal: Sendable {
        private let state = Mutex<[String]>([])
        var lines: [String] { state.withLock { $0 } }
        func write(_ line: String) { state.withLock { $0.append(line) } }
    }

    struct ServerRecorder: ServerInterceptor {
        let name: String
        let journal: Journal

        func intercept<Result: Sendable>(
            _ request: (any ProtobufMessage)?,
            context: CallContext,
            next: (CallContext) async throws -> Result
        ) async throws -> Result {
            journal.write("\(name) in")
            defer { journal.write("\(name) out") }
            return try await next(context)
        }
    }

    struct TokenCheck: ServerInterceptor {
        func intercept<Result: Sendable>(
            _ request: (any ProtobufMessage)?,
            context: CallContext,
            next: (CallContext) async throws -> Result
        ) async throws -> Result {
            guard context.peer.token == "secret" else {
                throw CallError(.unauthenticated, "the token is missing or wrong")
            }
            return try await next(context)
        }
    }

    struct TenantStamp: ClientInterceptor {
        let journal: Journal

        func intercept<Result: Sendable>(
            _ request: (any ProtobufMessage)?,
            call: ClientCallContext,
            next: (ClientCallContext) async throws -> Result
        ) async throws -> Result {
            var call = call
            call.options.metadata["tenant"] = "shop-1"
            journal.write("client in")
            defer { journal.write("client out") }
            return try await next(call)
        }
    }

    @Test func firstInterceptorIsTheOutermost() async throws {
        let journal = Journal()
        let mesh = InMemoryMesh(
            services: [
                EchoService(onEcho: { request, context in
                    journal.write("handler for \(context.metadata["tenant"] ?? "nobody")")
                    return request
                })
            ],
            interceptors: [
                ServerRecorder(name: "first", journal: journal), ServerRecorder(name: "second", journal: journal),
            ]
        )
        let client = mesh.makeClient(interceptors: [TenantStamp(journal: journal)])
        _ = try await client.unary(EchoService.echo, MeshV1.Pair())
        #expect(
            journal.lines == [
                "client in", "first in", "second in", "handler for shop-1", "second out", "first out", "client out",
            ]
        )
        await client.close()
    }

    @Test func serverInterceptorSurroundsTheWholeStream() async throws {
        let journal = Journal()
        let mesh = InMemoryMesh(
            services: [
                EchoService(onStream: { request, responses, _ in
                    try await responses.write(request)
                    journal.write("written")
                })
            ],
            interceptors: [ServerRecorder(name: "server", journal: journal)]
        )
        let client = mesh.makeClient()
        for try await _ in try await client.serverStreaming(EchoService.stream, MeshV1.Pair()) {}
        #expect(journal.lines == ["server in", "written", "server out"])
        await client.close()
    }

    @Test func interceptorRefusesForTheHandler() async throws {
        let mesh = InMemoryMesh(services: [EchoService()], interceptors: [TokenCheck()])
        let stranger = mesh.makeClient()
        let error = await #expect(throws: CallError.self) {
            try await stranger.unary(EchoService.echo, MeshV1.Pair())
        }
        #expect(error?.code == .unauthenticated)
        let friend = mesh.makeClient(configuration: ClientConfiguration(token: "secret"))
        #expect(try await friend.unary(EchoService.echo, MeshV1.Pair(key: "k")).key == "k")
        await stranger.close()
        await friend.close()
    }
}
