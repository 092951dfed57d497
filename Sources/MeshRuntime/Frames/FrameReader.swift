import NIOCore

/// Collects what has been read until it is whole frames.
struct FrameReader {
    private var decoder: FrameDecoder
    private var buffer = ByteBuffer()

    init(limits: FrameLimits) {
        decoder = FrameDecoder(limits: limits)
    }

    var isInsideFrame: Bool { decoder.isInsideFrame(unprocessedByteCount: buffer.readableBytes) }

    mutating func append(_ bytes: ByteBuffer) {
        guard buffer.readableBytes > 0 else {
            buffer = bytes
            return
        }
        // Without this, a connection that always ends inside a frame would grow its buffer for ever.
        buffer.discardReadBytes()
        buffer.writeImmutableBuffer(bytes)
    }

    mutating func next() throws(MalformedFrame) -> FrameDecoder.Event? {
        try decoder.decodeFrame(from: &buffer)
    }
}
