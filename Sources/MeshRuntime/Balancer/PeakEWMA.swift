import Foundation
import NIOCore

/// A smoothed latency that believes bad news at once and good news slowly: a latency above the average replaces it, one
/// below pulls it down by how much time has passed. It also sinks while nothing is observed, so that an endpoint which
/// was slow once is tried again. After Finagle's balancer of the same name.
struct PeakEWMA: Hashable, Sendable {
    /// Zero before the first observation.
    private(set) var nanoseconds: Double
    private(set) var observedAt: NIODeadline
    let decay: TimeAmount

    init(nanoseconds: Double = 0, observedAt: NIODeadline, decay: TimeAmount) {
        self.nanoseconds = nanoseconds
        self.observedAt = observedAt
        self.decay = decay
    }

    func value(now: NIODeadline) -> Double {
        nanoseconds * memory(now: now)
    }

    mutating func observe(_ latency: TimeAmount, now: NIODeadline) {
        let latency = Double(latency.nanoseconds)
        nanoseconds = latency >= nanoseconds ? latency : blend(latency, now: now)
        observedAt = max(now, observedAt)
    }

    /// A failure is averaged in at its penalty, and does not replace the average as a slow answer would: a replica that
    /// fails one call of a thousand would otherwise be left alone for the minute or more that ten seconds take to sink
    /// to a millisecond. What a failing share of calls costs is that share of the penalty.
    mutating func observeFailure(after latency: TimeAmount, penalty: TimeAmount, now: NIODeadline) {
        let blended = blend(Double(penalty.nanoseconds), now: now)
        nanoseconds = max(blended, Double(latency.nanoseconds))
        observedAt = max(now, observedAt)
    }

    private func blend(_ latency: Double, now: NIODeadline) -> Double {
        let memory = memory(now: now)
        return nanoseconds * memory + latency * (1 - memory)
    }

    /// The weight that the past still has, 0 to 1.
    private func memory(now: NIODeadline) -> Double {
        guard now > observedAt else { return 1 }
        return exp(-Double((now - observedAt).nanoseconds) / Double(decay.nanoseconds))
    }
}
