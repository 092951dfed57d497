/// An ISO 4217 currency code. Amounts of different currencies are never added or compared.
struct Currency: Hashable, Sendable, CustomStringConvertible {
    let code: String

    /// Nil unless `code` is three capital ASCII letters.
    init?(_ code: String) {
        guard code.utf8.count == 3, code.utf8.allSatisfy({ (0x41...0x5A).contains($0) }) else { return nil }
        self.code = code
    }

    var description: String { code }
}
