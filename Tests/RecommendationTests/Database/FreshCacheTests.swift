import Testing

@testable import Recommendation

@Suite struct FreshCacheTests {
    private func cache() -> FreshCache<String, Int> {
        FreshCache(entriesMax: 4, ageMaxMilliseconds: 1_000)
    }

    @Test func keptIsFoundUntilItIsDropped() {
        let cache = cache()
        let (missing, ticket) = cache.look("a", now: 0)
        #expect(missing == nil)
        cache.keep(1, for: "a", ticket, now: 0)
        #expect(cache.look("a", now: 999).value == 1)
        cache.drop(["a"])
        #expect(cache.look("a", now: 999).value == nil)
    }

    @Test func whatWasReadBeforeADropIsNotKeptAfterIt() {
        let cache = cache()
        let ticket = cache.look("a", now: 0).ticket
        cache.drop(["a"])
        cache.keep(1, for: "a", ticket, now: 0)
        #expect(cache.look("a", now: 0).value == nil)
        let other = cache.look("b", now: 0).ticket
        cache.drop(["a"])
        cache.keep(2, for: "b", other, now: 0)
        #expect(cache.look("b", now: 0).value == 2)
    }

    /// More keys are dropped than the cache remembers one by one.
    @Test func manyDropsForgetNoneOfThem() {
        let cache = cache()
        let ticket = cache.look("k0", now: 0).ticket
        cache.drop((0..<20).map { "k\($0)" })
        cache.keep(1, for: "k0", ticket, now: 0)
        #expect(cache.look("k0", now: 0).value == nil)
    }

    @Test func oldIsReadAgain() {
        let cache = cache()
        cache.keep(1, for: "a", cache.look("a", now: 0).ticket, now: 0)
        #expect(cache.look("a", now: 1_000).value == nil)
    }

    @Test func theCacheStaysSmallAndKeepsWhatIsUsed() {
        var cache = GenerationCache<Int, Int>(entriesMax: 10)
        for key in 0..<1_000 {
            cache.insert(key, for: key)
            #expect(cache.value(for: 0) == 0)
            #expect(cache.count <= 10)
        }
    }
}
