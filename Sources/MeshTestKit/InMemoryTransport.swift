import MeshRuntime
import NIOCore
import NIOEmbedded

/// Connects each client channel with a channel of its own at the server.
struct InMemoryTransport: ClientTransport {
    let testingLoop: NIOAsyncTestingEventLoop
    let core: ServerCore
    let slicing: ByteSlicing

    var eventLoop: any EventLoop { testingLoop }

    init(eventLoop: NIOAsyncTestingEventLoop, core: ServerCore, slicing: ByteSlicing) {
        testingLoop = eventLoop
        self.core = core
        self.slicing = slicing
    }

    func nextEventLoop() -> any EventLoop {
        testingLoop
    }

    func connect(
        to endpoint: EndpointAddress,
        on eventLoop: any EventLoop,
        timeout: TimeAmount,
        initialize: @escaping @Sendable (any Channel) throws -> Void
    ) -> EventLoopFuture<any Channel> {
        let (core, slicing, testingLoop) = (core, slicing, testingLoop)
        return testingLoop.flatSubmit {
            let client = NIOAsyncTestingChannel(loop: testingLoop)
            let server = NIOAsyncTestingChannel(loop: testingLoop)
            let (clientPipe, serverPipe) = (InMemoryPipe(slicing: slicing), InMemoryPipe(slicing: slicing))
            InMemoryPipe.join(clientPipe, serverPipe)
            do {
                try server.pipeline.syncOperations.addHandler(serverPipe)
                try core.accept(server)
                guard !serverPipe.isClosed else { return testingLoop.makeFailedFuture(ConnectionRefused()) }
                try client.pipeline.syncOperations.addHandler(clientPipe)
                try initialize(client)
                let address = try SocketAddress(ipAddress: "127.0.0.1", port: endpoint.port)
                let serverConnected = server.connect(to: address)
                return client.connect(to: address).and(serverConnected).map { _ in client }
            } catch {
                return testingLoop.makeFailedFuture(error)
            }
        }
    }
}

/// The in-memory server drains, or has too many connections.
struct ConnectionRefused: Error, CustomStringConvertible {
    var description: String { "connection refused" }
}
