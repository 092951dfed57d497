import CProtobufC

/// A message ready to be written, valid only inside `withPackedMessage`; it cannot be copied out of it.
public struct PackedMessage: ~Copyable {
    /// Encoded size in bytes.
    public let size: Int
    private let message: UnsafePointer<ProtobufCMessage>

    init(message: UnsafeMutableRawPointer) {
        let base = UnsafePointer(message.assumingMemoryBound(to: ProtobufCMessage.self))
        self.message = base
        self.size = protobuf_c_message_get_packed_size(base)
    }

    /// Writes the encoded message at the start of `buffer` and returns the number of bytes written, which is `size`.
    @discardableResult
    public borrowing func pack(into buffer: UnsafeMutableRawBufferPointer) -> Int {
        precondition(buffer.count >= size, "a buffer of \(buffer.count) bytes cannot hold a message of \(size)")
        guard size > 0, let start = buffer.baseAddress else { return 0 }
        return protobuf_c_message_pack(message, start.assumingMemoryBound(to: UInt8.self))
    }
}
