import SeededRandom
import Testing

@testable import MeshRuntime

@Suite struct RetryPolicyTests {
    private typealias Progress = CallFailure.Progress

    private static func verdict(
        _ code: StatusCode = .unavailable,
        _ progress: Progress = .mayHaveRun,
        attempt: Int = 1,
        isIdempotent: Bool = true,
        pushback: Duration? = nil,
        timeLeft: Duration? = nil,
        seed: UInt64 = 1
    ) -> RetryPolicy.Verdict {
        var generator = SplitMix64(seed: seed)
        return RetryPolicy().verdict(
            on: CallFailure(CallError(code, "", pushback: pushback), progress: progress),
            attempt: attempt,
            isIdempotent: isIdempotent,
            timeLeft: timeLeft,
            using: &generator
        )
    }

    /// Rule: what certainly did not run may run; what may have run, only when it may run twice and the code invites.
    @Test(arguments: StatusCode.allCases.filter { $0 != .ok }, [true, false])
    func onlySafeRepeatsAreMade(code: StatusCode, isIdempotent: Bool) {
        #expect(Self.verdict(code, .unwritten, isIdempotent: isIdempotent) == .retry(after: .zero, isFree: true))
        #expect(Self.verdict(code, .refused, isIdempotent: isIdempotent) != .giveUp)
        let mayRepeat = code == .unavailable && isIdempotent
        #expect((Self.verdict(code, .mayHaveRun, isIdempotent: isIdempotent) != .giveUp) == mayRepeat)
    }

    @Test func thirdAttemptIsTheLast() {
        #expect(Self.verdict(attempt: 2) != .giveUp)
        #expect(Self.verdict(attempt: 3) == .giveUp)
        #expect(Self.verdict(.unavailable, .unwritten, attempt: 3) == .giveUp)
    }

    /// Rule: positive is waited for exactly, zero means now, negative means never.
    @Test func pushbackIsObeyed() {
        #expect(Self.verdict(pushback: .milliseconds(700)) == .retry(after: .milliseconds(700), isFree: false))
        #expect(Self.verdict(pushback: .zero) == .retry(after: .zero, isFree: false))
        #expect(Self.verdict(pushback: .milliseconds(-1)) == .giveUp)
        #expect(Self.verdict(.resourceExhausted, .refused, pushback: CallError.never) == .giveUp)
    }

    @Test func pauseThatOutlastsTheDeadlineIsNotBegun() {
        #expect(Self.verdict(pushback: .milliseconds(700), timeLeft: .milliseconds(700)) == .giveUp)
        #expect(Self.verdict(pushback: .milliseconds(700), timeLeft: .milliseconds(701)) != .giveUp)
        #expect(Self.verdict(.unavailable, .unwritten, timeLeft: .zero) == .giveUp)
    }

    @Test func pausesAreSpreadOverAllTheTime() {
        for (attempt, milliseconds) in [(1, 25.0), (2, 50.0)] {
            let pauses = (1...1000 as ClosedRange<UInt64>).compactMap { seed -> Double? in
                guard case .retry(let pause, false) = Self.verdict(attempt: attempt, seed: seed) else { return nil }
                return pause / .milliseconds(1)
            }
            #expect(pauses.count == 1000)
            #expect(pauses.allSatisfy { (0...milliseconds).contains($0) })
            #expect((0.45...0.55).contains(pauses.reduce(0, +) / 1000 / milliseconds))
        }
        var policy = RetryPolicy()
        policy.attemptsMax = 100
        var generator = SplitMix64(seed: 1)
        let failure = CallFailure(CallError(.unavailable, ""))
        for _ in 0..<100 {
            let verdict = policy.verdict(on: failure, attempt: 60, isIdempotent: true, timeLeft: nil, using: &generator)
            guard case .retry(let pause, _) = verdict else { continue }
            #expect(pause <= .seconds(1))
        }
    }

    @Test func pushbackCrossesTheWire() {
        for pushback in [nil, Duration.milliseconds(5), .seconds(90), CallError.never] {
            #expect(StatusHead(CallError(.unavailable, "", pushback: pushback)).callError?.pushback == pushback)
        }
        #expect(StatusHead(CallError(.unavailable, "", pushback: .zero)).callError?.pushback == nil)
        #expect(StatusHead(CallError(.unavailable, "", pushback: .seconds(-9))).callError?.pushback == CallError.never)
    }
}
