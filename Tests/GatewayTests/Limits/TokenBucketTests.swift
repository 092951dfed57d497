import Testing

@testable import Gateway

private let start = ContinuousClock.now
private let rate = TokenBucket.Rate(capacity: 3, interval: .seconds(2))

@Suite struct TokenBucketTests {
    @Test func aBurstUpToTheCapacityIsAllowed() {
        var bucket = TokenBucket(fullAt: start)
        for _ in 1...3 { #expect(bucket.take(at: start, rate: rate) == .allowed) }
        #expect(bucket.take(at: start, rate: rate) == .refused(wait: .seconds(2)))
    }

    @Test func theWaitIsExactlyLongEnough() {
        var bucket = TokenBucket(fullAt: start)
        for _ in 1...3 { _ = bucket.take(at: start, rate: rate) }
        let early = start + .milliseconds(1999)
        #expect(bucket.take(at: early, rate: rate) == .refused(wait: .milliseconds(1)))
        #expect(bucket.take(at: start + .seconds(2), rate: rate) == .allowed)
    }

    @Test func aRefusedCallTakesNothing() {
        var bucket = TokenBucket(fullAt: start)
        for _ in 1...3 { _ = bucket.take(at: start, rate: rate) }
        let before = bucket
        for _ in 1...100 { _ = bucket.take(at: start, rate: rate) }
        #expect(bucket == before)
    }

    @Test func aRestedBucketHoldsNoMoreThanItsCapacity() {
        var bucket = TokenBucket(fullAt: start)
        let later = start + .seconds(3600)
        #expect(bucket.isFull(at: later))
        let decisions = (1...4).map { _ in bucket.take(at: later, rate: rate) }
        #expect(decisions.filter { $0 == .allowed }.count == 3)
    }

    @Test func theSteadyRateIsOneAnInterval() {
        var bucket = TokenBucket(fullAt: start)
        let allowed = (0..<1000).filter { bucket.take(at: start + .milliseconds(100) * $0, rate: rate) == .allowed }
        // 100 seconds earn 50 calls, less the last moment, and the burst comes on top.
        #expect(allowed.count == 52)
    }
}
