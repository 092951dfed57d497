import NIOCore

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// A connection whose client end is the test: it sends any bytes, and sees what comes back.
public final class RawConnection: Sendable {
    private let channel: any Channel
    private let recorder: NIOLoopBound<Recorder>

    init(channel: any Channel, recorder: NIOLoopBound<Recorder>) {
        self.channel = channel
        self.recorder = recorder
    }

    /// Sends bytes as they are.
    public func send(_ bytes: [UInt8]) async throws {
        try await channel.writeAndFlush(ByteBuffer(bytes: bytes))
    }

    /// Waits until the server has sent so many bytes in all, and returns all that it has sent.
    public func received(atLeast byteCount: Int) async throws -> [UInt8] {
        let recorder = recorder
        return try await channel.eventLoop.flatSubmit { recorder.value.wait(for: byteCount) }.get()
    }

    /// Waits until the server has closed the connection, and returns all that it has sent.
    public func receivedUntilClose() async throws -> [UInt8] {
        try await channel.closeFuture.get()
        return try await received(atLeast: 0)
    }

    /// Closes so that the server gets a reset in place of an end; only of a real socket.
    public func reset() async {
        if let socket = channel as? any SocketOptionProvider {
            try? await socket.setSoLinger(linger(l_onoff: 1, l_linger: 0)).get()
        }
        await close()
    }

    public func close() async {
        // Closing fails only when the server was faster.
        try? await channel.close()
    }
}

/// Collects what a raw connection receives.
final class Recorder: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private var bytes: [UInt8] = []
    private var waiting: [(byteCount: Int, promise: EventLoopPromise<[UInt8]>)] = []
    private let eventLoop: any EventLoop

    init(eventLoop: any EventLoop) {
        self.eventLoop = eventLoop
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        bytes += unwrapInboundIn(data).readableBytesView
        for waiter in waiting where waiter.byteCount <= bytes.count { waiter.promise.succeed(bytes) }
        waiting.removeAll { $0.byteCount <= bytes.count }
    }

    func channelInactive(context: ChannelHandlerContext) {
        for waiter in waiting { waiter.promise.fail(ChannelError.eof) }
        waiting = []
    }

    func wait(for byteCount: Int) -> EventLoopFuture<[UInt8]> {
        let promise = eventLoop.makePromise(of: [UInt8].self)
        if byteCount <= bytes.count {
            promise.succeed(bytes)
        } else {
            waiting.append((byteCount, promise))
        }
        return promise.futureResult
    }
}
