import NIOCore

/// The side of a connection that both ends share: bytes collected for one flush a batch, and the timers.
final class ConnectionOutput {
    let executor: EventLoopExecutor
    private(set) var context: ChannelHandlerContext?
    private var buffer = ByteBuffer()
    private var isFlushScheduled = false
    private var unflushedFrameCount = 0
    private(set) var timers: ConnectionTimers
    /// Gets all bytes of the connection, where it is wanted.
    private var wireLog: (log: WireLog, connectionID: UInt64)?
    private(set) var bytesIn: UInt64 = 0
    private(set) var bytesOut: UInt64 = 0

    /// A buffer that a large message has grown is given back above this.
    private static let keptCapacityMax = 256 * 1024

    /// A batch is flushed before its end when it is this long. The other end then begins to work while this one still
    /// does; with whole batches alone the two would take turns, each idle half of the time.
    private static let framesPerFlushMax = 24

    init(executor: EventLoopExecutor, timeouts: ConnectionTimeouts) {
        self.executor = executor
        timers = ConnectionTimers(timeouts: timeouts, now: executor.now)
    }

    var isWritable: Bool { context?.channel.isWritable ?? false }

    func attach(to context: ChannelHandlerContext) {
        self.context = context
    }

    func detach() {
        context = nil
        buffer = ByteBuffer()
    }

    /// Adds frames to the batch. What a throwing body has added is taken back.
    func write<Failure: Error>(_ body: (inout ByteBuffer) throws(Failure) -> Void) throws(Failure) {
        let start = buffer.writerIndex
        do {
            try body(&buffer)
        } catch {
            buffer.moveWriterIndex(to: start)
            throw error
        }
        unflushedFrameCount += 1
        if unflushedFrameCount >= Self.framesPerFlushMax { return flushWatched() }
        guard !isFlushScheduled else { return }
        isFlushScheduled = true
        executor.needsFlush(self)
    }

    func handshakeCompleted() {
        timers.handshakeCompleted()
    }

    func attach(_ log: WireLog, connectionID: UInt64) {
        wireLog = (log, connectionID)
    }

    func logRead(_ bytes: ByteBuffer) {
        if let wireLog { wireLog.log.record(bytes, connectionID: wireLog.connectionID, isSent: false) }
    }

    func noteRead(byteCount: Int, completedFrame: Bool, isInsideFrame: Bool) {
        bytesIn += UInt64(byteCount)
        timers.bytesRead(now: executor.now, completedFrame: completedFrame, isInsideFrame: isInsideFrame)
    }

    /// What the timers ask for; a PING is written here.
    func tick(hasOpenCalls: Bool) -> ConnectionTimeout? {
        switch timers.tick(now: executor.now, hasOpenCalls: hasOpenCalls) {
        case .nothing:
            return nil
        case .sendPing:
            write { $0.writePing(executor.now.uptimeNanoseconds) }
            return nil
        case .close(let timeout):
            return timeout
        }
    }

    /// Flushes what there is and closes the channel behind it, without waiting long for a peer that does not read.
    func finish() {
        guard let context else { return }
        let loopBound = NIOLoopBound(context, eventLoop: context.eventLoop)
        let written = context.eventLoop.makePromise(of: Void.self)
        written.futureResult.whenComplete { _ in loopBound.value.close(promise: nil) }
        context.eventLoop.scheduleTask(in: ConnectionTimeouts.tick) { loopBound.value.close(promise: nil) }
        flush(promise: written)
    }

    private func flush(promise: EventLoopPromise<Void>?) {
        guard let context else {
            promise?.succeed()
            return
        }
        unflushedFrameCount = 0
        bytesOut += UInt64(buffer.readableBytes)
        if let wireLog { wireLog.log.record(buffer, connectionID: wireLog.connectionID, isSent: true) }
        context.writeAndFlush(NIOAny(buffer), promise: promise)
        // The channel has let go of a buffer that it could write at once, and then its memory is used again.
        if buffer.capacity > Self.keptCapacityMax {
            buffer = ByteBuffer()
        } else {
            buffer.clear()
        }
    }
}

extension ConnectionOutput: BatchedOutput {
    func flushBatch() {
        isFlushScheduled = false
        if buffer.readableBytes > 0 { flushWatched() }
    }

    /// Flushes, with an eye on one write at a time: when it does not complete, nothing behind it does.
    private func flushWatched() {
        guard let context, !timers.isWatchingWrite else { return flush(promise: nil) }
        timers.writeStarted(now: executor.now)
        let loopBound = NIOLoopBound(self, eventLoop: context.eventLoop)
        let written = context.eventLoop.makePromise(of: Void.self)
        written.futureResult.whenComplete { _ in loopBound.value.timers.writeCompleted() }
        flush(promise: written)
    }
}
