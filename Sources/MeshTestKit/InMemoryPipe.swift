import NIOCore
import NIOEmbedded

/// Joins two testing channels: what one writes, the other reads, in a turn of the loop of its own, as it would be with
/// a socket between them.
final class InMemoryPipe: ChannelOutboundHandler, ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundIn = ByteBuffer

    /// How the bytes are cut before they are delivered.
    private let slicing: ByteSlicing
    private(set) var isClosed = false
    private var other: InMemoryPipe?
    private var context: ChannelHandlerContext?
    private var unflushed: [(ByteBuffer, EventLoopPromise<Void>?)] = []

    init(slicing: ByteSlicing) {
        self.slicing = slicing
    }

    static func join(_ first: InMemoryPipe, _ second: InMemoryPipe) {
        first.other = second
        second.other = first
    }

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        unflushed.append((unwrapOutboundIn(data), promise))
    }

    func flush(context: ChannelHandlerContext) {
        let writes = unflushed
        unflushed = []
        let other = NIOLoopBound(other, eventLoop: context.eventLoop)
        context.eventLoop.execute {
            for (bytes, promise) in writes {
                other.value?.deliver(bytes)
                promise?.succeed()
            }
        }
    }

    func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
        let other = NIOLoopBound(other, eventLoop: context.eventLoop)
        context.eventLoop.execute { other.value?.peerClosed() }
        self.other = nil
        isClosed = true
        context.close(mode: mode, promise: promise)
    }

    private func deliver(_ bytes: ByteBuffer) {
        guard let context else { return }
        for piece in slicing.pieces(of: bytes) { context.fireChannelRead(NIOAny(piece)) }
        context.fireChannelReadComplete()
    }

    private func peerClosed() {
        other = nil
        context?.close(promise: nil)
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        self.context = nil
    }
}

/// How an in-memory connection cuts the bytes that pass through it.
public enum ByteSlicing: Sendable {
    /// As they were written.
    case whole
    /// Pieces of so many bytes at most.
    case pieces(Int)

    func pieces(of bytes: ByteBuffer) -> [ByteBuffer] {
        guard case .pieces(let byteCount) = self else { return [bytes] }
        var rest = bytes
        var pieces: [ByteBuffer] = []
        while rest.readableBytes > 0 {
            pieces.append(rest.readSlice(length: min(byteCount, rest.readableBytes)) ?? ByteBuffer())
        }
        return pieces
    }
}
