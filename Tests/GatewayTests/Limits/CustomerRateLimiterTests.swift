import Testing

@testable import Gateway

@Suite struct CustomerRateLimiterTests {
    private let start = ContinuousClock.now
    private let rate = TokenBucket.Rate(capacity: 1, interval: .seconds(1))

    @Test func oneCustomersHasteDoesNotSlowAnother() {
        let limiter = CustomerRateLimiter(rate: rate, subjectsMax: 10)
        #expect(limiter.take(for: "C1", at: start) == .allowed)
        #expect(limiter.take(for: "C1", at: start) == .refused(wait: .seconds(1)))
        #expect(limiter.take(for: "C2", at: start) == .allowed)
    }

    @Test func restedCustomersAreForgottenWhenPlaceIsNeeded() {
        let limiter = CustomerRateLimiter(rate: rate, subjectsMax: 2)
        _ = limiter.take(for: "C1", at: start)
        _ = limiter.take(for: "C2", at: start + .seconds(1))
        #expect(limiter.take(for: "C3", at: start + .seconds(1)) == .allowed)
        #expect(limiter.subjects == 2)
    }

    @Test func aNewcomerWaitsWhileAllPlacesAreTaken() {
        let limiter = CustomerRateLimiter(rate: rate, subjectsMax: 1)
        _ = limiter.take(for: "C1", at: start)
        #expect(limiter.take(for: "C2", at: start) == .refused(wait: .seconds(1)))
        #expect(limiter.take(for: "C2", at: start + .seconds(1)) == .allowed)
    }
}
