import NIOCore

extension TraceContext {
    static let traceparentByteCount = 55

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
        guard bytes.count == Self.traceparentByteCount, bytes[2] == dash, bytes[35] == dash, bytes[52] == dash,
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
        for index in range {
            let byte = self[index]
            let decimal = byte &- UInt8(ascii: "0")
            let letter = byte &- UInt8(ascii: "a")
            guard decimal < 10 || letter < 6 else { return nil }
            value = value << 4 | UInt64(decimal < 10 ? decimal : letter &+ 10)
        }
        return value
    }
}

extension ByteBuffer {
    mutating func writeTraceparent(_ trace: TraceContext) {
        writeWithUnsafeMutableBytes(minimumWritableBytes: TraceContext.traceparentByteCount) { bytes in
            bytes.copyBytes(from: "00-".utf8)
            bytes.writeHexadecimal(trace.traceIDHigh, 3..<19)
            bytes.writeHexadecimal(trace.traceIDLow, 19..<35)
            bytes[35] = UInt8(ascii: "-")
            bytes.writeHexadecimal(trace.spanID, 36..<52)
            bytes[52] = UInt8(ascii: "-")
            bytes.writeHexadecimal(UInt64(trace.flags), 53..<55)
            return TraceContext.traceparentByteCount
        }
    }
}

extension UnsafeMutableRawBufferPointer {
    /// Writes as many digits as the range is long, the last ones of the number.
    fileprivate func writeHexadecimal(_ value: UInt64, _ range: Range<Int>) {
        var rest = value
        for index in range.reversed() {
            let digit = UInt8(truncatingIfNeeded: rest & 0xF)
            self[index] = digit < 10 ? digit &+ UInt8(ascii: "0") : digit &+ (UInt8(ascii: "a") - 10)
            rest >>= 4
        }
    }
}
