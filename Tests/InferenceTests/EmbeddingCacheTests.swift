import SeededRandom
import Testing

@testable import Inference

@Suite struct EmbeddingCacheTests {
    private static func input(_ text: String, _ purpose: EmbeddingPurpose = .query) -> EmbeddingInput {
        EmbeddingInput(purpose: purpose, text: text)
    }

    private static func embedding(_ value: Float) -> Embedding {
        Embedding(values: [value], tokens: 1, isTruncated: false)
    }

    @Test func theEntryUsedLongestAgoMakesRoom() {
        var cache = EmbeddingCache(capacity: 2)
        cache.insert(Self.embedding(1), for: Self.input("a"))
        cache.insert(Self.embedding(2), for: Self.input("b"))
        #expect(cache.find(Self.input("a"))?.values == [1])
        cache.insert(Self.embedding(3), for: Self.input("c"))
        #expect(cache.find(Self.input("b")) == nil)
        #expect(cache.find(Self.input("a"))?.values == [1])
        #expect(cache.find(Self.input("c"))?.values == [3])
        #expect(cache.count == 2)
    }

    @Test func purposesAreKeptApart() {
        var cache = EmbeddingCache(capacity: 2)
        cache.insert(Self.embedding(1), for: Self.input("a", .query))
        #expect(cache.find(Self.input("a", .passage)) == nil)
    }

    @Test func aCacheOfNoEntriesKeepsNothing() {
        var cache = EmbeddingCache(capacity: 0)
        cache.insert(Self.embedding(1), for: Self.input("a"))
        #expect(cache.count == 0)
        #expect(cache.find(Self.input("a")) == nil)
    }

    @Test func longTextsAreNotKept() {
        var cache = EmbeddingCache(capacity: 2)
        cache.insert(Self.embedding(1), for: Self.input(String(repeating: "a", count: EmbeddingCache.textBytesMax + 1)))
        #expect(cache.count == 0)
    }

    /// Against a list in order of use.
    @Test(arguments: 1...20)
    func randomUseEqualsAList(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        var cache = EmbeddingCache(capacity: 5)
        var list: [(EmbeddingInput, Float)] = []
        for _ in 0..<400 {
            let number = Int.random(in: 0..<9, using: &random)
            let input = Self.input("\(number)")
            let known = list.firstIndex { $0.0 == input }
            if Bool.random(using: &random) {
                #expect(cache.find(input)?.values == known.map { [list[$0].1] })
            } else {
                cache.insert(Self.embedding(Float(number)), for: input)
                if known == nil { list.append((input, Float(number))) }
            }
            if let known { list.append(list.remove(at: known)) }
            if list.count > 5 { list.removeFirst() }
            #expect(cache.count == list.count)
        }
    }
}
