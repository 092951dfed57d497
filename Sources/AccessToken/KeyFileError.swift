/// What is wrong with the signing keys. No case carries a secret.
package enum KeyFileError: Error, Hashable, Sendable, CustomStringConvertible {
    case unreadable(path: String, reason: String)
    case unwritable(path: String, reason: String)
    case malformedLine(Int)
    case invalidKeyID(String)
    case invalidSecretLength(keyID: String, length: Int)
    case duplicateKeyID(String)
    case noKeys

    package var description: String {
        switch self {
        case .unreadable(let path, let reason):
            "the key file '\(path)' cannot be read: \(reason)"
        case .unwritable(let path, let reason):
            "the key file '\(path)' cannot be made: \(reason)"
        case .malformedLine(let line):
            "line \(line) of the key file must be '<id> <32 bytes in base64url>'"
        case .invalidKeyID(let id):
            "the key id '\(id)' must have 1 to \(SigningKey.idLengthMax) characters of a-z, 0-9 and '-'"
        case .invalidSecretLength(let id, let length):
            "key '\(id)' must have \(SigningKey.secretLength) bytes (has \(length))"
        case .duplicateKeyID(let id):
            "the key id '\(id)' must occur once"
        case .noKeys:
            "the key file must hold at least one key"
        }
    }
}
