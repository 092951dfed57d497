import CCrypto

/// The two functions of libcrypto that tokens stand on.
enum HMACSHA256 {
    static let length = 32

    static func code(for message: [UInt8], key: [UInt8]) -> [UInt8] {
        var code = [UInt8](repeating: 0, count: length)
        var written: UInt32 = 0
        let result = HMAC(EVP_sha256(), key, Int32(key.count), message, message.count, &code, &written)
        // HMAC fails only when it cannot allocate or SHA-256 is missing; an all-zero code must then never be used.
        precondition(result != nil && written == length, "libcrypto must offer HMAC-SHA256")
        return code
    }

    /// Takes the same time wherever the codes differ, so that a forger learns nothing from it.
    static func equal(_ first: [UInt8], _ second: [UInt8]) -> Bool {
        first.count == second.count && CRYPTO_memcmp(first, second, first.count) == 0
    }
}
