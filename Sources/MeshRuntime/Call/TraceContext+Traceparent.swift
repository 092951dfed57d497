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
            bytes.hexadecimalByte(at: 0) == 0,
            let high = bytes.hexadecimal(at: 3), let low = bytes.hexadecimal(at: 19), high != 0 || low != 0,
            let span = bytes.hexadecimal(at: 36), span != 0,
            let flags = bytes.hexadecimalByte(at: 53)
        else { return nil }
        self.init(traceIDHigh: high, traceIDLow: low, spanID: span, flags: flags)
    }
}

extension ByteBuffer {
    mutating func writeTraceparent(_ trace: TraceContext) {
        writeWithUnsafeMutableBytes(minimumWritableBytes: TraceContext.traceparentByteCount) { bytes in
            let dash = UInt8(ascii: "-")
            bytes.copyBytes(from: "00-".utf8)
            bytes.writeHexadecimal(trace.traceIDHigh, at: 3)
            bytes.writeHexadecimal(trace.traceIDLow, at: 19)
            bytes[35] = dash
            bytes.writeHexadecimal(trace.spanID, at: 36)
            bytes[52] = dash
            let flags = HexadecimalText.digits(of: UInt32(trace.flags))
            bytes.storeBytes(of: UInt16(truncatingIfNeeded: flags).bigEndian, toByteOffset: 53, as: UInt16.self)
            return TraceContext.traceparentByteCount
        }
    }
}

extension UnsafeRawBufferPointer {
    /// The number in 16 lower-case digits; nil where there is anything else, as W3C forbids upper case.
    fileprivate func hexadecimal(at offset: Int) -> UInt64? {
        guard
            let high = HexadecimalText.number(
                UInt64(bigEndian: loadUnaligned(fromByteOffset: offset, as: UInt64.self))
            ),
            let low = HexadecimalText.number(
                UInt64(bigEndian: loadUnaligned(fromByteOffset: offset + 8, as: UInt64.self))
            )
        else { return nil }
        return UInt64(high) << 32 | UInt64(low)
    }

    /// The same of two digits.
    fileprivate func hexadecimalByte(at offset: Int) -> UInt8? {
        let digits = UInt16(bigEndian: loadUnaligned(fromByteOffset: offset, as: UInt16.self))
        return HexadecimalText.number(HexadecimalText.zeros << 16 | UInt64(digits)).map {
            UInt8(truncatingIfNeeded: $0)
        }
    }
}

extension UnsafeMutableRawBufferPointer {
    fileprivate func writeHexadecimal(_ value: UInt64, at offset: Int) {
        let high = HexadecimalText.digits(of: UInt32(truncatingIfNeeded: value >> 32))
        let low = HexadecimalText.digits(of: UInt32(truncatingIfNeeded: value))
        storeBytes(of: high.bigEndian, toByteOffset: offset, as: UInt64.self)
        storeBytes(of: low.bigEndian, toByteOffset: offset + 8, as: UInt64.self)
    }
}

/// Eight hexadecimal digits at a time, each in one byte of a word with the first in the highest: a loop over them costs
/// more than the rest of a call's head.
private enum HexadecimalText {
    /// The digits "00000000".
    static let zeros: UInt64 = 0x3030_3030_3030_3030

    static func digits(of number: UInt32) -> UInt64 {
        var values = UInt64(number)
        values = (values | values << 16) & 0x0000_FFFF_0000_FFFF
        values = (values | values << 8) & 0x00FF_00FF_00FF_00FF
        values = (values | values << 4) & 0x0F0F_0F0F_0F0F_0F0F
        // Adding 6 carries into bit 4 from ten on; "a" follows "9" after 39 other characters.
        let letters = (values &+ 0x0606_0606_0606_0606) >> 4 & 0x0101_0101_0101_0101
        return values &+ zeros &+ letters &* 39
    }

    /// Nil unless all are digits, which writing the number again tells.
    static func number(_ digits: UInt64) -> UInt32? {
        // Of the two kinds only letters have bit 6, and a letter's low bits are 9 short of its value.
        let letters = digits >> 6 & 0x0101_0101_0101_0101
        var values = (digits & 0x0F0F_0F0F_0F0F_0F0F) &+ letters &* 9
        values = (values | values >> 4) & 0x00FF_00FF_00FF_00FF
        values = (values | values >> 8) & 0x0000_FFFF_0000_FFFF
        let number = UInt32(truncatingIfNeeded: values | values >> 16)
        return Self.digits(of: number) == digits ? number : nil
    }
}
