import NIOCore
import Testing

@testable import Inference

@Suite struct EmbeddingEngineTests {
    private let journal = FakeEmbeddingModel.Journal()

    private func makeEngine(
        _ limits: EmbeddingQueue.Limits = .init(),
        cacheEntriesMax: Int = 0,
        clock: EmbeddingEngine.Clock = .init()
    ) -> EmbeddingEngine {
        EmbeddingEngine(
            model: FakeEmbeddingModel(journal: journal),
            limits: limits,
            cacheEntriesMax: cacheEntriesMax,
            clock: clock
        )
    }

    private func inputs(_ texts: String...) -> [EmbeddingInput] {
        texts.map { EmbeddingInput(purpose: .query, text: $0) }
    }

    /// Runs the engine while `body` does, and stops it after.
    private func running<Result: Sendable>(
        _ engine: EmbeddingEngine,
        _ body: @Sendable () async throws -> Result
    ) async throws -> Result {
        try await withThrowingTaskGroup { tasks in
            tasks.addTask { try await engine.run() }
            defer { tasks.cancelAll() }
            return try await body()
        }
    }

    /// Gives other tasks their turn until so many texts wait.
    private func waiting(_ count: Int, in engine: EmbeddingEngine) async {
        while engine.waitingTexts != count { await Task.yield() }
    }

    @Test func embeddingsComeInTheOrderOfTheTexts() async throws {
        let engine = makeEngine()
        let embeddings = try await running(engine) { try await engine.embed(inputs("a", "bb", "ccc")) }
        #expect(embeddings.map { $0.values[0] } == [1, 2, 3])
    }

    @Test func concurrentCallersShareABatch() async throws {
        let engine = makeEngine(.init(batchTextsMax: 4))
        async let one = engine.embed(inputs("a"))
        async let two = engine.embed(inputs("bb"))
        async let three = engine.embed(inputs("ccc"))
        await waiting(3, in: engine)
        async let _ = engine.run()
        let values = try await [one, two, three].map { $0[0].values }
        #expect(values == [[1, 1], [2, 1], [3, 1]])
        #expect(journal.all.map { $0.sorted() } == [["a", "bb", "ccc"]])
    }

    @Test func aTextSeenBeforeIsNotEncodedAgain() async throws {
        let engine = makeEngine(cacheEntriesMax: 10)
        let embeddings = try await running(engine) {
            _ = try await engine.embed(inputs("bb"))
            return try await engine.embed(inputs("a", "bb", "ccc"))
        }
        #expect(embeddings.map { $0.values[0] } == [1, 2, 3])
        #expect(journal.all == [["bb"], ["a"], ["ccc"]])
    }

    @Test func aCancelledCallerIsAnsweredAtOnceAndItsTextsAreNotEncoded() async throws {
        let engine = makeEngine()
        await withThrowingTaskGroup { tasks in
            tasks.addTask { _ = try await engine.embed(inputs("a", "b")) }
            await waiting(2, in: engine)
            tasks.cancelAll()
            await #expect(throws: CancellationError.self) { try await tasks.next() }
        }
        #expect(engine.waitingTexts == 0)
        _ = try await running(engine) { try await engine.embed(inputs("c")) }
        #expect(journal.all == [["c"]])
    }

    @Test func aDeadlineThatPassesInTheQueueFailsTheCall() async throws {
        let moments = SteppingClock(milliseconds: [0, 20])
        let engine = makeEngine(clock: .init(now: { moments.now() }))
        await #expect(throws: InferenceError.deadlinePassed) {
            try await running(engine) {
                try await engine.embed(inputs("a"), deadline: .uptimeNanoseconds(0) + .milliseconds(10))
            }
        }
        #expect(journal.all.isEmpty)
    }

    @Test func aModelThatFailsFailsItsBatchAndLivesOn() async throws {
        let engine = makeEngine()
        try await running(engine) {
            await #expect(throws: InferenceError.encodingFailed(status: 1)) {
                try await engine.embed(inputs(FakeEmbeddingModel.poison))
            }
            _ = try await engine.embed(inputs("a"))
        }
    }

    @Test func aStoppedEngineFailsWhoWaitsAndWhoComes() async throws {
        let engine = makeEngine()
        try await withThrowingTaskGroup { tasks in
            tasks.addTask { _ = try await engine.embed(inputs("a")) }
            await waiting(1, in: engine)
            // Cancelled before it begins: it stops without encoding.
            let run = Task { try await engine.run() }
            run.cancel()
            try await run.value
            await #expect(throws: InferenceError.stopping) { try await tasks.next() }
        }
        await #expect(throws: InferenceError.stopping) { try await engine.embed(inputs("b")) }
    }
}
