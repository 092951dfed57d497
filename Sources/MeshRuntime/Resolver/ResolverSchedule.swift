import NIOCore

/// When a target is looked up: again and again, and sooner when an endpoint was lost.
struct ResolverSchedule: Hashable, Sendable {
    /// Look-ups are at least so far apart, however much is lost.
    static let floor = TimeAmount.seconds(1)
    /// So that many clients do not ask in the same moments.
    private static let jitter = 0.2

    private let interval: TimeAmount
    private var lastStart: NIODeadline?
    private var regular: NIODeadline
    private var isWanted = false

    /// The first look-up is due at once.
    init(interval: TimeAmount, now: NIODeadline) {
        self.interval = interval
        regular = now
    }

    var due: NIODeadline {
        guard isWanted, let lastStart else { return regular }
        return min(regular, lastStart + Self.floor)
    }

    mutating func started(now: NIODeadline, using generator: inout some RandomNumberGenerator) {
        lastStart = now
        isWanted = false
        let spread = Double.random(in: (1 - Self.jitter)...(1 + Self.jitter), using: &generator)
        regular = now + .nanoseconds(Int64(Double(interval.nanoseconds) * spread))
    }

    /// Also while a look-up runs, whose answer may be older than the loss.
    mutating func endpointLost() {
        isWanted = true
    }
}
