/// A Swift value of a protobuf message type.
///
/// C structs exist only inside one synchronous conversion; what crosses functions and tasks is the value. The
/// requirements after `protobufName` are written by protoc-gen-xiaoer and called by this module.
/// Unknown fields are dropped.
public protocol ProtobufMessage: Sendable, Hashable {
    init()

    /// Full name of the type, "xiaoer.orders.v1.Order".
    static var protobufName: String { get }

    /// Parses into a C struct whose memory, and all that it points to, comes from `allocator`, which points to a
    /// `ProtobufCAllocator`; nil if malformed.
    static func unpack(_ bytes: UnsafeRawBufferPointer, allocator: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer?

    /// Copies out of this type's C struct, which was unpacked by a `ProtobufArena`.
    init(unpacked message: UnsafeRawPointer) throws(ProtobufError)

    /// Builds this type's C struct in `arena`, which must outlive it.
    func pack(in arena: inout ProtobufArena) throws(ProtobufError) -> UnsafeMutableRawPointer
}

/// An open protobuf enum: numbers without a name are kept.
public protocol ProtobufEnum: RawRepresentable, Hashable, Sendable, CaseIterable where RawValue == Int32 {
    init(rawValue: Int32)
}

extension ProtobufMessage {
    /// Decodes one message.
    public init(protobuf bytes: UnsafeRawBufferPointer) throws(ProtobufError) {
        // Without bytes every field has its default.
        guard bytes.count > 0 else {
            self.init()
            return
        }
        var arena = ProtobufArena(unpackingByteCount: bytes.count)
        let unpacked = arena.withAllocator { allocator in Self.unpack(bytes, allocator: allocator) }
        guard let unpacked else {
            if arena.isExhausted {
                throw .unpackedTooLarge(message: Self.protobufName, bytesMax: ProtobufLimits.unpackedBytesMax)
            }
            throw .malformed(message: Self.protobufName, byteCount: bytes.count)
        }
        try self.init(unpacked: UnsafeRawPointer(unpacked))
    }

    /// Lends the message in the form that knows its encoded size, so that a caller can make room and encode in place.
    public func withPackedMessage<R>(_ body: (borrowing PackedMessage) throws -> R) throws -> R {
        var arena = ProtobufArena()
        let message = try pack(in: &arena)
        let result = try body(PackedMessage(message: message))
        // The C struct lives in the arena until here.
        extendLifetime(arena)
        return result
    }

    /// Decodes one message from an array.
    public init(serializedBytes: [UInt8]) throws(ProtobufError) {
        let result = serializedBytes.withUnsafeBytes { bytes in
            Result { () throws(ProtobufError) in try Self(protobuf: bytes) }
        }
        self = try result.get()
    }

    /// The encoded message as an array.
    public func serializedBytes() throws -> [UInt8] {
        try withPackedMessage { message in
            [UInt8](unsafeUninitializedCapacity: message.size) { buffer, count in
                count = message.pack(into: UnsafeMutableRawBufferPointer(buffer))
            }
        }
    }
}
