public import Logging
public import MeshRuntime
import NIOCore
import NIOEmbedded

/// A server and clients of it in one process, on one event loop without sockets, with a clock that moves only when it
/// is told to. The code between the two ends is that of real connections.
public final class InMemoryMesh: Sendable {
    private let eventLoop: NIOAsyncTestingEventLoop
    private let core: ServerCore
    private let transport: InMemoryTransport
    private let logger: Logger

    public init(
        services: [any MeshService],
        configuration: ServerConfiguration = ServerConfiguration(),
        interceptors: [any ServerInterceptor] = [],
        health: HealthRegistry = HealthRegistry(),
        slicing: ByteSlicing = .whole,
        logger: Logger = Logger(label: "in-memory", factory: { _ in SwiftLogNoOpLogHandler() }),
        metrics: MeshMetrics = MeshMetrics()
    ) {
        eventLoop = NIOAsyncTestingEventLoop()
        core = ServerCore(
            services: services,
            configuration: configuration,
            interceptors: interceptors,
            health: health,
            clients: [],
            logger: logger,
            metrics: metrics
        )
        transport = InMemoryTransport(eventLoop: eventLoop, core: core, slicing: slicing)
        self.logger = logger
    }

    deinit {
        EventLoopExecutor.forget(eventLoop)
    }

    /// A new client of the server, to be closed by the caller. Several endpoints are several connections to it.
    public func makeClient(
        configuration: ClientConfiguration = ClientConfiguration(),
        interceptors: [any ClientInterceptor] = [],
        endpointCount: Int = 1
    ) -> MeshClient {
        MeshClient(
            target: .endpoints((1...endpointCount).map { "in-memory:\($0)" }),
            configuration: configuration,
            interceptors: interceptors,
            transport: transport,
            logger: logger,
            metrics: MeshMetrics()
        )
    }

    /// A new connection to the server on which the test is the client.
    public func connectRaw() async throws -> RawConnection {
        let eventLoop = eventLoop
        let address = try EndpointAddress("in-memory:1")
        let recorder = try await eventLoop.submit {
            NIOLoopBound(Recorder(eventLoop: eventLoop), eventLoop: eventLoop)
        }.get()
        let channel = try await transport.connect(to: address, on: eventLoop, timeout: .seconds(1)) { channel in
            try channel.pipeline.syncOperations.addHandler(recorder.value)
        }.get()
        return RawConnection(channel: channel, recorder: recorder)
    }

    /// Moves the clock, and does all that falls due.
    public func advance(by duration: Duration) async {
        await eventLoop.advanceTime(by: TimeAmount(duration))
    }

    /// Drains the server as on graceful shutdown.
    public func drain() async {
        await core.drain()
    }

    public var isDraining: Bool { core.isDraining }

    /// Cancels what runs and closes all connections.
    public func stop() async {
        await core.closeAll()
    }
}
