import Synchronization

/// Bounds the streams that stay open, in all and for one customer.
final class SubscriptionLimits: Sendable {
    private let perCustomerMax: Int
    private let totalMax: Int
    private let state = Mutex(State())

    private struct State {
        var total = 0
        var perCustomer: [String: Int] = [:]
    }

    init(perCustomerMax: Int, totalMax: Int) {
        precondition(perCustomerMax >= 1, "perCustomerMax must be at least 1 (is \(perCustomerMax))")
        precondition(totalMax >= perCustomerMax, "totalMax must be at least perCustomerMax (is \(totalMax))")
        self.perCustomerMax = perCustomerMax
        self.totalMax = totalMax
    }

    /// Runs the body while it is counted as an open subscription.
    func withSubscription<Value>(of customerID: String, _ body: () async throws -> Value) async throws -> Value {
        try open(for: customerID)
        defer { close(for: customerID) }
        return try await body()
    }

    private func open(for customerID: String) throws(GatewayError) {
        try state.withLock { state throws(GatewayError) in
            let own = state.perCustomer[customerID, default: 0]
            guard own < perCustomerMax else { throw .tooManySubscriptions(max: perCustomerMax) }
            guard state.total < totalMax else { throw .busy }
            state.total += 1
            state.perCustomer[customerID] = own + 1
        }
    }

    private func close(for customerID: String) {
        state.withLock { state in
            state.total -= 1
            let own = state.perCustomer[customerID, default: 1] - 1
            state.perCustomer[customerID] = own > 0 ? own : nil
        }
    }
}
