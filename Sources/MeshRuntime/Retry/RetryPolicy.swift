import NIOCore

/// When a call that failed is made again.
public struct RetryPolicy: Hashable, Sendable {
    /// Attempts of one call at most, the first one among them; 1 never retries.
    public var attemptsMax = 3
    /// The n-th retry waits a random time between nothing and `pauseFirst` x 2^(n-1), at most `pauseLongest`.
    public var pauseFirst: Duration = .milliseconds(25)
    public var pauseLongest: Duration = .seconds(1)
    /// Retries and hedges of all calls of a client are at most this share of its calls, 0 to 1, ...
    public var budgetShare = 0.2
    /// ... and so many a second, ...
    public var budgetPerSecond = 10.0
    /// ... saved up over so long.
    public var budgetWindow: Duration = .seconds(10)
    /// Hedges are at most this share of the calls of a client, 0 to 1.
    public var hedgeShare = 0.05
    /// A hedge waits at least so long for the first answer.
    public var hedgeDelayMin: Duration = .milliseconds(1)

    public init() {}
}

extension RetryPolicy {
    enum Verdict: Hashable, Sendable {
        case giveUp
        /// `isFree` if no server has spent anything on the call, so that the budget need not know.
        case retry(after: Duration, isFree: Bool)
    }

    /// What to do about the failure of attempt number `attempt`, which is at least 1. `timeLeft` is nil for a call
    /// without a deadline.
    ///
    /// The server's pushback is obeyed as it is: a positive one is waited for exactly, a negative one forbids a retry.
    func verdict(
        on failure: CallFailure,
        attempt: Int,
        isIdempotent: Bool,
        timeLeft: Duration?,
        using generator: inout some RandomNumberGenerator
    ) -> Verdict {
        guard attempt < attemptsMax, failure.mayRetry(isIdempotent: isIdempotent) else { return .giveUp }
        let pause: Duration
        switch failure.error.pushback {
        case let pushback? where pushback < .zero: return .giveUp
        case let pushback?: pause = pushback
        case nil where failure.progress == .unwritten: pause = .zero
        case nil: pause = jitteredPause(attempt: attempt, using: &generator)
        }
        if let timeLeft, pause >= timeLeft { return .giveUp }
        return .retry(after: pause, isFree: failure.progress == .unwritten)
    }

    /// Full jitter: clients that failed together come back spread over the whole time.
    private func jitteredPause(attempt: Int, using generator: inout some RandomNumberGenerator) -> Duration {
        let longest = min(pauseLongest, pauseFirst * Double(1 << min(attempt - 1, 30)))
        return longest * Double.random(in: 0...1, using: &generator)
    }
}

extension CallFailure {
    fileprivate func mayRetry(isIdempotent: Bool) -> Bool {
        switch progress {
        case .unwritten, .refused: true
        case .mayHaveRun: isIdempotent && error.code == .unavailable
        }
    }
}
