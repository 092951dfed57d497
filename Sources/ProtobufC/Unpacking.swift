public import CProtobufC

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// What generated `init(unpacked:)` initialisers use to read C structs that a `ProtobufArena` holds.
public enum Unpacking {
    public static func string(_ text: UnsafePointer<CChar>?, field: String) throws(ProtobufError) -> String {
        // Unset strings point to one constant of libprotobuf-c, which the arena did not allocate.
        guard let text, text != xiaoer_protobuf_c_empty_string() else { return "" }
        // The allocation is one byte longer than the string was on the wire.
        let prefix = UnsafeRawPointer(text) - ProtobufArena.sizePrefixByteCount
        let count = prefix.load(as: Int.self) - 1
        guard memchr(text, 0, count) == nil else { throw .embeddedNUL(field: field) }
        // This initialiser takes a third of the time of String(validating:as:), which knows the length.
        guard let string = String(validatingCString: text) else { throw .invalidUTF8(field: field) }
        return string
    }

    public static func strings(
        _ texts: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?,
        count: Int,
        field: String
    ) throws(ProtobufError) -> [String] {
        var strings: [String] = []
        strings.reserveCapacity(count)
        for text in UnsafeBufferPointer(start: texts, count: texts == nil ? 0 : count) {
            strings.append(try string(text, field: field))
        }
        return strings
    }

    public static func bytes(_ data: ProtobufCBinaryData) -> [UInt8] {
        Array(UnsafeBufferPointer(start: data.data, count: data.data == nil ? 0 : data.len))
    }

    public static func byteStrings(_ data: UnsafeMutablePointer<ProtobufCBinaryData>?, count: Int) -> [[UInt8]] {
        UnsafeBufferPointer(start: data, count: data == nil ? 0 : count).map(bytes)
    }

    @inlinable
    public static func scalars<Element: BitwiseCopyable>(
        _ values: UnsafeMutablePointer<Element>?,
        count: Int
    ) -> [Element] {
        Array(UnsafeBufferPointer(start: values, count: values == nil ? 0 : count))
    }

    public static func booleans(_ values: UnsafeMutablePointer<protobuf_c_boolean>?, count: Int) -> [Bool] {
        UnsafeBufferPointer(start: values, count: values == nil ? 0 : count).map { $0 != 0 }
    }

    /// `CEnum` is the imported C enum, which is an int by construction (protoc-c forces it).
    @inlinable
    public static func enums<Value: ProtobufEnum, CEnum>(
        _ values: UnsafeMutablePointer<CEnum>?,
        count: Int
    ) -> [Value] {
        guard let values else { return [] }
        let numbers = UnsafeRawPointer(values).assumingMemoryBound(to: Int32.self)
        return UnsafeBufferPointer(start: numbers, count: count).map { number in Value(rawValue: number) }
    }

    @inlinable
    public static func message<Message: ProtobufMessage, CMessage>(
        _ message: UnsafeMutablePointer<CMessage>?
    ) throws(ProtobufError) -> Message? {
        guard let message else { return nil }
        return try Message(unpacked: UnsafeRawPointer(message))
    }

    @inlinable
    public static func messages<Message: ProtobufMessage, CMessage>(
        _ messages: UnsafeMutablePointer<UnsafeMutablePointer<CMessage>?>?,
        count: Int
    ) throws(ProtobufError) -> [Message] {
        guard let messages else { return [] }
        var values: [Message] = []
        values.reserveCapacity(count)
        for case let message? in UnsafeBufferPointer(start: messages, count: count) {
            values.append(try Message(unpacked: UnsafeRawPointer(message)))
        }
        return values
    }
}
