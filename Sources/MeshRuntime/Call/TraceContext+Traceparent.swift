extension TraceContext {
    /// Reads a W3C `traceparent` of version 00: `00-<32 hex>-<16 hex>-<2 hex>`; nil if it is anything else.
    public init?(traceparent: some StringProtocol) {
        let parts = traceparent.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 4, parts[0] == "00", parts[1].utf8.count == 32,
            let high = Self.parse(parts[1].prefix(16), digits: 16),
            let low = Self.parse(parts[1].suffix(16), digits: 16),
            let span = Self.parse(parts[2], digits: 16), let flags = Self.parse(parts[3], digits: 2),
            high != 0 || low != 0, span != 0
        else { return nil }
        self.init(traceIDHigh: high, traceIDLow: low, spanID: span, flags: UInt8(flags))
    }

    /// The W3C form, 55 characters.
    public var traceparent: String {
        let span = String(spanID, radix: 16)
        let flags = String(flags, radix: 16)
        return
            "00-\(traceID)-\(String(repeating: "0", count: 16 - span.count))\(span)-\(flags.count < 2 ? "0" : "")\(flags)"
    }

    /// Only lower-case digits are allowed, and no sign, which `UInt64.init` would take.
    private static func parse(_ text: some StringProtocol, digits: Int) -> UInt64? {
        let isLowerCaseHexadecimal = text.utf8.allSatisfy { (48...57).contains($0) || (97...102).contains($0) }
        guard text.utf8.count == digits, isLowerCaseHexadecimal else { return nil }
        return UInt64(text, radix: 16)
    }
}
