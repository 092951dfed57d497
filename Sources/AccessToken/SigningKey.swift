/// A named secret of 32 bytes.
package struct SigningKey: Hashable, Sendable {
    package let id: String
    let secret: [UInt8]

    package static let secretLength = 32
    package static let idLengthMax = 32

    /// The id has 1 to 32 characters of a-z, 0-9 and '-'; the secret has exactly 32 bytes.
    package init(id: String, secret: [UInt8]) throws(KeyFileError) {
        guard (1...Self.idLengthMax).contains(id.utf8.count), id.utf8.allSatisfy(Self.isAllowed) else {
            throw .invalidKeyID(id)
        }
        guard secret.count == Self.secretLength else {
            throw .invalidSecretLength(keyID: id, length: secret.count)
        }
        self.id = id
        self.secret = secret
    }

    /// A fresh key; the generator must be cryptographically secure outside of tests, as the system's is.
    package init(using generator: inout some RandomNumberGenerator) {
        let suffix = (0..<8).map { _ in String(UInt8.random(in: 0..<16, using: &generator), radix: 16) }
        id = "key-" + suffix.joined()
        secret = (0..<Self.secretLength).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
    }

    private static func isAllowed(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"): true
        default: false
        }
    }
}

// A secret printed by accident ends in a log, so every printed form shows the id alone.
extension SigningKey: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "SigningKey(\(id))" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: ["id": id]) }
}
