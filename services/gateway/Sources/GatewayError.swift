import AccessToken
import MeshRuntime

/// Why the gateway refuses a call. The sentences are for the developer of the client.
enum GatewayError: Error, Hashable, Sendable, CustomStringConvertible {
    case missingToken
    case malformedAuthorization
    case refusedToken(AccessTokenError)
    case tooManyCalls(wait: Duration)
    case tooManySubscriptions(max: Int)
    case busy
    case stopping
    case missingMessageID
    case emptyText
    case invalidLength(field: String, bytes: Int, allowed: ClosedRange<Int>)
    case unknownConversation(String)
    case dialogueUnavailable
    case dialogueFailed(StatusCode)

    var description: String {
        switch self {
        case .missingToken:
            "an access token is needed, in the connection's HELLO or as metadata 'authorization: Bearer <token>'"
        case .malformedAuthorization:
            "metadata 'authorization' must be 'Bearer <token>'"
        case .refusedToken(let error):
            error.description
        case .tooManyCalls(let wait):
            "too many calls; the next one is accepted in \(wait.seconds) s"
        case .tooManySubscriptions(let max):
            "at most \(max) subscriptions may be open at once; close one first"
        case .busy:
            "the gateway holds as many subscriptions as it may; try again later"
        case .stopping:
            "the gateway stops; subscribe again after the last number you have"
        case .missingMessageID:
            "message_id is needed, so that a message sent again is not handled twice"
        case .emptyText:
            "text must hold more than white space"
        case .invalidLength(let field, let bytes, let allowed):
            "\(field) must have \(allowed.lowerBound) to \(allowed.upperBound) bytes (has \(bytes))"
        case .unknownConversation(let id):
            "conversation '\(id)' is not known"
        case .dialogueUnavailable:
            "the shop's clerk cannot be reached at the moment; try again, a message with the same message_id"
        case .dialogueFailed(let code):
            "the shop's clerk failed with \(code.name); the trace id of the call leads to the reason"
        }
    }
}

extension CallError {
    /// The one place where the gateway's errors become statuses.
    init(_ error: GatewayError) {
        switch error {
        case .missingToken, .malformedAuthorization:
            self.init(.unauthenticated, error.description)
        case .refusedToken(.wrongRole):
            self.init(.permissionDenied, error.description)
        case .refusedToken:
            self.init(.unauthenticated, error.description)
        case .tooManyCalls(let wait):
            self.init(.resourceExhausted, error.description, pushback: wait)
        case .tooManySubscriptions, .busy:
            self.init(.resourceExhausted, error.description)
        case .missingMessageID, .emptyText, .invalidLength:
            self.init(.invalidArgument, error.description)
        case .unknownConversation:
            self.init(.notFound, error.description)
        case .dialogueUnavailable, .stopping:
            self.init(.unavailable, error.description)
        case .dialogueFailed(let code):
            self.init(code, error.description)
        }
    }
}

extension Duration {
    /// Seconds with one digit behind the point, rounded up, so that waiting that long is enough.
    fileprivate var seconds: String {
        let tenths = (self / .milliseconds(100)).rounded(.up)
        return String(tenths / 10)
    }
}
