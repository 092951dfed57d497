import MeshContracts
import MeshRuntime
import MeshTestKit
import Testing

@Suite struct UnaryCallTests {
    @Test(arguments: [ByteSlicing.whole, .pieces(1), .pieces(7)])
    func replyIsWhatTheHandlerReturned(slicing: ByteSlicing) async throws {
        let mesh = InMemoryMesh(services: [EchoService()], slicing: slicing)
        let client = mesh.makeClient()
        let reply = try await client.unary(EchoService.echo, MeshV1.Pair(key: "你好", value: [1, 2, 3]))
        #expect(reply == MeshV1.Pair(key: "你好", value: [1, 2, 3]))
        await client.close()
    }

    @Test func streamDeliversAllMessagesInOrder() async throws {
        let service = EchoService(onStream: { request, responses, _ in
            for index in 0..<100 { try await responses.write(MeshV1.Pair(key: "\(index)", value: request.value)) }
        })
        let mesh = InMemoryMesh(services: [service])
        let client = mesh.makeClient()
        let stream = try await client.serverStreaming(
            EchoService.stream,
            MeshV1.Pair(key: "", value: Array(repeating: 7, count: 10_000))
        )
        var keys: [String] = []
        for try await message in stream { keys.append(message.key) }
        #expect(keys == (0..<100).map { "\($0)" })
        await client.close()
    }
}
