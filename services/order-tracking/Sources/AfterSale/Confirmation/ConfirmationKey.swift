import CCrypto
import SQLStorage

/// Signs confirmation tokens. It lives in the database, so that a token outlives a restart and holds for every
/// replica on the same database.
struct ConfirmationKey: Sendable {
    let bytes: [UInt8]

    static let length = 32

    /// Done once, by the migration that makes the table.
    static func insert(_ database: Database) throws {
        var generator = SystemRandomNumberGenerator()
        let bytes = (0..<length).map { _ in UInt8.random(in: 0...255, using: &generator) }
        try database.run("INSERT INTO confirmation_key (id, key) VALUES (1, ?)", [bytes])
    }

    static func fetch(_ database: Database) throws -> ConfirmationKey {
        guard let row = try database.row("SELECT key FROM confirmation_key WHERE id = 1", []) else {
            throw DamagedRowError(column: "confirmation_key.key", value: "")
        }
        return ConfirmationKey(bytes: row.bytes("key"))
    }

    func code(for message: [UInt8]) -> [UInt8] {
        var code = [UInt8](repeating: 0, count: SHA256.length)
        var written: UInt32 = 0
        let result = HMAC(EVP_sha256(), bytes, Int32(bytes.count), message, message.count, &code, &written)
        // HMAC fails only when it cannot allocate or SHA-256 is missing; an all-zero code must then never be used.
        precondition(result != nil && written == SHA256.length, "libcrypto must offer HMAC-SHA256")
        return code
    }

    /// Takes the same time wherever the codes differ, so that a forger learns nothing from it.
    func isCode(_ code: [UInt8], for message: [UInt8]) -> Bool {
        let right = self.code(for: message)
        return code.count == right.count && CRYPTO_memcmp(code, right, code.count) == 0
    }
}
