import NIOCore
import SeededRandom
import Testing

@testable import MeshRuntime

@Suite struct ResolverScheduleTests {
    private var generator = SplitMix64(seed: 5)
    private let start = NIODeadline.uptimeNanoseconds(1_000_000_000_000)
    private var schedule: ResolverSchedule

    init() {
        schedule = ResolverSchedule(interval: .seconds(5), now: start)
    }

    @Test func firstLookupIsDueAtOnce() {
        #expect(schedule.due == start)
    }

    @Test mutating func laterOnesAreSpreadAroundTheInterval() {
        var waits: [Int64] = []
        for _ in 0..<1000 {
            schedule.started(now: start, using: &generator)
            waits.append((schedule.due - start).nanoseconds / 1_000_000)
        }
        #expect(waits.allSatisfy { (4000...6000).contains($0) })
        #expect((waits.min() ?? 0) < 4100 && (waits.max() ?? 0) > 5900)
    }

    @Test mutating func lossIsLookedUpAtOnceButNotTwiceASecond() {
        schedule.started(now: start, using: &generator)
        schedule.endpointLost()
        #expect(schedule.due == start + .seconds(1))
        schedule.started(now: start + .seconds(3), using: &generator)
        #expect(schedule.due > start + .seconds(6), "the loss is served")
        schedule.endpointLost()
        #expect(schedule.due == start + .seconds(4))
    }

    @Test mutating func lossBeforeTheFirstLookupChangesNothing() {
        schedule.endpointLost()
        #expect(schedule.due == start)
    }
}
