/// A customer's words after the input rules: not empty, within the limit, and free of control characters.
struct MessageText: Hashable, Sendable {
    let value: String

    /// Throws ``MessageTextError``. The limit counts UTF-8 bytes of the text as it was sent.
    init(_ raw: String, bytesMax: Int) throws(MessageTextError) {
        let bytes = raw.utf8.count
        guard bytes <= bytesMax else { throw .tooLong(bytes: bytes, limit: bytesMax) }
        var scalars = String.UnicodeScalarView()
        for scalar in raw.unicodeScalars where !Self.isInvisibleControl(scalar) {
            scalars.append(scalar == "\t" || scalar == "\r" ? " " : scalar)
        }
        let text = String(String(scalars).trimmingWhitespace())
        guard !text.isEmpty else { throw .empty }
        value = text
    }

    /// Control characters, and the marks that reverse the direction of text: with these a line in a log or at the
    /// desk could be made to read otherwise than it was sent. Joiners and variation selectors stay, emoji need them.
    private static func isInvisibleControl(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09, 0x0A, 0x0D: false
        case 0x202A...0x202E, 0x2066...0x2069, 0x200E, 0x200F, 0xFEFF: true
        default: scalar.properties.generalCategory == .control
        }
    }
}

extension String {
    func trimmingWhitespace() -> Substring {
        guard let first = firstIndex(where: { !$0.isWhitespace }) else { return "" }
        let last = lastIndex { !$0.isWhitespace } ?? first
        return self[first...last]
    }
}

/// Why a customer's text was refused.
enum MessageTextError: Error, Hashable, Sendable, CustomStringConvertible {
    case empty
    case tooLong(bytes: Int, limit: Int)

    var description: String {
        switch self {
        case .empty:
            "text must hold at least one visible character"
        case .tooLong(let bytes, let limit):
            "text has \(bytes) bytes of UTF-8; at most \(limit) are allowed"
        }
    }
}
