import MeshContracts
import MeshRuntime
import MeshTestKit
import Testing

@Suite(.timeLimit(.minutes(1))) struct UnaryCallTests {
    @Test(arguments: [ByteSlicing.whole, .pieces(1), .pieces(7)])
    func replyIsWhatTheHandlerReturned(slicing: ByteSlicing) async throws {
        let mesh = InMemoryMesh(services: [EchoService()], slicing: slicing)
        let client = mesh.makeClient()
        let reply = try await client.unary(EchoService.echo, MeshV1.Pair(key: "你好", value: [1, 2, 3]))
        #expect(reply == MeshV1.Pair(key: "你好", value: [1, 2, 3]))
        await client.close()
    }

    @Test func emptyMessageIsAMessage() async throws {
        let mesh = InMemoryMesh(services: [EchoService()])
        let client = mesh.makeClient()
        #expect(try await client.unary(EchoService.echo, MeshV1.Pair()) == MeshV1.Pair())
        await client.close()
    }

    @Test func messageOfTheGreatestSizePasses() async throws {
        let mesh = InMemoryMesh(services: [EchoService()])
        let client = mesh.makeClient()
        let request = MeshV1.Pair(key: "k", value: Array(repeating: 5, count: 4 * 1024 * 1024 - 100))
        #expect(try await client.unary(EchoService.echo, request) == request)
        await client.close()
    }

    @Test func manyCallsAtOnceEachGetTheirOwnReply() async throws {
        let mesh = InMemoryMesh(services: [EchoService()])
        let client = mesh.makeClient()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for index in 0..<1000 {
                group.addTask {
                    let reply = try await client.unary(EchoService.echo, MeshV1.Pair(key: "\(index)"))
                    #expect(reply.key == "\(index)")
                }
            }
            try await group.waitForAll()
        }
        await client.close()
    }

    @Test func thrownStatusArrivesWholly() async throws {
        let thrown = CallError(
            .failedPrecondition,
            "订单已发货",
            details: [StatusDetail(type: "a.B", value: [1])],
            pushback: .milliseconds(250),
            metadata: ["reason": "shipped"]
        )
        let mesh = InMemoryMesh(services: [EchoService(onEcho: { _, _ in throw thrown })])
        let client = mesh.makeClient()
        await #expect(throws: thrown) { try await client.unary(EchoService.echo, MeshV1.Pair()) }
        await client.close()
    }

    @Test func errorWithoutAStatusIsUnknownAndKeepsItsWordsAtHome() async throws {
        struct Secret: Error {}
        let mesh = InMemoryMesh(services: [EchoService(onEcho: { _, _ in throw Secret() })])
        let client = mesh.makeClient()
        await #expect(throws: CallError(.unknown, "test.Echo/Echo failed")) {
            try await client.unary(EchoService.echo, MeshV1.Pair())
        }
        await client.close()
    }

    @Test func methodThatNobodyServesIsUnimplemented() async throws {
        let mesh = InMemoryMesh(services: [])
        let client = mesh.makeClient()
        await #expect(throws: CallError(.unimplemented, "test.Echo/Echo is not served here")) {
            try await client.unary(EchoService.echo, MeshV1.Pair())
        }
        await client.close()
    }

    @Test func requestThatCannotBeEncodedFailsAlone() async throws {
        let mesh = InMemoryMesh(services: [EchoService()])
        let client = mesh.makeClient()
        let error = await #expect(throws: CallError.self) {
            try await client.unary(EchoService.echo, MeshV1.Pair(key: "a\0b"))
        }
        #expect(error?.code == .internalError)
        #expect(try await client.unary(EchoService.echo, MeshV1.Pair(key: "ab")).key == "ab")
        await client.close()
    }

    @Test func metadataKeyThatNoPeerTakesFailsTheCallAlone() async throws {
        let mesh = InMemoryMesh(services: [EchoService()])
        let client = mesh.makeClient()
        let error = await #expect(throws: CallError.self) {
            try await client.unary(
                EchoService.echo,
                MeshV1.Pair(),
                options: CallOptions(metadata: ["Tenant": "shop-1"])
            )
        }
        #expect(error?.code == .invalidArgument)
        #expect(try await client.unary(EchoService.echo, MeshV1.Pair(key: "k")).key == "k")
        await client.close()
    }

    @Test func requestAboveTheMethodsLimitFailsAndTheConnectionLives() async throws {
        var configuration = ServerConfiguration()
        configuration.methodMessageBytesMax = ["test.Echo/Echo": 1000]
        let mesh = InMemoryMesh(services: [EchoService()], configuration: configuration, slicing: .pieces(100))
        let client = mesh.makeClient()
        let error = await #expect(throws: CallError.self) {
            try await client.unary(EchoService.echo, MeshV1.Pair(value: Array(repeating: 0, count: 10_000)))
        }
        #expect(error?.code == .resourceExhausted)
        #expect(try await client.unary(EchoService.echo, MeshV1.Pair(key: "small")).key == "small")
        await client.close()
    }

    @Test func responseAboveTheClientsLimitFailsAndTheConnectionLives() async throws {
        let service = EchoService(onEcho: { request, _ in
            MeshV1.Pair(value: Array(repeating: 0, count: request.key == "large" ? 10_000 : 1))
        })
        let mesh = InMemoryMesh(services: [service])
        var configuration = ClientConfiguration()
        configuration.messageBytesMax = 1000
        let client = mesh.makeClient(configuration: configuration)
        let error = await #expect(throws: CallError.self) {
            try await client.unary(EchoService.echo, MeshV1.Pair(key: "large"))
        }
        #expect(error?.code == .resourceExhausted)
        #expect(try await client.unary(EchoService.echo, MeshV1.Pair()).value == [0])
        await client.close()
    }

    @Test func callOfAClosedClientIsUnavailable() async throws {
        let mesh = InMemoryMesh(services: [EchoService()])
        let client = mesh.makeClient()
        await client.close()
        await #expect(throws: CallError(.unavailable, "the client is closed")) {
            try await client.unary(EchoService.echo, MeshV1.Pair())
        }
    }
}
