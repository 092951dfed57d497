import NIOCore
import SeededRandom
import Testing

@testable import MeshRuntime

@Suite struct AttemptBudgetTests {
    private let start = NIODeadline.uptimeNanoseconds(1_000_000_000_000)

    private func budget(perSecond: Double = 10) -> AttemptBudget {
        AttemptBudget(share: 0.2, perSecond: perSecond, window: .seconds(10), now: start)
    }

    @Test func oneSecondsWorthIsThereAtFirst() {
        var budget = budget()
        var taken = 0
        for _ in 0..<50 where budget.take(calls: 0, now: start) { taken += 1 }
        #expect(taken == 10)
    }

    @Test func idleTimeSavesUpNoMoreThanTheWindow() {
        var budget = budget()
        var taken = 0
        for _ in 0..<500 where budget.take(calls: 0, now: start + .hours(1)) { taken += 1 }
        #expect(taken == 100)
    }

    /// Whatever the pace of calls and failures, the promise of its comment holds.
    @Test(arguments: 1...30 as ClosedRange<UInt64>)
    func takenIsWithinShareAndRate(seed: UInt64) {
        var generator = SplitMix64(seed: seed)
        var budget = budget()
        var (now, calls, taken) = (start, UInt64(0), 0)
        for _ in 0..<5000 {
            now = now + .milliseconds(.random(in: 0...100, using: &generator))
            calls += .random(in: 0...10, using: &generator)
            for _ in 0..<Int.random(in: 0...20, using: &generator) where budget.take(calls: calls, now: now) {
                taken += 1
            }
            let seconds = Double((now - start).nanoseconds) / 1e9
            #expect(Double(taken) <= 0.2 * Double(calls) + 10 * (seconds + 1))
        }
    }

    /// A storm: every call of 1,000 a second fails three times.
    @Test func stormMayRetryAFifth() {
        var budget = budget()
        var taken = 0
        for call in 1...30_000 {
            for _ in 0..<2 where budget.take(calls: UInt64(call), now: start + .milliseconds(Int64(call))) {
                taken += 1
            }
        }
        #expect((6_000...6_310).contains(taken))
    }
}
