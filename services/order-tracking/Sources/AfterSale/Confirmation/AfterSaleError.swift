/// Why an action was neither prepared nor carried out. Nothing was changed.
enum AfterSaleError: Error, Hashable, Sendable {
    /// At least one rule of the shop forbids it.
    case refused([RuleViolation])
    case invalidToken
    case foreignToken
    case tokenExpired(at: Timestamp)
    /// Something that the consequence rests on is no longer as it was.
    case factsChanged
    /// The token was carried out under another key.
    case alreadyExecuted
    /// The key belongs to another confirmation of this customer.
    case keyReused(String)
    case caseNotFound(String)
}

extension AfterSaleError: CustomStringConvertible {
    var description: String {
        switch self {
        case .refused(let violations):
            "the shop's policy forbids this: \(violations.map(\.rule).joined(separator: ", "))"
        case .invalidToken: "confirmation_token must be one that PrepareAction gave"
        case .foreignToken: "the confirmation token belongs to another customer"
        case .tokenExpired(let at): "the confirmation token expired at \(at); prepare the action again"
        case .factsChanged: "the order changed since the action was prepared; prepare it again"
        case .alreadyExecuted: "this confirmation was carried out already, under another idempotency key"
        case .keyReused(let key): "idempotency key \"\(key)\" belongs to another confirmation; use a new key"
        case .caseNotFound(let id): "this customer has no after-sale case \"\(id)\""
        }
    }
}
