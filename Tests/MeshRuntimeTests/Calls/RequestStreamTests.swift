import MeshContracts
import MeshTestKit
import Testing

@testable import MeshRuntime

@Suite(.timeLimit(.minutes(1))) struct RequestStreamTests {
    static let tenKilobytes: [UInt8] = Array(repeating: 7, count: 10_000)

    @Test(arguments: [ByteSlicing.whole, .pieces(1), .pieces(1000)])
    func requestsArriveInOrderAndAreAnsweredOnce(slicing: ByteSlicing) async throws {
        let service = EchoService(onUpload: { requests, _ in
            var keys: [String] = []
            for try await request in requests { keys.append(request.key) }
            return MeshV1.Pair(key: keys.joined(separator: ","))
        })
        let mesh = InMemoryMesh(services: [service], slicing: slicing)
        let client = mesh.makeClient()
        let reply = try await client.clientStreaming(EchoService.upload) { requests in
            for index in 0..<100 { try await requests.write(MeshV1.Pair(key: "\(index)")) }
        }
        #expect(reply.key == (0..<100).map { "\($0)" }.joined(separator: ","))
        await client.close()
    }

    @Test func noRequestAtAllIsAStreamToo() async throws {
        let mesh = InMemoryMesh(services: [EchoService()])
        let client = mesh.makeClient()
        #expect(try await client.clientStreaming(EchoService.upload) { _ in } == MeshV1.Pair())
        let count = try await client.bidirectionalStreaming(EchoService.chat) { requests, responses in
            requests.finish()
            return try await responses.reduce(0) { count, _ in count + 1 }
        }
        #expect(count == 0)
        await client.close()
    }

    @Test(arguments: [ByteSlicing.whole, .pieces(7)])
    func bothDirectionsTakeTurns(slicing: ByteSlicing) async throws {
        let mesh = InMemoryMesh(services: [EchoService()], slicing: slicing)
        let client = mesh.makeClient()
        try await client.bidirectionalStreaming(EchoService.chat) { requests, responses in
            var iterator = responses.makeAsyncIterator()
            for index in 0..<50 {
                try await requests.write(MeshV1.Pair(key: "\(index)"))
                #expect(try await iterator.next()?.key == "\(index)")
            }
            requests.finish()
            #expect(try await iterator.next() == nil)
        }
        await client.close()
    }

    /// 3 MB each way through windows of 256 KiB, with nobody waiting for the other.
    @Test func bothDirectionsFlowAtATime() async throws {
        let mesh = InMemoryMesh(services: [EchoService()])
        let client = mesh.makeClient()
        let count = try await client.bidirectionalStreaming(EchoService.chat) { requests, responses in
            async let sent: Void = {
                for _ in 0..<300 { try await requests.write(MeshV1.Pair(value: Self.tenKilobytes)) }
                requests.finish()
            }()
            let count = try await responses.reduce(0) { count, _ in count + 1 }
            try await sent
            return count
        }
        #expect(count == 300)
        await client.close()
    }

    /// Messages of 10 kB and a window of 100 kB: the eleventh waits until the handler reads.
    @Test func slowHandlerSlowsItsClient() async throws {
        let (mayRead, written) = (Signal(), Counter())
        let service = EchoService(onUpload: { requests, _ in
            await mayRead.wait()
            return MeshV1.Pair(key: "\(try await requests.reduce(0) { count, _ in count + 1 })")
        })
        var configuration = ServerConfiguration()
        configuration.windowBytes = 100_000
        let mesh = InMemoryMesh(services: [service], configuration: configuration)
        let client = mesh.makeClient()
        let reply = try await client.clientStreaming(EchoService.upload) { requests in
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    for _ in 0..<100 {
                        try await requests.write(MeshV1.Pair(value: Self.tenKilobytes))
                        written.increment()
                    }
                }
                while written.value < 10 { _ = try await client.unary(EchoService.echo, MeshV1.Pair()) }
                _ = try await client.unary(EchoService.echo, MeshV1.Pair())
                #expect(written.value == 10)
                mayRead.fire()
                try await group.waitForAll()
            }
        }
        #expect(reply.key == "100")
        await client.close()
    }

    @Test func handlerMayAnswerBeforeItHasReadAll() async throws {
        let service = EchoService(onUpload: { requests, _ in
            var iterator = requests.makeAsyncIterator()
            return try await iterator.next() ?? MeshV1.Pair()
        })
        let mesh = InMemoryMesh(services: [service])
        let client = mesh.makeClient()
        let reply = try await client.clientStreaming(EchoService.upload) { requests in
            while true { try await requests.write(MeshV1.Pair(key: "first", value: Self.tenKilobytes)) }
        }
        #expect(reply.key == "first")
        #expect(try await client.unary(EchoService.echo, MeshV1.Pair(key: "next")).key == "next")
        await client.close()
    }

    @Test func handlersErrorEndsTheWriter() async throws {
        let service = EchoService(
            onUpload: { _, _ in throw CallError(.failedPrecondition, "closed for today") },
            onChat: { _, _, _ in throw CallError(.failedPrecondition, "closed for today") }
        )
        let mesh = InMemoryMesh(services: [service])
        let client = mesh.makeClient()
        await #expect(throws: CallError(.failedPrecondition, "closed for today")) {
            try await client.clientStreaming(EchoService.upload) { requests in
                while true { try await requests.write(MeshV1.Pair(value: Self.tenKilobytes)) }
            }
        }
        await #expect(throws: CallError(.failedPrecondition, "closed for today")) {
            try await client.bidirectionalStreaming(EchoService.chat) { requests, _ in
                while true { try await requests.write(MeshV1.Pair(value: Self.tenKilobytes)) }
            }
        }
        await client.close()
    }

    @Test func bodysErrorIsItsOwnAndCancelsTheCall() async throws {
        struct OutOfPaper: Error {}
        let cancelled = Signal()
        let service = EchoService(onUpload: { requests, _ in
            await #expect(throws: CallError.self) { for try await _ in requests {} }
            cancelled.fire()
            return MeshV1.Pair()
        })
        let mesh = InMemoryMesh(services: [service])
        let client = mesh.makeClient()
        await #expect(throws: OutOfPaper.self) {
            try await client.clientStreaming(EchoService.upload) { requests in
                try await requests.write(MeshV1.Pair())
                throw OutOfPaper()
            }
        }
        await cancelled.wait()
        await client.close()
    }

    @Test func bodyThatReturnsEarlyCancelsTheCall() async throws {
        let cancelled = Signal()
        let service = EchoService(onChat: { requests, responses, _ in
            try await responses.write(MeshV1.Pair())
            await #expect(throws: CallError.self) { for try await _ in requests {} }
            cancelled.fire()
        })
        let mesh = InMemoryMesh(services: [service])
        let client = mesh.makeClient()
        try await client.bidirectionalStreaming(EchoService.chat) { _, responses in
            var iterator = responses.makeAsyncIterator()
            _ = try await iterator.next()
        }
        await cancelled.wait()
        await client.close()
    }

    @Test func deadlineEndsBothEnds() async throws {
        let ended = Signal()
        let service = EchoService(onUpload: { requests, _ in
            defer { ended.fire() }
            return try await requests.reduce(MeshV1.Pair()) { $1 }
        })
        let mesh = InMemoryMesh(services: [service])
        let client = mesh.makeClient()
        let isOpen = Signal()
        let outcome = Task {
            try await client.clientStreaming(
                EchoService.upload,
                options: CallOptions(timeout: .seconds(1))
            ) { requests in
                try await requests.write(MeshV1.Pair())
                isOpen.fire()
                await ended.wait()
            }
        }
        await isOpen.wait()
        await mesh.advance(by: .seconds(1))
        let error = await #expect(throws: CallError.self) { try await outcome.value }
        #expect(error?.code == .deadlineExceeded)
        await ended.wait()
        await client.close()
    }

    @Test func oversizedRequestFailsItsCallAndTheConnectionLives() async throws {
        var configuration = ServerConfiguration()
        configuration.methodMessageBytesMax = ["test.Echo/Upload": 1000]
        let mesh = InMemoryMesh(services: [EchoService()], configuration: configuration)
        let client = mesh.makeClient()
        let error = await #expect(throws: CallError.self) {
            try await client.clientStreaming(EchoService.upload) { requests in
                try await requests.write(MeshV1.Pair())
                try await requests.write(MeshV1.Pair(value: Self.tenKilobytes))
            }
        }
        #expect(error?.code == .resourceExhausted)
        #expect(try await client.unary(EchoService.echo, MeshV1.Pair(key: "next")).key == "next")
        await client.close()
    }

    @Test func undecodableRequestFailsItsCall() async throws {
        let mesh = InMemoryMesh(services: [EchoService()])
        let connection = try await mesh.connectRaw()
        try await connection.send(
            TestFrames.hello
                + TestFrames.openCall(1, TestFrames.callHead("test.Echo/Upload"))
                + TestFrames.raw(.data, [.message, .end], callID: 1, payload: [0xFF, 0xFF])
        )
        let reply = try await connection.frames { $0.type == .reply }[0]
        #expect(try StatusHead(decoding: reply.head).code == 13)
        await connection.close()
    }
}
