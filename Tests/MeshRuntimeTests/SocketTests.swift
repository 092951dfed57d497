import Logging
import MeshContracts
import MeshRuntime
import NIOCore
import NIOPosix
import Testing

/// The same code over real sockets on the loopback address, with ports that the system chooses.
@Suite(.timeLimit(.minutes(1))) struct SocketTests {
    static let logger = Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })

    /// Patient, since all tests of the package may share the machine's cores with these.
    private func makeClient(_ addresses: SocketAddress...) -> MeshClient {
        var configuration = ClientConfiguration()
        configuration.defaultTimeout = .seconds(50)
        configuration.readyTimeout = .seconds(30)
        return MeshClient(
            target: .endpoints(addresses.map { "127.0.0.1:\($0.port ?? 0)" }),
            configuration: configuration,
            logger: Self.logger
        )
    }

    @Test func callsCrossInBothKinds() async throws {
        let service = EchoService(onStream: { request, responses, _ in
            for index in 0..<500 { try await responses.write(MeshV1.Pair(key: "\(index)", value: request.value)) }
        })
        let server = MeshServer(services: [service], logger: Self.logger)
        let client = makeClient(try await server.start())
        try await withThrowingTaskGroup(of: Void.self) { group in
            for index in 0..<200 {
                group.addTask {
                    let reply = try await client.unary(EchoService.echo, MeshV1.Pair(key: "\(index)"))
                    #expect(reply.key == "\(index)")
                }
            }
            group.addTask {
                let request = MeshV1.Pair(value: Array(repeating: 1, count: 5000))
                var count = 0
                for try await _ in try await client.serverStreaming(EchoService.stream, request) { count += 1 }
                #expect(count == 500)
            }
            try await group.waitForAll()
        }
        await client.close()
        await server.drain()
    }

    /// A rolling restart: the first server drains while both are called without a pause.
    @Test func drainOfOneOfTwoServersLosesNoCall() async throws {
        let first = MeshServer(services: [EchoService()], logger: Self.logger)
        let second = MeshServer(services: [EchoService()], logger: Self.logger)
        let client = makeClient(try await first.start(), try await second.start())
        try await withThrowingTaskGroup(of: Void.self) { group in
            for caller in 0..<20 {
                group.addTask {
                    for index in 0..<200 {
                        let reply = try await client.unary(EchoService.echo, MeshV1.Pair(key: "\(caller).\(index)"))
                        #expect(reply.key == "\(caller).\(index)")
                    }
                }
            }
            group.addTask {
                _ = try await client.unary(EchoService.echo, MeshV1.Pair())
                await first.drain()
            }
            try await group.waitForAll()
        }
        await client.close()
        await second.drain()
    }

    @Test func clientFindsAServerThatComesBack() async throws {
        let first = MeshServer(services: [EchoService()], logger: Self.logger)
        let address = try await first.start()
        let client = makeClient(address)
        _ = try await client.unary(EchoService.echo, MeshV1.Pair())
        await first.stop()
        let configuration = ServerConfiguration(port: address.port ?? 0)
        let second = MeshServer(services: [EchoService()], configuration: configuration, logger: Self.logger)
        try await second.start()
        #expect(try await answer(from: client, to: "again") == "again")
        await client.close()
        await second.stop()
    }

    /// A call written just as the old connection broke fails, since nobody knows whether it ran; the next one waits
    /// for the new connection, which comes with the back-off.
    private func answer(from client: MeshClient, to key: String) async throws -> String {
        for _ in 0..<10 {
            do {
                return try await client.unary(EchoService.echo, MeshV1.Pair(key: key)).key
            } catch let error as CallError where error.code == .unavailable {
                continue
            }
        }
        throw CallError(.unavailable, "ten calls in a row met no server")
    }

    @Test func addressWithoutAServerIsNamed() async throws {
        // A port that was just free, and is given back before the call.
        let server = MeshServer(services: [], logger: Self.logger)
        let address = try await server.start()
        await server.stop()
        let client = makeClient(address)
        let options = CallOptions(timeout: .milliseconds(300))
        let error = await #expect(throws: CallError.self) {
            try await client.unary(EchoService.echo, MeshV1.Pair(), options: options)
        }
        #expect(error?.code == .unavailable)
        #expect(error?.message.contains("127.0.0.1:\(address.port ?? 0)") == true)
        await client.close()
    }

    @Test func takenPortIsNamed() async throws {
        let first = MeshServer(services: [], logger: Self.logger)
        let port = try await first.start().port ?? 0
        let second = MeshServer(services: [], configuration: ServerConfiguration(port: port), logger: Self.logger)
        let error = await #expect(throws: MeshServerError.self) { try await second.start() }
        #expect(error?.description.contains("127.0.0.1:\(port)") == true)
        await first.stop()
    }

    /// A stranger's bytes close its connection in the middle of a read; the loop must go on with its tasks.
    @Test func malformedInputLeavesTheLoopRunning() async throws {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let server = MeshServer(services: [EchoService()], group: group, logger: Self.logger)
        let address = try await server.start()
        let stranger = try await ClientBootstrap(group: group).connect(to: address).get()
        // The write may lose against the close that its first bytes bring about.
        try? await stranger.writeAndFlush(ByteBuffer(string: "GET / HTTP/1.1\r\n\r\n"))
        try await stranger.closeFuture.get()
        let ranOnLoop = await withTaskExecutorPreference(EventLoopExecutor.shared(for: group.next())) {
            await Task.yield()
            return group.next().inEventLoop
        }
        #expect(ranOnLoop)
        await server.drain()
        try await group.shutdownGracefully()
    }

    @Test func blockingWorkLeavesTheEventLoop() async throws {
        let pool = BlockingPool(threadCount: 1)
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let loop = group.next()
        let service = EchoService(onEcho: { request, _ in
            #expect(loop.inEventLoop)
            let wasOnLoop = try await pool.run { loop.inEventLoop }
            #expect(!wasOnLoop)
            let preferredLoop = await withTaskExecutorPreference(pool) { loop.inEventLoop }
            #expect(!preferredLoop)
            #expect(loop.inEventLoop)
            return request
        })
        let server = MeshServer(services: [service], group: group, logger: Self.logger)
        let client = makeClient(try await server.start())
        _ = try await client.unary(EchoService.echo, MeshV1.Pair())
        await client.close()
        await server.drain()
        try await pool.shutdown()
        try await group.shutdownGracefully()
    }
}
