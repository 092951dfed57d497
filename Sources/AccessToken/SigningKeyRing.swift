package import FoundationEssentials

/// The keys a service trusts. The first signs; all verify, so a new key can be put in front while
/// tokens of the old one live on.
package struct SigningKeyRing: Hashable, Sendable {
    private let keys: [SigningKey]

    /// Longer texts are refused before any work is done on them.
    package static let tokenLengthMax = 1024
    static let version = "x1"

    package init(keys: [SigningKey]) throws(KeyFileError) {
        guard !keys.isEmpty else { throw .noKeys }
        for (index, key) in keys.enumerated() where keys[..<index].contains(where: { $0.id == key.id }) {
            throw .duplicateKeyID(key.id)
        }
        self.keys = keys
    }

    /// Signs with the first key. Times are cut to whole seconds; the lifetime is at least a second.
    package func sign(
        subject: String,
        role: AccessToken.Role,
        issuedAt: Date,
        lifetime: TimeInterval
    ) throws -> String {
        let issued = Self.wholeSeconds(issuedAt.timeIntervalSince1970)
        let payload = AccessToken.Payload(
            sub: subject,
            role: role.rawValue,
            iat: issued,
            exp: issued + Self.wholeSeconds(lifetime),
            kid: keys[0].id
        )
        // The round trip holds signing to the same limits as verifying.
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let encoded = try encoder.encode(AccessToken(payload: payload).payload)
        let signed = "\(Self.version).\(Base64URL.encode([UInt8](encoded)))"
        return "\(signed).\(Base64URL.encode(HMACSHA256.code(for: Array(signed.utf8), key: keys[0].secret)))"
    }

    /// The token's contents, if one of this ring's keys signed it, it is valid at `now`, and its role is accepted.
    ///
    /// A token is expired from its expiry second on. `clockSkew` is how far, in seconds, the issuer's clock may be ahead.
    package func verify(
        _ text: String,
        now: Date,
        accepting roles: Set<AccessToken.Role> = Set(AccessToken.Role.allCases),
        clockSkew: TimeInterval = 30
    ) throws(AccessTokenError) -> AccessToken {
        let token = try authenticate(text)
        guard token.issuedAt <= now.addingTimeInterval(clockSkew) else {
            throw .notYetValid(issuedAt: token.issuedAt)
        }
        guard now < token.expiresAt else { throw .expired(at: token.expiresAt) }
        guard roles.contains(token.role) else { throw .wrongRole(token.role, accepted: roles) }
        return token
    }

    /// What no token can hold becomes -1, which the payload's rules refuse.
    private static func wholeSeconds(_ seconds: TimeInterval) -> Int64 {
        (0...TimeInterval(AccessToken.secondsMax)).contains(seconds) ? Int64(seconds) : -1
    }

    private func authenticate(_ text: String) throws(AccessTokenError) -> AccessToken {
        guard text.utf8.count <= Self.tokenLengthMax else {
            throw .malformed("it must have at most \(Self.tokenLengthMax) bytes")
        }
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0] == Self.version else {
            throw .malformed("it must have the form \(Self.version).<payload>.<signature>")
        }
        guard let encoded = Base64URL.decode(parts[1]), let signature = Base64URL.decode(parts[2]) else {
            throw .malformed("its parts must be base64url without padding")
        }
        // The payload names the key, so it is decoded before it is trusted; nothing of it leaves before the comparison
        // but the key's id.
        guard let payload = try? JSONDecoder().decode(AccessToken.Payload.self, from: Data(encoded)) else {
            throw .malformed("its payload must be JSON with sub, role, iat, exp and kid")
        }
        guard let key = keys.first(where: { $0.id == payload.kid }) else {
            throw .unknownKey(String(payload.kid.prefix(SigningKey.idLengthMax)))
        }
        let expected = HMACSHA256.code(
            for: Array(text.utf8.prefix(text.utf8.count - parts[2].utf8.count - 1)),
            key: key.secret
        )
        guard HMACSHA256.equal(signature, expected) else { throw .badSignature }
        return try AccessToken(payload: payload)
    }
}
