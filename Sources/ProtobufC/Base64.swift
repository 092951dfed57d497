/// RFC 4648's base64, for generated descriptors and for JSON.
public enum Base64 {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    /// With the standard alphabet and padding.
    public static func encode(_ bytes: [UInt8]) -> String {
        var text: [UInt8] = []
        text.reserveCapacity((bytes.count + 2) / 3 * 4)
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = bytes[start..<min(start + 3, bytes.count)]
            // Three bytes, the missing ones zero, are four letters of six bits.
            var bits: UInt32 = 0
            for byte in group { bits = bits << 8 | UInt32(byte) }
            bits <<= 8 * UInt32(3 - group.count)
            for position in 0..<4 {
                let index = Int(bits >> UInt32(18 - 6 * position)) & 63
                text.append(position <= group.count ? alphabet[index] : UInt8(ascii: "="))
            }
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// Takes the standard and the URL-safe alphabet, with or without padding, and skips line breaks and spaces;
    /// nil for anything else.
    public static func decode(_ text: some StringProtocol) -> [UInt8]? {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count / 4 * 3)
        var bits: UInt32 = 0
        var letterCount = 0
        var paddingCount = 0
        for character in text.utf8 {
            switch character {
            case UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: " "):
                continue
            case UInt8(ascii: "="):
                paddingCount += 1
            default:
                guard let value = value(of: character), paddingCount == 0 else { return nil }
                bits = bits << 6 | value
                letterCount += 1
                // Eight of the bits that are waiting make a byte, except after the first letter of a group.
                if letterCount % 4 != 1 {
                    bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32((4 - letterCount % 4) % 4 * 2)))
                }
            }
        }
        let isWhole = paddingCount == 0 || (letterCount + paddingCount).isMultiple(of: 4) && paddingCount <= 2
        return isWhole && letterCount % 4 != 1 ? bytes : nil
    }

    private static func value(of character: UInt8) -> UInt32? {
        switch character {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(character - UInt8(ascii: "A"))
        case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(character - UInt8(ascii: "a")) + 26
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(character - UInt8(ascii: "0")) + 52
        case UInt8(ascii: "+"), UInt8(ascii: "-"): 62
        case UInt8(ascii: "/"), UInt8(ascii: "_"): 63
        default: nil
        }
    }
}

/// The bytes of a descriptor that protoc-gen-xiaoer embedded in generated code.
public enum EmbeddedDescriptor {
    public static func decode(_ text: String) -> [UInt8] {
        guard let bytes = Base64.decode(text) else {
            preconditionFailure("an embedded descriptor must be base64; `make protos` writes it again")
        }
        return bytes
    }
}
