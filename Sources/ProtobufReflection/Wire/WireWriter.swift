/// Appends protobuf's wire format.
struct WireWriter {
    private(set) var bytes: [UInt8] = []

    mutating func varint(_ value: UInt64) {
        var rest = value
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }

    mutating func fixed32(_ value: UInt32) {
        for shift in stride(from: 0, to: 32, by: 8) { bytes.append(UInt8(truncatingIfNeeded: value >> UInt32(shift))) }
    }

    mutating func fixed64(_ value: UInt64) {
        for shift in stride(from: 0, to: 64, by: 8) { bytes.append(UInt8(truncatingIfNeeded: value >> UInt64(shift))) }
    }

    mutating func lengthDelimited(_ value: [UInt8]) {
        varint(UInt64(value.count))
        bytes += value
    }

    mutating func key(_ number: Int32, wireType: UInt64) {
        varint(UInt64(UInt32(bitPattern: number)) << 3 | wireType)
    }

    /// A value without its key.
    mutating func value(_ value: WireValue) {
        switch value {
        case .varint(let number): varint(number)
        case .fixed64(let number): fixed64(number)
        case .bytes(let content): lengthDelimited(Array(content))
        case .fixed32(let number): fixed32(number)
        }
    }

    mutating func field(_ number: Int32, _ value: WireValue) {
        key(number, wireType: value.wireType)
        self.value(value)
    }
}

extension WireValue {
    /// The number in a field's key.
    var wireType: UInt64 {
        switch self {
        case .varint: 0
        case .fixed64: 1
        case .bytes: 2
        case .fixed32: 5
        }
    }

    /// Whether all bits are zero, which is how proto3's defaults look.
    var isZero: Bool {
        switch self {
        case .varint(let number), .fixed64(let number): number == 0
        case .bytes(let content): content.isEmpty
        case .fixed32(let number): number == 0
        }
    }
}
