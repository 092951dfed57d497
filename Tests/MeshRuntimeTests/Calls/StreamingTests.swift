import MeshContracts
import MeshRuntime
import MeshTestKit
import Testing

@Suite(.timeLimit(.minutes(1))) struct StreamingTests {
    @Test(arguments: [ByteSlicing.whole, .pieces(1000)])
    func allMessagesArriveInOrder(slicing: ByteSlicing) async throws {
        let service = EchoService(onStream: { request, responses, _ in
            for index in 0..<100 { try await responses.write(MeshV1.Pair(key: "\(index)", value: request.value)) }
        })
        let mesh = InMemoryMesh(services: [service], slicing: slicing)
        let client = mesh.makeClient()
        let stream = try await client.serverStreaming(
            EchoService.stream,
            MeshV1.Pair(value: Array(repeating: 7, count: 10_000))
        )
        var keys: [String] = []
        for try await message in stream { keys.append(message.key) }
        #expect(keys == (0..<100).map { "\($0)" })
        await client.close()
    }

    @Test func errorComesBehindTheMessages() async throws {
        let service = EchoService(onStream: { request, responses, _ in
            try await responses.write(request)
            throw CallError(.notFound, "no more")
        })
        let mesh = InMemoryMesh(services: [service])
        let client = mesh.makeClient()
        var iterator = try await client.serverStreaming(EchoService.stream, MeshV1.Pair(key: "one")).makeAsyncIterator()
        #expect(try await iterator.next()?.key == "one")
        await #expect(throws: CallError(.notFound, "no more")) { try await iterator.next() }
        await client.close()
    }

    /// Messages of 10 kB and a window of 100 kB: the eleventh waits, and after it one more may be on its way.
    @Test func slowReaderSlowsItsWriter() async throws {
        let written = Counter()
        let service = EchoService(onStream: { request, responses, _ in
            for _ in 0..<100 {
                try await responses.write(request)
                written.increment()
            }
        })
        let mesh = InMemoryMesh(services: [service])
        var configuration = ClientConfiguration()
        configuration.windowBytes = 100_000
        let client = mesh.makeClient(configuration: configuration)
        let stream = try await client.serverStreaming(
            EchoService.stream,
            MeshV1.Pair(value: Array(repeating: 7, count: 10_000))
        )
        var iterator = stream.makeAsyncIterator()
        _ = try await iterator.next()
        // A call on the same connection comes back behind all that the writer could send.
        _ = try await client.unary(EchoService.echo, MeshV1.Pair())
        #expect(written.value == 10)
        var count = 1
        while try await iterator.next() != nil { count += 1 }
        #expect(count == 100)
        await client.close()
    }

    @Test func writersOfOneStreamMayBeSeveral() async throws {
        let service = EchoService(onStream: { request, responses, _ in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<10 {
                    group.addTask { for _ in 0..<20 { try await responses.write(request) } }
                }
                try await group.waitForAll()
            }
        })
        let mesh = InMemoryMesh(services: [service])
        let client = mesh.makeClient()
        let stream = try await client.serverStreaming(
            EchoService.stream,
            MeshV1.Pair(value: Array(repeating: 7, count: 5000))
        )
        var count = 0
        for try await _ in stream { count += 1 }
        #expect(count == 200)
        await client.close()
    }
}
