import NIOCore

extension TraceContext {
    /// Reads a W3C `traceparent` of version 00: `00-<32 hex>-<16 hex>-<2 hex>`; nil if it is anything else.
    public init?(traceparent: String) {
        var text = traceparent
        guard let trace = text.withUTF8({ TraceContext(traceparent: UnsafeRawBufferPointer($0)) }) else { return nil }
        self = trace
    }

    /// The W3C form, 55 characters.
    public var traceparent: String {
        var buffer = ByteBuffer()
        buffer.writeTraceparent(self)
        return String(buffer: buffer)
    }

    init?(traceparent bytes: UnsafeRawBufferPointer) {
        let dash = UInt8(ascii: "-")
        guard bytes.count == 55, bytes[2] == dash, bytes[35] == dash, bytes[52] == dash,
            bytes.hexadecimal(0..<2) == 0,
            let high = bytes.hexadecimal(3..<19), let low = bytes.hexadecimal(19..<35), high != 0 || low != 0,
            let span = bytes.hexadecimal(36..<52), span != 0,
            let flags = bytes.hexadecimal(53..<55)
        else { return nil }
        self.init(traceIDHigh: high, traceIDLow: low, spanID: span, flags: UInt8(flags))
    }
}

extension UnsafeRawBufferPointer {
    /// The number in up to 16 lower-case digits; nil where there is anything else, as W3C forbids upper case.
    fileprivate func hexadecimal(_ range: Range<Int>) -> UInt64? {
        var value: UInt64 = 0
        for byte in self[range] {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): value = value << 4 | UInt64(byte - UInt8(ascii: "0"))
            case UInt8(ascii: "a")...UInt8(ascii: "f"): value = value << 4 | UInt64(byte - UInt8(ascii: "a") + 10)
            default: return nil
            }
        }
        return value
    }
}

extension ByteBuffer {
    mutating func writeTraceparent(_ trace: TraceContext) {
        writeStaticString("00-")
        writeHexadecimal(trace.traceIDHigh, digits: 16)
        writeHexadecimal(trace.traceIDLow, digits: 16)
        writeStaticString("-")
        writeHexadecimal(trace.spanID, digits: 16)
        writeStaticString("-")
        writeHexadecimal(UInt64(trace.flags), digits: 2)
    }

    fileprivate mutating func writeHexadecimal(_ value: UInt64, digits: Int) {
        writeWithUnsafeMutableBytes(minimumWritableBytes: digits) { bytes in
            for index in 0..<digits {
                let digit = UInt8(truncatingIfNeeded: value >> (4 * UInt64(digits - 1 - index))) & 0xF
                bytes[index] = digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10
            }
            return digits
        }
    }
}
