import NIOCore
import Testing

@testable import MeshRuntime

@Suite struct PeakEWMATests {
    private let start = NIODeadline.uptimeNanoseconds(1_000_000_000_000)
    private var latency: PeakEWMA

    init() {
        latency = PeakEWMA(nanoseconds: 0, observedAt: start, decay: .seconds(10))
    }

    private func milliseconds(_ now: NIODeadline) -> Double { latency.value(now: now) / 1e6 }

    private func milliseconds(of latency: PeakEWMA) -> Double { latency.nanoseconds / 1e6 }

    @Test mutating func slowerAnswerReplacesTheAverageAtOnce() {
        latency.observe(.milliseconds(1), now: start)
        latency.observe(.milliseconds(80), now: start + .milliseconds(5))
        #expect(milliseconds(start + .milliseconds(5)) == 80)
    }

    @Test mutating func fasterAnswersPullItDownByTheTimeThatPassed() {
        latency.observe(.milliseconds(100), now: start)
        latency.observe(.milliseconds(0), now: start + .seconds(10))
        #expect(abs(milliseconds(start + .seconds(10)) - 100 / 2.718281828) < 0.001)
    }

    @Test mutating func sinksWhileNothingIsObserved() {
        latency.observe(.milliseconds(100), now: start)
        #expect(abs(milliseconds(start + .seconds(20)) - 100 / (2.718281828 * 2.718281828)) < 0.001)
        #expect(milliseconds(start - .seconds(1)) == 100)
    }

    @Test func fastestOfTheFirstAnswersCounts() {
        var latency = PeakEWMA(observedAt: start, decay: .seconds(10))
        for milliseconds in [20, 3, 1, 2, 40] as [Int64] {
            #expect(latency.isWarmingUp)
            latency.observe(.milliseconds(milliseconds), now: start)
        }
        #expect(!latency.isWarmingUp && self.milliseconds(of: latency) == 1)
        latency.observe(.milliseconds(30), now: start)
        #expect(self.milliseconds(of: latency) == 30)
    }

    @Test func failureEndsTheWarmup() {
        var latency = PeakEWMA(observedAt: start, decay: .seconds(10))
        latency.observe(.milliseconds(1), now: start)
        latency.observeFailure(after: .milliseconds(5), penalty: .seconds(1), now: start + .seconds(1))
        #expect(!latency.isWarmingUp && latency.nanoseconds > 5e6)
    }

    /// One failure in a thousand costs a thousandth of the penalty, not the endpoint.
    @Test mutating func failuresCountByTheirShare() {
        var now = start
        for call in 0..<20_000 {
            now = now + .milliseconds(1)
            if call.isMultiple(of: 1000) {
                latency.observeFailure(after: .milliseconds(1), penalty: .seconds(10), now: now)
            } else {
                latency.observe(.milliseconds(1), now: now)
            }
        }
        #expect((2.0...20.0).contains(milliseconds(now)))
    }

    @Test mutating func failuresAloneComeToTheirPenalty() {
        var now = start
        for _ in 0..<60_000 {
            now = now + .milliseconds(1)
            latency.observeFailure(after: .milliseconds(1), penalty: .seconds(10), now: now)
        }
        #expect(milliseconds(now) > 9_900)
    }
}

@Suite struct CallOutcomeTests {
    private let now = NIODeadline.uptimeNanoseconds(1_000_000_000_000)

    /// Rule: what the server did its part for is answered; what another might have done better is failed.
    @Test(arguments: [
        (StatusCode.notFound, CallFailure.Progress.mayHaveRun, CallOutcome.Verdict.answered),
        (.invalidArgument, .mayHaveRun, .answered), (.resourceExhausted, .mayHaveRun, .answered),
        (.unavailable, .mayHaveRun, .failed), (.deadlineExceeded, .mayHaveRun, .failed),
        (.internalError, .mayHaveRun, .failed), (.unknown, .mayHaveRun, .failed),
        (.resourceExhausted, .refused, .refused), (.unavailable, .refused, .refused),
        (.cancelled, .mayHaveRun, .abandoned),
    ])
    func verdictFollowsFromCodeAndProgress(
        code: StatusCode,
        progress: CallFailure.Progress,
        verdict: CallOutcome.Verdict
    ) {
        #expect(CallOutcome.verdict(on: CallFailure(CallError(code, ""), progress: progress)) == verdict)
    }

    @Test func penaltyIsTheTimeoutOrTwiceTheLatencyUpToItsBound() {
        let known = PeakEWMA(nanoseconds: 4e9, observedAt: now, decay: .seconds(10))
        let later = now + .hours(1)
        func penalty(timeout: TimeAmount, _ known: PeakEWMA, _ now: NIODeadline) -> Double {
            let outcome = CallOutcome(verdict: .failed, latency: .milliseconds(1), timeout: timeout)
            // After an hour the past has no weight, so that the average is the penalty.
            return outcome.updated(known, now: now).nanoseconds / 1e9
        }
        #expect(abs(penalty(timeout: .seconds(2), known, later) - 2) < 1e-6)
        #expect(abs(penalty(timeout: .minutes(5), known, later) - 30) < 1e-6)
        let fresh = CallOutcome(verdict: .failed, latency: .milliseconds(1), timeout: .seconds(1))
        #expect(fresh.updated(known, now: now).nanoseconds == 4e9)
    }

    @Test func abandonedCallSaysThatItTookAtLeastSoLong() {
        let known = PeakEWMA(nanoseconds: 5e6, observedAt: now, decay: .seconds(10))
        let short = CallOutcome(verdict: .abandoned, latency: .milliseconds(1), timeout: nil)
        let long = CallOutcome(verdict: .abandoned, latency: .milliseconds(9), timeout: nil)
        #expect(short.updated(known, now: now + .seconds(1)) == known)
        #expect(long.updated(known, now: now).nanoseconds == 9e6)
    }
}
