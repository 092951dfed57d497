import IntentPipeline
import Synchronization
import Testing

@testable import Nlu

@Suite struct MessageEmbedderTests {
    private let counting = CountingSource()

    private func embedder(cacheSize: Int = 100) -> MessageEmbedder {
        let start = ContinuousClock.now
        return MessageEmbedder(source: counting.source, cacheSize: cacheSize, pause: .seconds(2)) { start }
    }

    @Test func aTextIsAskedForOnce() async {
        let embedder = embedder()
        _ = await embedder.vectors(of: ["你好", "谢谢", "你好"], model: TestLesson.embeddingModel)
        let vectors = await embedder.vectors(of: ["谢谢", "再见"], model: TestLesson.embeddingModel)
        #expect(counting.asked == [["你好", "谢谢"].sorted(), ["再见"]])
        #expect(vectors == ["谢谢": TestLesson.vector(of: "谢谢"), "再见": TestLesson.vector(of: "再见")])
    }

    @Test func afterAFailureInferenceIsLeftAloneForAWhile() async {
        let start = ContinuousClock.now
        let offset = Mutex(Duration.zero)
        let counting = counting
        let embedder = MessageEmbedder(source: counting.source, cacheSize: 10, pause: .seconds(2)) {
            start.advanced(by: offset.withLock { $0 })
        }
        counting.setDown(true)
        #expect(await embedder.vectors(of: ["一"], model: TestLesson.embeddingModel) == nil)
        counting.setDown(false)
        #expect(await embedder.vectors(of: ["一"], model: TestLesson.embeddingModel) == nil)
        #expect(counting.asked.count == 1)
        offset.withLock { $0 = .seconds(3) }
        #expect(await embedder.vectors(of: ["一"], model: TestLesson.embeddingModel) != nil)
    }

    @Test func vectorsOfAnotherModelAreNotUsed() async {
        counting.setModel("another")
        #expect(await embedder().vectors(of: ["你好"], model: TestLesson.embeddingModel) == nil)
    }

    @Test func aSourceThatForgetsATextIsRefused() async {
        let forgetful = EmbeddingSource { _ in EmbeddingSource.Answer(vectors: [], model: "m") }
        await #expect(throws: IntentPipelineError.unusableEmbeddings(reason: "0 came for 1 texts")) {
            _ = try await forgetful.embedAll(["你好"], batchSize: 8)
        }
    }

    @Test func manyTextsAreAskedForInBatches() async throws {
        let answer = try await counting.source.embedAll((0..<10).map { "\($0)" }, batchSize: 4)
        #expect(counting.asked.map(\.count) == [4, 4, 2])
        #expect(answer == TestLesson.embedded((0..<10).map { "\($0)" }))
    }

    @Test func theCacheStaysBoundedAndKeepsWhatIsUsed() {
        var cache = RecentCache<Int, Int>(generationSize: 10)
        for number in 0..<1_000 {
            cache.insert(number, for: number)
            #expect(cache.value(for: 0) == 0)
            #expect(cache.count <= 20)
        }
        #expect(cache.value(for: 999) == 999)
        #expect(cache.value(for: 500) == nil)
    }
}
