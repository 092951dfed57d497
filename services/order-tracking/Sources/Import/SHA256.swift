import CCrypto

/// The SHA-256 of bytes that come in pieces, by libcrypto.
final class SHA256 {
    static let length = 32
    private let context: OpaquePointer

    init() {
        guard let context = EVP_MD_CTX_new(), EVP_DigestInit_ex(context, EVP_sha256(), nil) == 1 else {
            preconditionFailure("libcrypto must offer SHA-256")
        }
        self.context = context
    }

    deinit {
        EVP_MD_CTX_free(context)
    }

    func update(_ bytes: [UInt8]) {
        let result = EVP_DigestUpdate(context, bytes, bytes.count)
        precondition(result == 1, "a digest under way takes every input")
    }

    /// The hash of all bytes so far. Ends this digest.
    func finish() -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: Self.length)
        let result = EVP_DigestFinal_ex(context, &digest, nil)
        precondition(result == 1, "a digest is finished once")
        return digest
    }
}
