import Testing

@testable import TextClassification

@Suite struct NgramExtractorTests {
    private func counts(_ text: String) -> [UInt32: UInt32] {
        let counts = NgramExtractor(usesSounds: false).counts(of: TestExamples.input(text).text)
        return Dictionary(uniqueKeysWithValues: counts.map { ($0.bucket, $0.count) })
    }

    @Test func fourHanCharactersGiveTenNgrams() {
        #expect(counts("快递到哪").values.reduce(0, +) == 10)
    }

    @Test func aWordGivesItselfAndItsInnerNgrams() {
        // "\u{1F}cat\u{1F}": the word, three of length 3, two of length 4, one of length 5.
        #expect(counts("cat").values.reduce(0, +) == 7)
    }

    @Test func twoWordsAlsoGiveTheirPair() {
        let apart = counts("cat").values.reduce(0, +) + counts("dog").values.reduce(0, +)
        #expect(counts("cat dog").values.reduce(0, +) == apart + 1)
    }

    @Test func numbersOfAnyValueAreAlike() {
        #expect(counts("订单12345") == counts("订单987654321"))
    }

    @Test func sharedSubstringsShareBuckets() {
        let shared = Set(counts("我的快递").keys).intersection(counts("快递呢").keys)
        #expect(shared.count == 3)
    }

    @Test(arguments: ["", " ", "\n\t", "，。；"])
    func textWithoutLettersGivesNothing(text: String) {
        #expect(counts(text).isEmpty)
    }

    @Test func bucketsAscend() {
        let buckets = NgramExtractor().counts(of: TestExamples.input("where is 我的快递 now?").text).map(\.bucket)
        #expect(buckets == buckets.sorted())
        #expect(buckets.allSatisfy { $0 < NgramExtractor.bucketCount })
    }

    @Test func anEmojiIsAFeature() {
        #expect(counts("😀😀").values.reduce(0, +) == 2)
    }

    @Test func wordsOfOneSoundShareTheirSounds() {
        func buckets(_ text: String) -> Set<UInt32> {
            Set(NgramExtractor().counts(of: TestExamples.input(text).text).map(\.bucket))
        }
        #expect(buckets("羽容服").intersection(buckets("羽绒服")).count == 2 + 3)
    }

    @Test func aChannelHasNgramsOfItsOwn() {
        let text = TestExamples.input("我的快递").text
        let own = Set(NgramExtractor().counts(of: text).map(\.bucket))
        #expect(own.isDisjoint(with: NgramExtractor(channel: 1).counts(of: text).map(\.bucket)))
    }
}
