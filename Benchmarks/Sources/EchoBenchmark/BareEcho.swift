import BenchmarkEnds
import NIOCore
import NIOPosix

/// The yardstick: frames of a 4-byte length and a payload over one NIO handler, echoed and counted, one flush a batch.
/// Nothing is decoded and nobody waits in a task, so this is about what the sockets and the event loop cost.
struct BareEcho: EndProgram {
    func serve() async throws -> Int {
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup(numberOfThreads: 1))
            .serverChannelOption(.backlog, value: 4096)
            .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture { try channel.pipeline.syncOperations.addHandler(Echo()) }
            }
            .bind(host: "127.0.0.1", port: 0)
            .get()
        return channel.localAddress?.port ?? 0
    }

    func measure(_ plan: CallPlan) async throws -> Timing {
        guard plan.kind == .unary else { throw BenchmarkError.badArgument(plan.kind.rawValue) }
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let finished = group.next().makePromise(of: Timing.self)
        let channel = try await bootstrap(plan, finished, group).connect(host: "127.0.0.1", port: plan.port).get()
        let measurement = try await finished.futureResult.get()
        try await channel.close()
        return measurement
    }

    private func bootstrap(
        _ plan: CallPlan,
        _ finished: EventLoopPromise<Timing>,
        _ group: MultiThreadedEventLoopGroup
    ) -> ClientBootstrap {
        ClientBootstrap(group: group)
            .channelOption(.tcpOption(.tcp_nodelay), value: 1)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(Caller(plan: plan, finished: finished))
                }
            }
    }

    /// Connections alone: there are no calls here.
    func hold(_ plan: CallPlan) async throws {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        for _ in 0..<plan.count {
            _ = try await ClientBootstrap(group: group).connect(host: "127.0.0.1", port: plan.port).get()
        }
        try await Task.sleep(for: .seconds(1))
    }
}

/// Cuts what is read into frames and collects what is to be written.
private struct FrameBuffer {
    private var input = ByteBuffer()
    private(set) var output = ByteBuffer()

    mutating func append(_ bytes: ByteBuffer) {
        if input.readableBytes == 0 {
            input = bytes
        } else {
            input.discardReadBytes()
            input.writeImmutableBuffer(bytes)
        }
    }

    mutating func nextFrame() -> ByteBuffer? {
        input.readLengthPrefixedSlice(as: UInt32.self)
    }

    mutating func write(_ payload: ByteBuffer) {
        output.writeInteger(UInt32(payload.readableBytes))
        output.writeImmutableBuffer(payload)
    }

    mutating func flush(_ context: ChannelHandlerContext) {
        guard output.readableBytes > 0 else { return }
        context.writeAndFlush(NIOAny(output), promise: nil)
        output.clear()
    }
}

private final class Echo: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private var frames = FrameBuffer()

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        frames.append(unwrapInboundIn(data))
        while let payload = frames.nextFrame() { frames.write(payload) }
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        frames.flush(context)
    }
}

private final class Caller: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let plan: CallPlan
    private let finished: EventLoopPromise<Timing>
    private let payload: ByteBuffer
    private var frames = FrameBuffer()
    /// When each call that is not answered yet was sent; answers come in order.
    private var sent = CircularBuffer<UInt64>()
    private var latencies: [UInt64] = []
    private var start: ClockReading?
    private var startTime: UInt64 = .max
    private var endTime: UInt64 = .max

    init(plan: CallPlan, finished: EventLoopPromise<Timing>) {
        self.plan = plan
        self.finished = finished
        payload = ByteBuffer(repeating: 120, count: plan.byteCount)
    }

    func channelActive(context: ChannelHandlerContext) {
        startTime = plan.count > 0 ? 0 : ClockReading.now + UInt64(plan.seconds / 4 * 1e9)
        for _ in 0..<plan.outstanding { send(now: ClockReading.now) }
        frames.flush(context)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        frames.append(unwrapInboundIn(data))
        while frames.nextFrame() != nil {
            let now = ClockReading.now
            let latency = now - sent.removeFirst()
            if start != nil { latencies.append(latency) }
            if now >= endTime || plan.count > 0 && latencies.count >= plan.count { return finish() }
            if start == nil, now >= startTime { begin(now: now) }
            send(now: now)
        }
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        frames.flush(context)
    }

    private func send(now: UInt64) {
        sent.append(now)
        frames.write(payload)
    }

    private func begin(now: UInt64) {
        endTime = plan.count > 0 ? .max : now + UInt64(plan.seconds * 1e9)
        do {
            start = try ClockReading(serverProcessID: plan.serverProcessID)
        } catch {
            finished.fail(error)
        }
    }

    private func finish() {
        guard let start else { return }
        self.start = nil
        (startTime, endTime) = (.max, .max)
        finished.completeWith(
            Result {
                let end = try ClockReading(serverProcessID: plan.serverProcessID)
                return Timing(from: start, to: end, latencies: latencies)
            }
        )
    }
}
