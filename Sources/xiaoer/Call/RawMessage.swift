import CContracts
import CProtobufC
import ProtobufC

/// The bytes of a message whose type only the server knows, so that any method can be called without generated code.
///
/// To libprotobuf-c it is a message without fields, all of whose contents are unknown fields, which it keeps.
struct RawMessage: ProtobufMessage {
    private(set) var bytes: [UInt8] = []

    static let protobufName = "(any)"

    init() {}

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    static func unpack(
        _ bytes: UnsafeRawBufferPointer,
        allocator: UnsafeMutableRawPointer
    ) -> UnsafeMutableRawPointer? {
        let start = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
        let allocator = allocator.assumingMemoryBound(to: ProtobufCAllocator.self)
        return UnsafeMutableRawPointer(mesh__v1__get_descriptors_request__unpack(allocator, bytes.count, start))
    }

    init(unpacked message: UnsafeRawPointer) throws(ProtobufError) {
        let message = message.assumingMemoryBound(to: ProtobufCMessage.self)
        bytes = [UInt8](unsafeUninitializedCapacity: protobuf_c_message_get_packed_size(message)) { buffer, count in
            count = buffer.baseAddress.map { protobuf_c_message_pack(message, $0) } ?? 0
        }
    }

    func pack(in arena: inout ProtobufArena) throws(ProtobufError) -> UnsafeMutableRawPointer {
        let packed = arena.structure(Mesh__V1__GetDescriptorsRequest.self)
        mesh__v1__get_descriptors_request__init(packed)
        guard !bytes.isEmpty else { return UnsafeMutableRawPointer(packed) }
        guard let parsed = mesh__v1__get_descriptors_request__unpack(nil, bytes.count, bytes) else {
            throw .malformed(message: Self.protobufName, byteCount: bytes.count)
        }
        defer { mesh__v1__get_descriptors_request__free_unpacked(parsed, nil) }
        let count = Int(parsed.pointee.base.n_unknown_fields)
        let fields = arena.allocate(byteCount: count * MemoryLayout<ProtobufCMessageUnknownField>.stride)
            .bindMemory(to: ProtobufCMessageUnknownField.self, capacity: count)
        for index in 0..<count {
            var field = parsed.pointee.base.unknown_fields[index]
            let copy = arena.bytes(Array(UnsafeBufferPointer(start: field.data, count: field.len)))
            field.data = copy.data
            fields[index] = field
        }
        packed.pointee.base.n_unknown_fields = parsed.pointee.base.n_unknown_fields
        packed.pointee.base.unknown_fields = fields
        return UnsafeMutableRawPointer(packed)
    }
}
