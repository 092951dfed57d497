import Foundation
import MeshRuntime
import Testing

@testable import AccessToken
@testable import Contracts
@testable import Gateway

@Suite struct RateLimitTests {
    private let rateLimit = RateLimit(
        limiter: CustomerRateLimiter(rate: TokenBucket.Rate(capacity: 1, interval: .seconds(2)), subjectsMax: 10),
        now: { [now = ContinuousClock.now] in now }
    )

    private func call(by subject: String?) async throws {
        let caller = subject.map { subject in
            AccessToken(subject: subject, role: .customer, issuedAt: Date(), expiresAt: Date(), keyID: "one")
        }
        let context = CallContext(method: "xiaoer.gateway.v1.Customer/Send")
        try await Caller.$current.withValue(caller) {
            try await rateLimit.intercept(GatewayV1.SendRequest(), context: context) { _ in }
        }
    }

    @Test func aCustomerInHasteIsToldHowLongToWait() async throws {
        try await call(by: "C1")
        let error = await #expect(throws: CallError.self) { try await call(by: "C1") }
        #expect(error?.code == .resourceExhausted)
        #expect(error?.pushback == .seconds(2))
        try await call(by: "C2")
    }

    @Test func callsThatNeedNoTokenAreNotCounted() async throws {
        for _ in 1...100 { try await call(by: nil) }
    }
}
