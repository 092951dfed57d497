/// RFC 8259, strictly: no comments, no trailing commas, no duplicate names, one value and nothing after it.
struct JSONParser {
    private let bytes: [UInt8]
    private var position = 0

    private init(_ text: String) {
        bytes = Array(text.utf8)
    }

    static func parse(_ text: String) throws(ReflectionError) -> JSONValue {
        var parser = JSONParser(text)
        let value = try parser.value(depth: 0)
        parser.skipSpace()
        guard parser.position == parser.bytes.count else { throw parser.error("expected the end of the text") }
        return value
    }

    private mutating func value(depth: Int) throws(ReflectionError) -> JSONValue {
        guard depth < ReflectionLimits.nestingMax else {
            throw error("arrays and objects nest deeper than \(ReflectionLimits.nestingMax)")
        }
        skipSpace()
        guard let first = current else { throw error("expected a value") }
        switch first {
        case UInt8(ascii: "{"): return try object(depth: depth)
        case UInt8(ascii: "["): return try array(depth: depth)
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try literal("true", .bool(true))
        case UInt8(ascii: "f"): return try literal("false", .bool(false))
        case UInt8(ascii: "n"): return try literal("null", .null)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .number(try number())
        default: throw error("expected a value")
        }
    }

    // MARK: Containers

    private mutating func object(depth: Int) throws(ReflectionError) -> JSONValue {
        var members: [JSONValue.Member] = []
        var names: Set<String> = []
        position += 1
        skipSpace()
        if consume("}") { return .object([]) }
        repeat {
            skipSpace()
            guard current == UInt8(ascii: "\"") else { throw error("expected a name in quotation marks") }
            let name = try string()
            guard names.insert(name).inserted else { throw error("the name '\(name)' stands twice in one object") }
            skipSpace()
            guard consume(":") else { throw error("expected ':' after the name '\(name)'") }
            members.append(JSONValue.Member(name: name, value: try value(depth: depth + 1)))
            skipSpace()
        } while consume(",")
        guard consume("}") else { throw error("expected ',' or '}'") }
        return .object(members)
    }

    private mutating func array(depth: Int) throws(ReflectionError) -> JSONValue {
        var elements: [JSONValue] = []
        position += 1
        skipSpace()
        if consume("]") { return .array([]) }
        repeat {
            elements.append(try value(depth: depth + 1))
            skipSpace()
        } while consume(",")
        guard consume("]") else { throw error("expected ',' or ']'") }
        return .array(elements)
    }

    // MARK: Scalars

    private mutating func literal(_ text: String, _ value: JSONValue) throws(ReflectionError) -> JSONValue {
        guard bytes[position...].starts(with: text.utf8) else { throw error("expected \(text)") }
        position += text.utf8.count
        return value
    }

    private mutating func number() throws(ReflectionError) -> String {
        let start = position
        _ = consume("-")
        if !consume("0") { try digits() }
        if consume(".") { try digits() }
        if consume("e") || consume("E") {
            if !consume("+") { _ = consume("-") }
            try digits()
        }
        return String(decoding: bytes[start..<position], as: UTF8.self)
    }

    private mutating func digits() throws(ReflectionError) {
        let start = position
        while let digit = current, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) { position += 1 }
        guard position > start else { throw error("expected a digit") }
    }

    private mutating func string() throws(ReflectionError) -> String {
        position += 1
        var text: [UInt8] = []
        while let byte = current {
            position += 1
            switch byte {
            case UInt8(ascii: "\""): return String(decoding: text, as: UTF8.self)
            case UInt8(ascii: "\\"): text += Array(String(try escape()).utf8)
            case 0..<0x20:
                position -= 1
                throw error("control characters in a string are written as escapes")
            default: text.append(byte)
            }
        }
        throw error("the string does not end")
    }

    private mutating func escape() throws(ReflectionError) -> Character {
        guard let byte = current else { throw error("the string does not end") }
        position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Character(UnicodeScalar(byte))
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{C}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"): return Character(try unicodeEscape())
        default:
            position -= 1
            throw error("unknown escape")
        }
    }

    /// After "\u"; a code point above U+FFFF takes two of these.
    private mutating func unicodeEscape() throws(ReflectionError) -> UnicodeScalar {
        let high = try hexadecimal()
        if let scalar = UnicodeScalar(high) { return scalar }
        let isHighHalf = (0xD800..<0xDC00).contains(high)
        if isHighHalf, consume("\\"), consume("u") {
            let low = try hexadecimal()
            let isLowHalf = (0xDC00..<0xE000).contains(low)
            let combined = isLowHalf ? 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00) : high
            if let scalar = UnicodeScalar(combined) { return scalar }
        }
        throw error("half of a surrogate pair stands alone")
    }

    private mutating func hexadecimal() throws(ReflectionError) -> UInt32 {
        let digits = bytes[position...].prefix(4)
        let text = String(decoding: digits, as: UTF8.self)
        guard digits.count == 4, text.allSatisfy(\.isHexDigit), let value = UInt32(text, radix: 16) else {
            throw error("expected four hexadecimal digits")
        }
        position += 4
        return value
    }

    // MARK: Characters

    private var current: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func consume(_ character: Unicode.Scalar) -> Bool {
        guard current == UInt8(ascii: character) else { return false }
        position += 1
        return true
    }

    private mutating func skipSpace() {
        while let byte = current, [0x20, 0x09, 0x0A, 0x0D].contains(byte) { position += 1 }
    }

    private func error(_ reason: String) -> ReflectionError {
        let before = bytes[..<position]
        let lineStart = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
        return .invalidJSON(
            line: before.count { $0 == UInt8(ascii: "\n") } + 1,
            column: String(decoding: bytes[lineStart..<position], as: UTF8.self).count + 1,
            reason: reason
        )
    }
}
