import Synchronization
import Testing

@testable import Recommendation

@Suite struct TimedCacheTests {
    private func counting() -> TimedCache<Int> {
        let calls = Mutex(0)
        return TimedCache(ageMaxMilliseconds: 1_000) { _ in
            calls.withLock {
                $0 += 1
                return $0
            }
        }
    }

    @Test func valueIsMadeAgainWhenItIsOld() async throws {
        let cache = counting()
        #expect(try await cache.current(now: start) == 1)
        #expect(try await cache.current(now: start + 999) == 1)
        #expect(try await cache.current(now: start + 1_000) == 2)
    }

    @Test func aClockThatWentBackMakesItAgain() async throws {
        let cache = counting()
        #expect(try await cache.current(now: start) == 1)
        #expect(try await cache.current(now: start - 1) == 2)
    }
}
