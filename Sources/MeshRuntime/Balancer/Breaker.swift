import NIOCore

/// When an endpoint is left alone.
public struct BreakerPolicy: Hashable, Sendable {
    /// So many failures in a row open the breaker.
    public var failuresInARowMax = 5
    /// So does a share of successes below this, 0 to 1, over `window` if there were at least `callsMin` calls.
    public var successShareMin = 0.8
    public var callsMin = 20
    public var window: Duration = .seconds(30)
    /// How long an endpoint gets no calls: doubled from the first to the longest with each opening that follows on the
    /// last, 20 % shorter or longer at random.
    public var pauseFirst: Duration = .seconds(1)
    public var pauseLongest: Duration = .seconds(60)

    public init() {}
}

/// Keeps calls away from an endpoint that answers with failures, and lets one call through after a pause to see
/// whether it is well again.
struct Breaker: Hashable, Sendable {
    enum State: Hashable, Sendable {
        /// Calls go through. -> open
        case closed
        /// No calls for a while. -> halfOpen
        case open
        /// One call is let through; its end decides. -> closed, open
        case halfOpen
    }

    private(set) var state = State.closed
    private let policy: BreakerPolicy
    private var failuresInARow = 0
    private var counts: RollingCounts
    /// How many openings followed one on another.
    private var openings = 0
    private var closedAt: NIODeadline

    init(policy: BreakerPolicy, now: NIODeadline) {
        self.policy = policy
        counts = RollingCounts(window: TimeAmount(policy.window), now: now)
        closedAt = now
    }

    /// True if this closes the breaker.
    mutating func succeeded(now: NIODeadline) -> Bool {
        switch state {
        case .closed:
            failuresInARow = 0
            counts.add(success: true, now: now)
            return false
        case .open:
            // The answer of a call from before.
            return false
        case .halfOpen:
            state = .closed
            closedAt = now
            return true
        }
    }

    /// The pause, if this opens the breaker.
    mutating func failed(now: NIODeadline, using generator: inout some RandomNumberGenerator) -> Duration? {
        switch state {
        case .closed:
            failuresInARow += 1
            counts.add(success: false, now: now)
            guard failuresInARow >= policy.failuresInARowMax || hasTooFewSuccesses else { return nil }
            if now - closedAt > TimeAmount(policy.pauseLongest) { openings = 0 }
            return open(now: now, using: &generator)
        case .open:
            return nil
        case .halfOpen:
            return open(now: now, using: &generator)
        }
    }

    /// True if the pause has led to a probe.
    mutating func pauseEnded() -> Bool {
        guard state == .open else { return false }
        state = .halfOpen
        return true
    }

    private mutating func open(now: NIODeadline, using generator: inout some RandomNumberGenerator) -> Duration {
        state = .open
        failuresInARow = 0
        counts = RollingCounts(window: TimeAmount(policy.window), now: now)
        openings += 1
        var backoff = Backoff()
        (backoff.first, backoff.factor, backoff.longest) = (policy.pauseFirst, 2, policy.pauseLongest)
        return backoff.delay(failureCount: openings, using: &generator)
    }

    private var hasTooFewSuccesses: Bool {
        let total = counts.successes + counts.failures
        return total >= policy.callsMin && Double(counts.successes) < policy.successShareMin * Double(total)
    }
}

/// Successes and failures of the recent past, forgotten in steps of a sixth of the window.
struct RollingCounts: Hashable, Sendable {
    private static let stepCount = 6
    private let step: TimeAmount
    private var successSteps = Array(repeating: 0, count: stepCount)
    private var failureSteps = Array(repeating: 0, count: stepCount)
    private var current = 0
    private var currentEnd: NIODeadline
    private(set) var successes = 0
    private(set) var failures = 0

    init(window: TimeAmount, now: NIODeadline) {
        step = .nanoseconds(max(1, window.nanoseconds / Int64(Self.stepCount)))
        currentEnd = now + step
    }

    mutating func add(success: Bool, now: NIODeadline) {
        if now >= currentEnd { turn(now: now) }
        if success {
            successSteps[current] += 1
            successes += 1
        } else {
            failureSteps[current] += 1
            failures += 1
        }
    }

    private mutating func turn(now: NIODeadline) {
        let stepsPassed = 1 + Int((now - currentEnd).nanoseconds / step.nanoseconds)
        for _ in 0..<min(stepsPassed, Self.stepCount) {
            current = (current + 1) % Self.stepCount
            successes -= successSteps[current]
            failures -= failureSteps[current]
            (successSteps[current], failureSteps[current]) = (0, 0)
        }
        currentEnd = currentEnd + step * Int64(stepsPassed)
    }
}
