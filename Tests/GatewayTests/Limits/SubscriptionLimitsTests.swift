import Testing

@testable import Gateway

@Suite struct SubscriptionLimitsTests {
    @Test func oneCustomerHoldsNoMoreThanTheirShare() async throws {
        let limits = SubscriptionLimits(perCustomerMax: 1, totalMax: 5)
        try await limits.withSubscription(of: "C1") {
            await #expect(throws: GatewayError.tooManySubscriptions(max: 1)) {
                try await limits.withSubscription(of: "C1") {}
            }
            try await limits.withSubscription(of: "C2") {}
        }
    }

    @Test func allTogetherHoldNoMoreThanTheTotal() async throws {
        let limits = SubscriptionLimits(perCustomerMax: 1, totalMax: 1)
        try await limits.withSubscription(of: "C1") {
            let error = await #expect(throws: GatewayError.self) {
                try await limits.withSubscription(of: "C2") {}
            }
            #expect(error == .busy)
        }
    }

    @Test func aSubscriptionThatEndedLeavesItsPlace() async throws {
        let limits = SubscriptionLimits(perCustomerMax: 1, totalMax: 1)
        await #expect(throws: CancellationError.self) {
            try await limits.withSubscription(of: "C1") { throw CancellationError() }
        }
        try await limits.withSubscription(of: "C1") {}
    }
}
