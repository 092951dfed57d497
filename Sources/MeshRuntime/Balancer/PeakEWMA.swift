import Foundation
import NIOCore

/// A smoothed latency that believes bad news at once and good news slowly: a latency above the average replaces it, one
/// below pulls it down by how much time has passed. It also sinks while nothing is observed, so that an endpoint which
/// was slow once is tried again. After Finagle's balancer of the same name.
///
/// Of the first answers the fastest counts. A process that has just started answers its first call twenty times slower
/// than the next, and one slow answer would leave it without calls for half a minute.
struct PeakEWMA: Hashable, Sendable {
    /// How many answers are heard before slow ones are believed.
    static let warmupAnswers = 5

    /// Zero before the first observation.
    private(set) var nanoseconds: Double
    private(set) var observedAt: NIODeadline
    /// Answers that the warm-up still waits for, 0 to `warmupAnswers`.
    private(set) var warmupRemaining: Int
    let decay: TimeAmount

    /// Of an endpoint that nobody has called yet.
    init(observedAt: NIODeadline, decay: TimeAmount) {
        self.init(nanoseconds: 0, observedAt: observedAt, warmupRemaining: Self.warmupAnswers, decay: decay)
    }

    init(nanoseconds: Double, observedAt: NIODeadline, warmupRemaining: Int = 0, decay: TimeAmount) {
        self.nanoseconds = nanoseconds
        self.observedAt = observedAt
        self.warmupRemaining = warmupRemaining
        self.decay = decay
    }

    var isWarmingUp: Bool { warmupRemaining > 0 }

    func value(now: NIODeadline) -> Double {
        nanoseconds * memory(now: now)
    }

    mutating func observe(_ latency: TimeAmount, now: NIODeadline) {
        let latency = Double(latency.nanoseconds)
        if isWarmingUp {
            nanoseconds = nanoseconds == 0 ? latency : min(latency, nanoseconds)
            warmupRemaining -= 1
        } else {
            nanoseconds = latency >= nanoseconds ? latency : blend(latency, now: now)
        }
        observedAt = max(now, observedAt)
    }

    /// A failure is averaged in at its penalty, and does not replace the average as a slow answer would: a replica that
    /// fails one call of a thousand would otherwise be left alone for the minute or more that ten seconds take to sink
    /// to a millisecond. What a failing share of calls costs is that share of the penalty. It ends the warm-up.
    mutating func observeFailure(after latency: TimeAmount, penalty: TimeAmount, now: NIODeadline) {
        let blended = blend(Double(penalty.nanoseconds), now: now)
        nanoseconds = max(blended, Double(latency.nanoseconds))
        warmupRemaining = 0
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
