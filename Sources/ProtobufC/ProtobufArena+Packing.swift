public import CProtobufC

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

// What generated `pack(in:)` methods use to fill C structs.
extension ProtobufArena {
    /// The text with a NUL at its end. Never shared with libprotobuf-c's default string, since an empty string that is
    /// the chosen member of a oneof must differ from an unset one.
    public mutating func string(_ text: String, field: String) throws(ProtobufError) -> UnsafeMutablePointer<CChar> {
        let count = text.utf8.count
        let memory = allocate(byteCount: count + 1)
        let copy = UnsafeMutableBufferPointer(start: memory.assumingMemoryBound(to: UInt8.self), count: count)
        _ = copy.initialize(from: text.utf8)
        memory.storeBytes(of: 0, toByteOffset: count, as: UInt8.self)
        guard memchr(memory, 0, count) == nil else { throw .embeddedNUL(field: field) }
        return memory.assumingMemoryBound(to: CChar.self)
    }

    public mutating func strings(
        _ texts: [String],
        field: String
    ) throws(ProtobufError) -> UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? {
        guard !texts.isEmpty else { return nil }
        let pointers = allocate(byteCount: texts.count * MemoryLayout<UnsafeMutablePointer<CChar>?>.stride)
            .bindMemory(to: UnsafeMutablePointer<CChar>?.self, capacity: texts.count)
        for (index, text) in texts.enumerated() {
            (pointers + index).initialize(to: try string(text, field: field))
        }
        return pointers
    }

    public mutating func bytes(_ bytes: [UInt8]) -> ProtobufCBinaryData {
        ProtobufCBinaryData(len: bytes.count, data: scalars(bytes))
    }

    public mutating func byteStrings(_ values: [[UInt8]]) -> UnsafeMutablePointer<ProtobufCBinaryData>? {
        guard !values.isEmpty else { return nil }
        let structs = allocate(byteCount: values.count * MemoryLayout<ProtobufCBinaryData>.stride)
            .bindMemory(to: ProtobufCBinaryData.self, capacity: values.count)
        for (index, value) in values.enumerated() {
            (structs + index).initialize(to: bytes(value))
        }
        return structs
    }

    /// Numbers as they are; `Element` has the same layout in C.
    @inlinable
    public mutating func scalars<Element: BitwiseCopyable>(_ values: [Element]) -> UnsafeMutablePointer<Element>? {
        guard !values.isEmpty else { return nil }
        let copy = allocate(byteCount: values.count * MemoryLayout<Element>.stride)
            .bindMemory(to: Element.self, capacity: values.count)
        _ = UnsafeMutableBufferPointer(start: copy, count: values.count).initialize(from: values)
        return copy
    }

    public mutating func booleans(_ values: [Bool]) -> UnsafeMutablePointer<protobuf_c_boolean>? {
        scalars(values.map { $0 ? 1 : 0 })
    }

    /// `CEnum` is the imported C enum, which is an int by construction (protoc-c forces it).
    @inlinable
    public mutating func enums<Value: ProtobufEnum, CEnum>(_ values: [Value]) -> UnsafeMutablePointer<CEnum>? {
        scalars(values.map(\.rawValue)).map { UnsafeMutableRawPointer($0).assumingMemoryBound(to: CEnum.self) }
    }

    @inlinable
    public mutating func message<Message: ProtobufMessage, CMessage>(
        _ message: Message?
    ) throws(ProtobufError) -> UnsafeMutablePointer<CMessage>? {
        guard let message else { return nil }
        return try message.pack(in: &self).assumingMemoryBound(to: CMessage.self)
    }

    @inlinable
    public mutating func messages<Message: ProtobufMessage, CMessage>(
        _ messages: [Message]
    ) throws(ProtobufError) -> UnsafeMutablePointer<UnsafeMutablePointer<CMessage>?>? {
        guard !messages.isEmpty else { return nil }
        let pointers = allocate(byteCount: messages.count * MemoryLayout<UnsafeMutablePointer<CMessage>?>.stride)
            .bindMemory(to: UnsafeMutablePointer<CMessage>?.self, capacity: messages.count)
        for index in messages.indices {
            (pointers + index).initialize(
                to: try messages[index].pack(in: &self).assumingMemoryBound(to: CMessage.self)
            )
        }
        return pointers
    }

    /// Memory for one C struct, uninitialised.
    @inlinable
    public mutating func structure<CMessage>(_ type: CMessage.Type) -> UnsafeMutablePointer<CMessage> {
        allocate(byteCount: MemoryLayout<CMessage>.size).bindMemory(to: type, capacity: 1)
    }
}
