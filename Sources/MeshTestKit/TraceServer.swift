import Logging
public import MeshRuntime
import NIOCore
import NIOEmbedded

/// A server that is fed whole conversations of bytes, one after the other and without a thread or a socket, so that
/// millions of them take minutes. The code between the bytes and the handlers is that of a real one.
///
/// To be used by one thread, without suspending between its calls.
public final class TraceServer {
    private let eventLoop = EmbeddedEventLoop()
    private let core: ServerCore

    public init(services: [any MeshService]) {
        core = ServerCore(
            services: services,
            configuration: ServerConfiguration(),
            interceptors: [],
            health: HealthRegistry(),
            clients: [],
            logger: Logger(label: "traces", factory: { _ in SwiftLogNoOpLogHandler() }),
            metrics: MeshMetrics()
        )
    }

    deinit {
        EventLoopExecutor.forget(eventLoop)
    }

    /// Sends a trace over a connection of its own, and lets a second of the server's time pass. Returns how many bytes
    /// the server answered, and whether it has closed the connection.
    public func run(_ trace: [UInt8]) throws -> (answered: Int, isClosed: Bool) {
        let channel = EmbeddedChannel(loop: eventLoop)
        try core.accept(channel)
        channel.connect(to: try SocketAddress(ipAddress: "127.0.0.1", port: 1), promise: nil)
        channel.pipeline.fireChannelRead(ByteBuffer(bytes: trace))
        channel.pipeline.fireChannelReadComplete()
        eventLoop.run()
        var answered = 0
        while let bytes = try channel.readOutbound(as: ByteBuffer.self) { answered += bytes.readableBytes }
        let isClosed = !channel.isActive
        channel.close(promise: nil)
        // What a closed connection leaves behind goes with its next tick.
        eventLoop.advanceTime(by: .seconds(2))
        return (answered, isClosed)
    }
}
