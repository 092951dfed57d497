/// Reads one JSON value from a whole text (RFC 8259, without fractions).
struct JSONParser {
    private let bytes: [UInt8]
    private var offset = 0
    private var depth = 0

    /// No record of the shop nests deeper than 5; this keeps hostile input off the stack.
    static let depthMax = 16
    private static let membersWithoutTable = 16

    static func parse(_ bytes: [UInt8]) throws(JSONError) -> JSONValue {
        guard String(validating: bytes, as: UTF8.self) != nil else { throw .invalidUTF8 }
        var parser = JSONParser(bytes: bytes)
        let value = try parser.value()
        parser.skipSpace()
        guard parser.offset == bytes.count else { throw .trailingText(offset: parser.offset) }
        return value
    }

    private init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    private mutating func value() throws(JSONError) -> JSONValue {
        skipSpace()
        switch try peek() {
        case UInt8(ascii: "{"): return try nested { (parser) throws(JSONError) in try parser.object() }
        case UInt8(ascii: "["): return try nested { (parser) throws(JSONError) in try parser.array() }
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try literal("true", .bool(true))
        case UInt8(ascii: "f"): return try literal("false", .bool(false))
        case UInt8(ascii: "n"): return try literal("null", .null)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .integer(try integer())
        case let other: throw .unexpectedByte(other, offset: offset)
        }
    }

    private mutating func nested(
        _ body: (inout JSONParser) throws(JSONError) -> JSONValue
    ) throws(JSONError) -> JSONValue {
        guard depth < Self.depthMax else { throw .tooDeep(depthMax: Self.depthMax) }
        depth += 1
        defer { depth -= 1 }
        offset += 1
        return try body(&self)
    }

    private mutating func object() throws(JSONError) -> JSONValue {
        var members: [JSONValue.Member] = []
        // Only a large object is worth a table of its names.
        var names: Set<String> = []
        if try nextIs(UInt8(ascii: "}")) { return .object([]) }
        repeat {
            skipSpace()
            guard try peek() == UInt8(ascii: "\"") else { throw .unexpectedByte(try peek(), offset: offset) }
            let name = try string()
            if members.count == Self.membersWithoutTable { names = Set(members.map(\.name)) }
            let isNew =
                members.count < Self.membersWithoutTable
                ? !members.contains { $0.name == name } : names.insert(name).inserted
            guard isNew else { throw .duplicateName(name) }
            guard try nextIs(UInt8(ascii: ":")) else { throw .unexpectedByte(try peek(), offset: offset) }
            members.append(.init(name: name, value: try value()))
        } while try nextIs(UInt8(ascii: ","))
        guard try nextIs(UInt8(ascii: "}")) else { throw .unexpectedByte(try peek(), offset: offset) }
        return .object(members)
    }

    private mutating func array() throws(JSONError) -> JSONValue {
        var elements: [JSONValue] = []
        if try nextIs(UInt8(ascii: "]")) { return .array([]) }
        repeat {
            elements.append(try value())
        } while try nextIs(UInt8(ascii: ","))
        guard try nextIs(UInt8(ascii: "]")) else { throw .unexpectedByte(try peek(), offset: offset) }
        return .array(elements)
    }

    private mutating func integer() throws(JSONError) -> Int64 {
        let start = offset
        if bytes[offset] == UInt8(ascii: "-") { offset += 1 }
        let digits = offset
        while offset < bytes.count, (0x30...0x39).contains(bytes[offset]) { offset += 1 }
        guard offset > digits else {
            throw offset < bytes.count ? .unexpectedByte(bytes[offset], offset: offset) : .endsEarly
        }
        if bytes[digits] == 0x30, offset > digits + 1 { throw .unexpectedByte(bytes[digits], offset: digits) }
        if offset < bytes.count, [UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E")].contains(bytes[offset]) {
            throw .notWhole(offset: start)
        }
        let isNegative = digits > start
        var value: Int64 = 0
        for byte in bytes[digits..<offset] {
            let digit = Int64(byte - 0x30)
            let (product, isTooLarge) = value.multipliedReportingOverflow(by: 10)
            let (sum, isStillTooLarge) = product.addingReportingOverflow(isNegative ? -digit : digit)
            guard !isTooLarge, !isStillTooLarge else { throw .outOfRange(offset: start) }
            value = sum
        }
        return value
    }

    private mutating func literal(_ text: StaticString, _ value: JSONValue) throws(JSONError) -> JSONValue {
        for index in 0..<text.utf8CodeUnitCount {
            guard try peek() == text.utf8Start[index] else { throw .unexpectedByte(try peek(), offset: offset) }
            offset += 1
        }
        return value
    }

    private func peek() throws(JSONError) -> UInt8 {
        guard offset < bytes.count else { throw .endsEarly }
        return bytes[offset]
    }

    /// Skips space; then consumes `byte` if it comes next.
    private mutating func nextIs(_ byte: UInt8) throws(JSONError) -> Bool {
        skipSpace()
        guard try peek() == byte else { return false }
        offset += 1
        return true
    }

    private mutating func skipSpace() {
        while offset < bytes.count {
            switch bytes[offset] {
            case 0x20, 0x09, 0x0A, 0x0D: offset += 1
            default: return
            }
        }
    }
}

extension JSONParser {
    /// The text between quotes. Most strings have no escape and are one slice.
    private mutating func string() throws(JSONError) -> String {
        let start = offset
        offset += 1
        var decoded: [UInt8] = []
        var sliceStart = offset
        while true {
            switch try peek() {
            case UInt8(ascii: "\"") where decoded.isEmpty:
                defer { offset += 1 }
                return String(decoding: bytes[sliceStart..<offset], as: UTF8.self)
            case UInt8(ascii: "\""):
                decoded += bytes[sliceStart..<offset]
                offset += 1
                guard !decoded.contains(0) else { throw .nulCharacter(offset: start) }
                return String(decoding: decoded, as: UTF8.self)
            case UInt8(ascii: "\\"):
                decoded += bytes[sliceStart..<offset]
                decoded += try escape()
                sliceStart = offset
            case 0x00..<0x20: throw .controlCharacter(offset: offset)
            default: offset += 1
            }
        }
    }

    private mutating func escape() throws(JSONError) -> [UInt8] {
        let start = offset
        offset += 1
        let letter = try peek()
        offset += 1
        switch letter {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [letter]
        case UInt8(ascii: "b"): return [0x08]
        case UInt8(ascii: "f"): return [0x0C]
        case UInt8(ascii: "n"): return [0x0A]
        case UInt8(ascii: "r"): return [0x0D]
        case UInt8(ascii: "t"): return [0x09]
        case UInt8(ascii: "u"): return try Array(String(unicodeEscape(start: start)).utf8)
        default: throw .badEscape(offset: start)
        }
    }

    /// The scalar of `\uXXXX`, or of the two that spell a scalar above U+FFFF. A lone surrogate is no character.
    private mutating func unicodeEscape(start: Int) throws(JSONError) -> Character {
        var units = [try codeUnit(start: start)]
        if UTF16.isLeadSurrogate(units[0]) {
            guard try peek() == UInt8(ascii: "\\") else { throw .badEscape(offset: start) }
            offset += 1
            guard try peek() == UInt8(ascii: "u") else { throw .badEscape(offset: start) }
            offset += 1
            units.append(try codeUnit(start: start))
        }
        guard let text = String(validating: units, as: UTF16.self), let scalar = text.unicodeScalars.first,
            text.unicodeScalars.count == 1
        else { throw .badEscape(offset: start) }
        return Character(scalar)
    }

    private mutating func codeUnit(start: Int) throws(JSONError) -> UInt16 {
        guard offset + 4 <= bytes.count else { throw .endsEarly }
        let digits = bytes[offset..<offset + 4]
        let isHex = digits.allSatisfy { Character(UnicodeScalar($0)).isHexDigit }
        guard isHex, let unit = UInt16(String(decoding: digits, as: UTF8.self), radix: 16) else {
            throw .badEscape(offset: start)
        }
        offset += 4
        return unit
    }
}
