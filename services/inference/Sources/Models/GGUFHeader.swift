/// The keys and values at the start of a GGUF file, read with every length checked against the file's end, so that a
/// damaged file is refused here and never reaches the library's C++ code.
struct GGUFHeader: Sendable, Hashable {
    enum Value: Sendable, Hashable {
        case integer(Int)
        case number(Double)
        case flag(Bool)
        case text(String)
        /// Only its length is kept: a vocabulary has hundreds of thousands of entries.
        case array(count: Int)
    }

    let version: Int
    let tensorCount: Int
    let values: [String: Value]
    /// Bytes that the file needs to hold all its tensors; those of a type that is not known here count as empty.
    let bytesNeeded: Int

    func text(_ key: String) -> String? {
        guard case .text(let text) = values[key] else { return nil }
        return text
    }

    func integer(_ key: String) -> Int? {
        guard case .integer(let integer) = values[key] else { return nil }
        return integer
    }

    func flag(_ key: String) -> Bool? {
        guard case .flag(let flag) = values[key] else { return nil }
        return flag
    }
}

/// Where a GGUF file stopped making sense.
enum GGUFError: Error, Hashable, CustomStringConvertible {
    case notGGUF
    case bigEndian
    case unknownVersion(Int)
    case endsEarly(offset: Int)
    case endsBeforeTensors(bytes: Int, needed: Int)
    case invalid(what: String, offset: Int)

    var description: String {
        switch self {
        case .notGGUF: "it does not begin with \"GGUF\""
        case .bigEndian: "it is written big-endian and this machine is little-endian; convert it anew"
        case .unknownVersion(let version): "its format version is \(version) and only 2 and 3 are known"
        case .endsEarly(let offset): "it ends inside the field at byte \(offset)"
        case .endsBeforeTensors(let bytes, let needed):
            "it has \(bytes) bytes and its tensors take \(needed); the copy or download was cut short"
        case .invalid(let what, let offset): "\(what) at byte \(offset) is not valid"
        }
    }
}

extension GGUFHeader {
    /// Far above any real file, far below what would exhaust memory.
    private static let countMax: UInt64 = 100_000

    init(parsing bytes: UnsafeRawBufferPointer) throws(GGUFError) {
        var reader = GGUFReader(bytes: bytes)
        guard bytes.starts(with: "GGUF".utf8) else { throw .notGGUF }
        _ = try reader.integer(UInt32.self)
        let number = try reader.integer(UInt32.self)
        guard !(2...3).contains(number.byteSwapped) else { throw .bigEndian }
        version = Int(number)
        guard (2...3).contains(version) else { throw .unknownVersion(version) }
        tensorCount = Int(try reader.count(max: Self.countMax, of: "the count of tensors"))
        let pairs = try reader.count(max: Self.countMax, of: "the count of keys")
        var values: [String: Value] = [:]
        for _ in 0..<pairs {
            let key = try reader.text()
            let type = try reader.integer(UInt32.self)
            values[key] = try reader.value(type)
        }
        self.values = values
        var end = 0
        for _ in 0..<tensorCount { end = max(end, try reader.endOfTensor()) }
        var alignment = 32
        if case .integer(let integer)? = values["general.alignment"] { alignment = integer }
        guard (1...65_536).contains(alignment) else { throw .invalid(what: "the alignment", offset: reader.offset) }
        let start = (reader.offset + alignment - 1) / alignment * alignment
        bytesNeeded = tensorCount == 0 ? reader.offset : start + end
        guard bytes.count >= bytesNeeded else {
            throw .endsBeforeTensors(bytes: bytes.count, needed: bytesNeeded)
        }
    }
}

/// A position in the bytes; every read checks that they reach that far.
private struct GGUFReader {
    let bytes: UnsafeRawBufferPointer
    var offset = 0

    private static let typeOfText: UInt32 = 8
    private static let typeOfArray: UInt32 = 9

    mutating func integer<T: FixedWidthInteger>(_ type: T.Type) throws(GGUFError) -> T {
        let start = try skip(MemoryLayout<T>.size)
        return T(littleEndian: bytes.loadUnaligned(fromByteOffset: start, as: T.self))
    }

    mutating func count(max: UInt64, of what: String) throws(GGUFError) -> UInt64 {
        let start = offset
        let count = try integer(UInt64.self)
        guard count <= max else { throw .invalid(what: what, offset: start) }
        return count
    }

    mutating func text() throws(GGUFError) -> String {
        let start = offset
        let length = try integer(UInt64.self)
        guard let length = Int(exactly: length) else { throw .endsEarly(offset: start) }
        let first = try skip(length)
        guard let text = String(validating: bytes[first..<first + length], as: UTF8.self) else {
            throw .invalid(what: "the text", offset: start)
        }
        return text
    }

    mutating func value(_ type: UInt32) throws(GGUFError) -> GGUFHeader.Value {
        switch type {
        case 0: .integer(Int(try integer(UInt8.self)))
        case 1: .integer(Int(try integer(Int8.self)))
        case 2: .integer(Int(try integer(UInt16.self)))
        case 3: .integer(Int(try integer(Int16.self)))
        case 4: .integer(Int(try integer(UInt32.self)))
        case 5: .integer(Int(try integer(Int32.self)))
        case 6: .number(Double(Float(bitPattern: try integer(UInt32.self))))
        case 7: .flag(try integer(UInt8.self) != 0)
        case Self.typeOfText: .text(try text())
        case Self.typeOfArray: .array(count: try skipArray())
        case 10: .integer(Int(clamping: try integer(UInt64.self)))
        case 11: .integer(Int(try integer(Int64.self)))
        case 12: .number(Double(bitPattern: try integer(UInt64.self)))
        default: throw .invalid(what: "the type \(type)", offset: offset)
        }
    }

    /// Reads what is said of one tensor and answers where its data ends, counted from where all data begin.
    mutating func endOfTensor() throws(GGUFError) -> Int {
        let start = offset
        _ = try text()
        let dimensions = try integer(UInt32.self)
        guard (1...8).contains(dimensions) else { throw .invalid(what: "the count of dimensions", offset: start) }
        var elements = 1.0
        for _ in 0..<dimensions { elements *= Double(try integer(UInt64.self)) }
        let layout = Self.layouts[try integer(UInt32.self)] ?? (elements: 1, bytes: 0)
        let position = Double(try integer(UInt64.self))
        // In floating point, where nothing overflows: a damaged number is absurd and then found to exceed the file.
        let end = position + (elements / Double(layout.elements)).rounded(.up) * Double(layout.bytes)
        guard end < 1e15 else { throw .invalid(what: "the size of a tensor", offset: start) }
        return Int(end)
    }

    /// Elements and bytes of a block, by ggml's number of the type.
    private static let layouts: [UInt32: (elements: Int, bytes: Int)] = [
        0: (1, 4), 1: (1, 2), 24: (1, 1), 25: (1, 2), 26: (1, 4), 27: (1, 8), 28: (1, 8), 30: (1, 2),
        2: (32, 18), 3: (32, 20), 6: (32, 22), 7: (32, 24), 8: (32, 34), 9: (32, 36),
        10: (256, 84), 11: (256, 110), 12: (256, 144), 13: (256, 176), 14: (256, 210), 15: (256, 292),
    ]

    private mutating func skipArray() throws(GGUFError) -> Int {
        let start = offset
        let type = try integer(UInt32.self)
        guard let count = Int(exactly: try integer(UInt64.self)), count <= bytes.count else {
            throw .invalid(what: "the length of the array", offset: start)
        }
        if type == Self.typeOfText {
            for _ in 0..<count {
                guard let length = Int(exactly: try integer(UInt64.self)) else { throw .endsEarly(offset: start) }
                _ = try skip(length)
            }
        } else {
            let widths: [UInt32: Int] = [0: 1, 1: 1, 2: 2, 3: 2, 4: 4, 5: 4, 6: 4, 7: 1, 10: 8, 11: 8, 12: 8]
            guard let width = widths[type] else { throw .invalid(what: "the type \(type)", offset: start) }
            _ = try skip(count * width)
        }
        return count
    }

    /// Moves past `length` bytes and answers where they begin.
    private mutating func skip(_ length: Int) throws(GGUFError) -> Int {
        guard length <= bytes.count - offset else { throw .endsEarly(offset: offset) }
        defer { offset += length }
        return offset
    }
}
