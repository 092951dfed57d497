/// Exact reading of JSON's spelling of numbers.
enum JSONNumber {
    /// Sign and magnitude of a whole number, which may be spelled with a fraction or exponent ("1.50e2"); nil if it is
    /// not whole or its magnitude is above 2^64 - 1.
    static func integer(_ spelling: String) -> (isNegative: Bool, magnitude: UInt64)? {
        var rest = Substring(spelling.lowercased())
        let isNegative = rest.first == "-"
        if isNegative { rest.removeFirst() }
        let parts = rest.split(separator: "e", omittingEmptySubsequences: false)
        let mantissa = (parts.first ?? "").split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count <= 2, mantissa.count <= 2, let whole = mantissa.first, isDigits(whole) else { return nil }
        let fraction = mantissa.count == 2 ? mantissa[1] : ""
        guard mantissa.count == 1 || isDigits(fraction) else { return nil }
        guard let exponent = parts.count == 2 ? Int(parts[1]) : 0 else { return nil }
        return scaled(whole + fraction, by: exponent.subtractingReportingOverflow(fraction.count).partialValue)
            .map { (isNegative, $0) }
    }

    private static func isDigits(_ text: some StringProtocol) -> Bool {
        !text.isEmpty && text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    }

    private static func scaled(_ digits: Substring, by exponent: Int) -> UInt64? {
        let significant = digits.drop { $0 == "0" }
        guard !significant.isEmpty else { return 0 }
        if exponent >= 0 {
            // No number of more than 20 digits fits.
            guard exponent <= 20 else { return nil }
            return UInt64(significant + String(repeating: "0", count: exponent))
        }
        // A whole number has only zeros where the exponent moves the point.
        guard exponent.magnitude < significant.count else { return nil }
        let cut = Int(exponent.magnitude)
        guard significant.suffix(cut).allSatisfy({ $0 == "0" }) else { return nil }
        return UInt64(significant.dropLast(cut))
    }
}
