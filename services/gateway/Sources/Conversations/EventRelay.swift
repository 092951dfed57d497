/// Decides which events of a repeated call still go to the client, and whether a failed call is repeated.
///
/// The dialogue-manager answers a message id or an event number with the same recorded events each time, so a call that
/// broke off can be made again: what the client has already is skipped by its number.
struct EventRelay: Hashable, Sendable {
    /// Number of the last recorded event that the client has.
    private(set) var last: UInt64
    private var failures = 0
    private let limits: Limits

    struct Limits: Hashable, Sendable {
        /// Attempts in a row without a new event, the first included.
        let attemptsMax: Int
        let firstWait: Duration
        let longestWait: Duration
    }

    enum AfterFailure: Hashable, Sendable {
        /// Make the call again after this long.
        case `repeat`(after: Duration)
        case giveUp
    }

    init(after last: UInt64, limits: Limits) {
        precondition(limits.attemptsMax >= 1, "attemptsMax must be at least 1 (is \(limits.attemptsMax))")
        self.last = last
        self.limits = limits
    }

    /// Whether the event goes to the client. Number 0 is a part of an answer still being worded: it is never recorded,
    /// so in a repeated call it could be a part that the client has; the whole answer follows anyway.
    mutating func delivers(number: UInt64) -> Bool {
        guard number > 0 else { return failures == 0 }
        guard number > last else { return false }
        last = number
        failures = 0
        return true
    }

    mutating func failed() -> AfterFailure {
        failures += 1
        guard failures < limits.attemptsMax else { return .giveUp }
        let doublings = min(failures - 1, 20)
        return .repeat(after: min(limits.firstWait * (1 << doublings), limits.longestWait))
    }
}
