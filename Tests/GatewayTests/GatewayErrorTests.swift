import Foundation
import MeshRuntime
import Testing

@testable import AccessToken
@testable import Gateway

@Suite struct GatewayErrorTests {
    @Test(arguments: [
        (GatewayError.missingToken, StatusCode.unauthenticated), (.malformedAuthorization, .unauthenticated),
        (.refusedToken(.badSignature), .unauthenticated), (.refusedToken(.expired(at: Date())), .unauthenticated),
        (.refusedToken(.wrongRole(.agent, accepted: [.customer])), .permissionDenied),
        (.tooManyCalls(wait: .seconds(1)), .resourceExhausted), (.tooManySubscriptions(max: 1), .resourceExhausted),
        (.busy, .resourceExhausted), (.missingMessageID, .invalidArgument), (.emptyText, .invalidArgument),
        (.invalidLength(field: "text", bytes: 0, allowed: 1...2), .invalidArgument),
        (.unknownConversation("c1"), .notFound), (.dialogueUnavailable, .unavailable), (.stopping, .unavailable),
        (.dialogueFailed(.internalError), .internalError),
    ])
    func everyErrorHasItsStatus(error: GatewayError, code: StatusCode) {
        #expect(CallError(error).code == code)
    }

    @Test func tooManyCallsSaysHowLongToWait() {
        let error = CallError(.tooManyCalls(wait: .milliseconds(1201)))
        #expect(error.pushback == .milliseconds(1201))
        #expect(error.message == "too many calls; the next one is accepted in 1.3 s")
    }
}
