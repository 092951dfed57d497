import NIOCore
import SeededRandom
import Testing

@testable import MeshRuntime

@Suite struct BreakerTests {
    private var generator = SplitMix64(seed: 3)
    private var now = NIODeadline.uptimeNanoseconds(1_000_000_000_000)
    private var breaker: Breaker

    init() {
        breaker = Breaker(policy: BreakerPolicy(), now: now)
    }

    /// Nil, or the pause of the opening.
    private mutating func fail(times: Int = 1) -> Duration? {
        var pause: Duration?
        for _ in 0..<times { pause = breaker.failed(now: now, using: &generator) }
        return pause
    }

    private mutating func succeed(times: Int = 1) {
        for _ in 0..<times { _ = breaker.succeeded(now: now) }
    }

    @Test mutating func fiveFailuresInARowOpenIt() {
        let early = fail(times: 4)
        succeed()
        let again = fail(times: 4)
        #expect(early == nil && again == nil)
        #expect(breaker.state == .closed)
        let pause = fail()
        #expect(breaker.state == .open)
        #expect((Duration.milliseconds(800)...Duration.milliseconds(1200)).contains(pause ?? .zero))
    }

    @Test mutating func fewerThanFourOfFiveSuccessesOpenItFromTwentyCallsOn() {
        for _ in 0..<3 {
            succeed(times: 4)
            _ = fail(times: 2)
        }
        #expect(breaker.state == .closed, "18 calls are too few")
        succeed(times: 2)
        _ = fail()
        #expect(breaker.state == .open)
    }

    @Test mutating func eightyPercentAreEnough() {
        for _ in 0..<100 {
            succeed(times: 4)
            _ = fail()
        }
        #expect(breaker.state == .closed)
    }

    @Test mutating func failuresOfTheWindowBeforeAreForgotten() {
        succeed(times: 15)
        _ = fail(times: 3)
        now = now + .seconds(31)
        succeed(times: 15)
        _ = fail(times: 3)
        #expect(breaker.state == .closed, "6 of 36 would be too many")
    }

    @Test mutating func probeDecides() {
        _ = fail(times: 5)
        let late = breaker.succeeded(now: now)
        #expect(!late, "the answer of a call from before says nothing")
        #expect(breaker.state == .open)
        let mayProbe = breaker.pauseEnded()
        #expect(mayProbe && breaker.state == .halfOpen)
        let pause = fail()
        #expect(pause != nil && breaker.state == .open)
        _ = breaker.pauseEnded()
        let isReadmitted = breaker.succeeded(now: now)
        #expect(isReadmitted && breaker.state == .closed)
    }

    @Test mutating func pausesDoubleToTheLongest() {
        var pauses: [Duration] = []
        var next = fail(times: 5)
        while let pause = next, pauses.count < 9 {
            pauses.append(pause)
            _ = breaker.pauseEnded()
            next = fail()
        }
        let expected = [1, 2, 4, 8, 16, 32, 60, 60, 60]
        for (pause, seconds) in zip(pauses, expected) {
            #expect(abs(pause / .seconds(1) - Double(seconds)) <= 0.2 * Double(seconds))
        }
    }

    @Test mutating func goodMinuteMakesThePauseShortAgain() {
        _ = fail(times: 5)
        for _ in 0..<5 {
            _ = breaker.pauseEnded()
            _ = fail()
        }
        _ = breaker.pauseEnded()
        succeed()
        now = now + .seconds(61)
        let pause = fail(times: 5)
        #expect((pause ?? .zero) < .seconds(2))
    }

    /// Against a list of all calls, with any mixture and pace.
    @Test(arguments: 1...10 as ClosedRange<UInt64>)
    mutating func countsAreThoseOfTheWindow(seed: UInt64) {
        var generator = SplitMix64(seed: seed)
        var counts = RollingCounts(window: .seconds(30), now: now)
        var calls: [(at: NIODeadline, success: Bool)] = []
        for _ in 0..<400 {
            now = now + .milliseconds(.random(in: 0...1000, using: &generator))
            calls.append((now, Bool.random(using: &generator)))
            counts.add(success: calls[calls.count - 1].success, now: now)
            func count(_ success: Bool, within time: TimeAmount) -> Int {
                calls.count { $0.success == success && $0.at > now - time }
            }
            // A step is forgotten as a whole, so between 25 and 30 seconds are remembered.
            #expect((count(true, within: .seconds(25))...count(true, within: .seconds(30))).contains(counts.successes))
            #expect((count(false, within: .seconds(25))...count(false, within: .seconds(30))).contains(counts.failures))
        }
    }
}
