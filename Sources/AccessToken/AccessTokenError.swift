package import FoundationEssentials

/// Why a token was not accepted. No case carries the token, so that none can reach a log.
package enum AccessTokenError: Error, Hashable, Sendable, CustomStringConvertible {
    case malformed(String)
    case unknownKey(String)
    case badSignature
    case notYetValid(issuedAt: Date)
    case expired(at: Date)
    case wrongRole(AccessToken.Role, accepted: Set<AccessToken.Role>)

    package var description: String {
        switch self {
        case .malformed(let reason):
            "the access token is malformed: \(reason)"
        case .unknownKey(let id):
            "the access token is signed with key '\(id)', which this service does not hold"
        case .badSignature:
            "the access token's signature does not match its contents"
        case .notYetValid(let issuedAt):
            "the access token is valid only from \(issuedAt.formatted(.iso8601)) on"
        case .expired(let at):
            "the access token expired at \(at.formatted(.iso8601))"
        case .wrongRole(let role, let accepted):
            "the access token is of role \(role.rawValue); this call takes "
                + accepted.map(\.rawValue).sorted().joined(separator: " or ")
        }
    }
}
