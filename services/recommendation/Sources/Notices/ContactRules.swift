/// Whether a notice may reach a customer now.
///
/// A decision over values, made again at the moment of each delivery: what was allowed when a promotion began may not be
/// any more.
struct ContactRules: Hashable, Sendable {
    var perDayMax = 1
    var perWeekMax = 3
    /// Of customers' clocks.
    var utcOffsetMinutes = 480
    /// How long to wait before somebody who is not connected, or a state that may pass, is looked at again.
    var retryMilliseconds: Int64 = 5_000

    struct Facts: Hashable, Sendable {
        var consent: Consent
        var silence: Silence?
        /// When notices were delivered to the customer in the last week, in Unix milliseconds.
        var deliveredAt: [Int64] = []
        /// When the promotion ends; nil is never.
        var endsAt: Int64?
        /// Whether the customer may use the promotion at all now.
        var isEligible = true
    }

    enum Decision: Hashable, Sendable {
        case send
        /// Look again then, in Unix milliseconds.
        case wait(until: Int64)
        /// Never.
        case drop
    }

    func decide(_ facts: Facts, now: Int64) -> Decision {
        if let endsAt = facts.endsAt, now >= endsAt { return .drop }
        guard facts.isEligible else { return .drop }
        // Consent may come back; the promotion's end bounds how long that is waited for.
        guard facts.consent.isGranted else { return .wait(until: now + Self.hour) }
        if facts.silence != nil { return .wait(until: now + retryMilliseconds) }
        let quietEnd = facts.consent.quietHours.end(after: now, utcOffsetMinutes: utcOffsetMinutes)
        if quietEnd > now { return .wait(until: quietEnd) }
        for (count, window) in [(perDayMax, Self.day), (perWeekMax, 7 * Self.day)] {
            let recent = facts.deliveredAt.filter { $0 > now - window }.sorted()
            // When so many have left the window that another one fits.
            if recent.count >= count { return .wait(until: recent[recent.count - count] + window) }
        }
        return .send
    }

    static let hour: Int64 = 3_600_000
    static let day = 24 * hour
}
