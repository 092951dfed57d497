import NIOCore
import ProtobufC

// Writes whole frames behind what a batch has written already.
extension ByteBuffer {
    mutating func writeHello(_ hello: HelloHead) {
        writeFrame(.hello, callID: FrameHeader.magic) { hello.encode(into: &$0) }
    }

    /// Writes the CALL of a stream of requests, which all follow it.
    mutating func writeCall(callID: UInt32, head: (inout ByteBuffer) -> Void) throws {
        let start = writerIndex
        writeFrame(.call, callID: callID, head: head)
        try checkHead(from: start)
    }

    /// Writes that a call's requests are all sent.
    mutating func writeRequestsEnd(callID: UInt32) {
        writeFrame(.data, flags: .end, callID: callID) { _ in }
    }

    mutating func writeCancel(callID: UInt32) {
        writeFrame(.cancel, callID: callID) { _ in }
    }

    mutating func writeCredit(callID: UInt32, byteCount: UInt32) {
        writeHeader(.credit, headLength: 0, payloadLength: 4, callID: callID)
        writeInteger(byteCount)
    }

    mutating func writePing(_ opaque: UInt64, flags: FrameFlags = []) {
        writeHeader(.ping, flags: flags, headLength: 0, payloadLength: 8, callID: 0)
        writeInteger(opaque)
    }

    mutating func writeDrain(_ status: StatusHead) {
        writeFrame(.drain, callID: 0) { status.encode(into: &$0) }
    }

    mutating func writeDrainAcknowledgement() {
        writeFrame(.drain, flags: .acknowledgement, callID: 0) { _ in }
    }

    /// Writes a REPLY without a message: a failure, or the end of a stream when `status` is nil.
    mutating func writeReply(callID: UInt32, status: StatusHead?, flags: FrameFlags = []) {
        writeFrame(.reply, flags: flags.union(.end), callID: callID) { status?.encode(into: &$0) }
    }

    /// Writes a frame with a protobuf message as its payload; head and message are both written in place. Returns the
    /// frame's size in bytes. Leaves part of a frame behind when it throws.
    @discardableResult
    mutating func writeMessage(
        _ type: FrameType,
        flags: FrameFlags,
        callID: UInt32,
        message: some ProtobufMessage,
        frameLengthMax: Int,
        head: (inout ByteBuffer) -> Void = { _ in }
    ) throws -> Int {
        let start = writerIndex
        writeFrame(type, flags: flags.union(.message), callID: callID, head: head)
        let headEnd = writerIndex
        try checkHead(from: start)
        try message.withPackedMessage { packed in
            let length = headEnd - start - 4 + packed.size
            guard length <= frameLengthMax else { throw MessageTooLarge(byteCount: packed.size) }
            writeWithUnsafeMutableBytes(minimumWritableBytes: packed.size) { packed.pack(into: $0) }
            setInteger(UInt32(length), at: start)
        }
        return writerIndex - start
    }

    /// Throws if the head of the frame that was just written is too long.
    private func checkHead(from start: Int) throws {
        guard writerIndex - start - FrameHeader.byteCount <= FrameLimits.headBytesMax else {
            throw CallError(.resourceExhausted, "metadata of more than 16 KiB does not fit a frame's head")
        }
    }

    /// Writes a frame whose head a body writes, and which has no payload.
    private mutating func writeFrame(
        _ type: FrameType,
        flags: FrameFlags = [],
        callID: UInt32,
        head: (inout ByteBuffer) -> Void
    ) {
        let start = writerIndex
        writeHeader(type, flags: flags, headLength: 0, payloadLength: 0, callID: callID)
        head(&self)
        let headLength = writerIndex - start - FrameHeader.byteCount
        setInteger(UInt32(FrameHeader.countedByteCount + headLength), at: start)
        setInteger(UInt16(clamping: headLength), at: start + 6)
    }

    private mutating func writeHeader(
        _ type: FrameType,
        flags: FrameFlags = [],
        headLength: Int,
        payloadLength: Int,
        callID: UInt32
    ) {
        // One look at the room for the whole header; the buffer's writers look for each integer.
        writeWithUnsafeMutableBytes(minimumWritableBytes: FrameHeader.byteCount) { bytes in
            let length = UInt32(FrameHeader.countedByteCount + headLength + payloadLength)
            bytes.storeBytes(of: length.bigEndian, as: UInt32.self)
            bytes[4] = type.rawValue
            bytes[5] = flags.rawValue
            bytes.storeBytes(of: UInt16(headLength).bigEndian, toByteOffset: 6, as: UInt16.self)
            bytes.storeBytes(of: callID.bigEndian, toByteOffset: 8, as: UInt32.self)
            return FrameHeader.byteCount
        }
    }
}

/// A message that does not fit the frames that the peer takes.
struct MessageTooLarge: Error {
    var byteCount: Int
}

extension ByteBuffer {
    /// Fills in the call id of the frame that this buffer begins with.
    mutating func setCallID(_ callID: UInt32) {
        setInteger(callID, at: readerIndex + 8)
    }
}
