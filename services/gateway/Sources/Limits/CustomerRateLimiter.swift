import Synchronization

/// One bucket a subject. Buckets that filled up again are dropped, so memory is bounded by those who called lately.
final class CustomerRateLimiter: Sendable {
    private let rate: TokenBucket.Rate
    private let subjectsMax: Int
    private let buckets = Mutex<[String: TokenBucket]>([:])

    init(rate: TokenBucket.Rate, subjectsMax: Int) {
        precondition(subjectsMax >= 1, "subjectsMax must be at least 1 (is \(subjectsMax))")
        self.rate = rate
        self.subjectsMax = subjectsMax
    }

    func take(for subject: String, at now: ContinuousClock.Instant) -> TokenBucket.Decision {
        buckets.withLock { buckets in
            if buckets[subject] == nil, buckets.count >= subjectsMax {
                buckets = buckets.filter { !$0.value.isFull(at: now) }
                // Every known subject called within its interval: a newcomer waits until one of them is done.
                guard buckets.count < subjectsMax else { return .refused(wait: rate.interval) }
            }
            return buckets[subject, default: TokenBucket(fullAt: now)].take(at: now, rate: rate)
        }
    }

    var subjects: Int { buckets.withLock(\.count) }
}
