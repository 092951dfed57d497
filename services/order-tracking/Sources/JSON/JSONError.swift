/// Why a text is not the JSON of ``JSONValue``. Offsets count bytes from the start of the text.
enum JSONError: Error, Hashable, Sendable {
    case endsEarly
    case unexpectedByte(UInt8, offset: Int)
    case trailingText(offset: Int)
    case notWhole(offset: Int)
    case outOfRange(offset: Int)
    case badEscape(offset: Int)
    case controlCharacter(offset: Int)
    case nulCharacter(offset: Int)
    case invalidUTF8
    case tooDeep(depthMax: Int)
    case duplicateName(String)
}

extension JSONError: CustomStringConvertible {
    var description: String {
        switch self {
        case .endsEarly: "the JSON text ends in the middle of a value"
        case .unexpectedByte(let byte, let offset):
            "byte \(offset) is \(Self.name(of: byte)), which JSON does not allow there"
        case .trailingText(let offset): "byte \(offset) follows a complete JSON value; a line holds exactly one"
        case .notWhole(let offset): "the number at byte \(offset) must be a whole number, without fraction or exponent"
        case .outOfRange(let offset): "the number at byte \(offset) does not fit into 64 bits"
        case .badEscape(let offset): "the escape at byte \(offset) is none of JSON's"
        case .controlCharacter(let offset): "the control character at byte \(offset) must be escaped"
        case .nulCharacter(let offset): "the string at byte \(offset) must not hold U+0000"
        case .invalidUTF8: "the text must be valid UTF-8"
        case .tooDeep(let depthMax): "values must be nested at most \(depthMax) deep"
        case .duplicateName(let name): "the name \"\(name)\" occurs twice in one object"
        }
    }

    private static func name(of byte: UInt8) -> String {
        (0x21...0x7E).contains(byte) ? "'\(Character(UnicodeScalar(byte)))'" : "0x" + String(byte, radix: 16)
    }
}
