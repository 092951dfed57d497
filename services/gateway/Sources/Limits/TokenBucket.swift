/// Allows bursts up to a capacity and a steady rate beyond: the token bucket, kept as the one instant at which it would
/// be full again (the virtual scheduling form of the generic cell rate algorithm, ITU-T I.371).
///
/// A bucket that is full knows nothing, so it can be forgotten.
struct TokenBucket: Hashable, Sendable {
    private var fullAt: ContinuousClock.Instant

    struct Rate: Hashable, Sendable {
        /// Calls that may come at once.
        let capacity: Int
        /// Time in which one call is earned back.
        let interval: Duration

        init(capacity: Int, interval: Duration) {
            precondition(capacity >= 1, "capacity must be at least 1 (is \(capacity))")
            precondition(interval > .zero, "interval must be positive (is \(interval))")
            self.capacity = capacity
            self.interval = interval
        }
    }

    enum Decision: Hashable, Sendable {
        case allowed
        /// Nothing was taken; the same call is allowed after this long.
        case refused(wait: Duration)
    }

    init(fullAt now: ContinuousClock.Instant) {
        fullAt = now
    }

    mutating func take(at now: ContinuousClock.Instant, rate: Rate) -> Decision {
        let next = max(fullAt, now) + rate.interval
        let wait = now.duration(to: next) - rate.interval * rate.capacity
        guard wait <= .zero else { return .refused(wait: wait) }
        fullAt = next
        return .allowed
    }

    func isFull(at now: ContinuousClock.Instant) -> Bool { fullAt <= now }
}
