import NIOCore

/// What a further call to an endpoint is expected to cost: its latency times the calls that would share it.
struct EndpointCost: Hashable, Sendable {
    var latency: PeakEWMA
    var pendingCalls: Int
    /// Since when somebody waits for the endpoint and nothing was answered; nil while nobody waits.
    var silentSince: NIODeadline?

    /// Nobody knows what an endpoint costs that has hardly answered yet. It gets one call at a time, before all others,
    /// and none while that is under way, as long as others can be had.
    static let unknown = 1e18

    /// In nanoseconds, good for comparison only.
    func value(now: NIODeadline) -> Double {
        var nanoseconds = latency.value(now: now)
        if latency.isWarmingUp { nanoseconds = pendingCalls > 0 ? Self.unknown : 0 }
        // A stopped process keeps its connection and its good name. What it owes an answer for makes it slow.
        if let silentSince { nanoseconds = max(nanoseconds, Double((now - silentSince).nanoseconds)) }
        return nanoseconds * Double(pendingCalls + 1)
    }
}
