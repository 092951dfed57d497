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
    case unknownVersion(Int)
    case endsEarly(offset: Int)
    case invalid(what: String, offset: Int)

    var description: String {
        switch self {
        case .notGGUF: "it does not begin with \"GGUF\""
        case .unknownVersion(let version): "its format version is \(version) and only 2 and 3 are known"
        case .endsEarly(let offset): "it ends inside the field at byte \(offset)"
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
        version = Int(try reader.integer(UInt32.self))
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
