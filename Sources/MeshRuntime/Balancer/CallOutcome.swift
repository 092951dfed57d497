import NIOCore

/// What the end of a call says about the endpoint that it was written to.
struct CallOutcome {
    enum Verdict: Hashable, Sendable {
        /// The server did its part, whatever the answer says.
        case answered
        /// It failed in a way that another server might not have.
        case failed
        /// It lives and has too much to do: a reason to call others, none to stop calling.
        case refused
        /// The caller went away, so it took at least so long.
        case abandoned
    }

    /// The longest latency that a failure counts as.
    static let penaltyMax = TimeAmount.seconds(30)

    let verdict: Verdict
    /// From writing the call to its end.
    let latency: TimeAmount
    /// What a failure costs the caller; nil for a call without a deadline.
    let timeout: TimeAmount?

    static func verdict(on failure: CallFailure?) -> Verdict {
        guard let failure else { return .answered }
        if failure.progress == .refused { return .refused }
        switch failure.error.code {
        case .unavailable, .deadlineExceeded, .unknown, .internalError, .dataLoss: return .failed
        case .cancelled: return .abandoned
        default: return .answered
        }
    }

    /// The endpoint's latency as it is after this call.
    func updated(_ latency: PeakEWMA, now: NIODeadline) -> PeakEWMA {
        var updated = latency
        switch verdict {
        case .answered:
            updated.observe(self.latency, now: now)
        case .abandoned:
            if Double(self.latency.nanoseconds) > latency.value(now: now) { updated.observe(self.latency, now: now) }
        case .failed, .refused:
            let twice = TimeAmount.nanoseconds(Int64(min(2 * latency.value(now: now), 1e18)))
            let penalty = min(max(timeout ?? .zero, twice, self.latency), Self.penaltyMax)
            updated.observeFailure(after: self.latency, penalty: penalty, now: now)
        }
        return updated
    }
}
