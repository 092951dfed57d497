package import FoundationEssentials

/// Who may speak, as what, and until when: the verified contents of a signed token.
///
/// On the wire a token is `x1.<payload>.<signature>`: the payload is JSON in base64url without padding,
/// the signature is the HMAC-SHA256 of everything before the second dot, in base64url too.
/// Times have whole seconds.
package struct AccessToken: Hashable, Sendable {
    /// The customer's, agent's or service's id; 1 to 128 bytes.
    package let subject: String
    package let role: Role
    package let issuedAt: Date
    package let expiresAt: Date
    /// Which key of the ring signed it.
    package let keyID: String

    package enum Role: String, CaseIterable, Codable, Sendable {
        case customer
        case agent
        case service
        /// Who runs the mesh and may see how it does, and nothing of customers.
        case `operator`
    }
}

extension AccessToken {
    /// The payload's form. Short names are those that RFC 7519 registers for the same claims.
    struct Payload: Codable {
        let sub: String
        let role: String
        let iat: Int64
        let exp: Int64
        let kid: String
    }

    static let subjectLengthMax = 128
    /// 9999-12-31T23:59:59Z: times beyond it have no form that an error could print.
    static let secondsMax: Int64 = 253_402_300_799

    init(payload: Payload) throws(AccessTokenError) {
        guard (1...Self.subjectLengthMax).contains(payload.sub.utf8.count) else {
            throw .malformed("its subject must have 1 to \(Self.subjectLengthMax) bytes")
        }
        guard let role = Role(rawValue: payload.role) else {
            let known = Role.allCases.map(\.rawValue).joined(separator: ", ")
            throw .malformed("its role must be one of \(known)")
        }
        guard payload.iat >= 0, payload.iat < payload.exp, payload.exp <= Self.secondsMax else {
            throw .malformed("it must be issued before it expires")
        }
        self.init(
            subject: payload.sub,
            role: role,
            issuedAt: Date(timeIntervalSince1970: TimeInterval(payload.iat)),
            expiresAt: Date(timeIntervalSince1970: TimeInterval(payload.exp)),
            keyID: payload.kid
        )
    }

    var payload: Payload {
        Payload(
            sub: subject,
            role: role.rawValue,
            iat: Int64(issuedAt.timeIntervalSince1970),
            exp: Int64(expiresAt.timeIntervalSince1970),
            kid: keyID
        )
    }
}
