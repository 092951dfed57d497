import NIOCore

/// What retries may cost: a share of the calls plus a constant rate, saved up over a window of time. Without it a
/// service that fails gets three times its load just then. After Finagle's retry budget.
///
/// Over any time, at most `share` x calls + `perSecond` x seconds are taken, and one second's worth more.
struct AttemptBudget: Hashable, Sendable {
    private let share: Double
    private let perSecond: Double
    private let window: Double
    private(set) var tokens: Double
    private var callsSeen: UInt64 = 0
    private var lastLook: NIODeadline

    init(share: Double, perSecond: Double, window: Duration, now: NIODeadline) {
        self.share = share
        self.perSecond = perSecond
        self.window = window / .seconds(1)
        tokens = perSecond
        lastLook = now
    }

    /// Takes one attempt, if there is one. `calls` counts all calls ever made, retries not among them.
    mutating func take(calls: UInt64, now: NIODeadline) -> Bool {
        let seconds = max(0, Double((now - lastLook).nanoseconds) / 1e9)
        // What came in evenly over a time longer than the window is forgotten but for the window's part.
        let remembered = seconds > window ? window / seconds : 1
        let earned = share * Double(calls &- callsSeen) + perSecond * seconds
        tokens = tokens * max(0, 1 - seconds / window) + earned * remembered
        (callsSeen, lastLook) = (calls, max(now, lastLook))
        guard tokens >= 1 else { return false }
        tokens -= 1
        return true
    }
}
