import NIOCore
import Testing

@testable import Inference

@Suite struct GenerationEngineTests {
    private let journal = FakeGenerationModel.Journal()

    private func engine(
        _ limits: BatchSchedule.Limits = .init(),
        clock: SteppingClock = SteppingClock(milliseconds: [0])
    ) -> GenerationEngine {
        GenerationEngine(
            writer: GenerationWorker(
                model: FakeGenerationModel(journal: journal),
                limits: limits,
                now: { clock.now() }
            )
        )
    }

    private static func request(
        _ answer: String,
        tokensMax: Int = 100,
        stops: [String] = [],
        scores: Bool = false
    ) -> GenerationRequest {
        GenerationRequest(
            prompt: .text(FakeGenerationModel.prompt(writing: answer)),
            sampling: Sampling(seed: 5),
            tokensMax: tokensMax,
            stops: stops,
            wantsLogProbabilities: scores
        )
    }

    private static func read(
        _ events: AsyncThrowingStream<GenerationEvent, any Error>
    ) async throws -> (text: String, summary: GenerationSummary?, scores: Int) {
        var read = (text: "", summary: GenerationSummary?.none, scores: 0)
        for try await event in events {
            switch event {
            case .text(let text, let tokens):
                read.text += text
                read.scores += tokens.count
            case .toolCall: break
            case .end(let summary): read.summary = summary
            }
        }
        return read
    }

    @Test func aTextIsWrittenToItsEndAndAccountedFor() async throws {
        let read = try await Self.read(engine().generate(Self.request("您好!", scores: true)))
        #expect(read.text == "您好!")
        #expect(read.scores == 7)
        #expect(
            read.summary
                == GenerationSummary(
                    cause: .endOfText,
                    promptTokens: 9,
                    promptTokensReused: 0,
                    generatedTokens: 7,
                    seed: 5
                )
        )
        #expect(journal.openTexts == 0)
    }

    @Test func aLimitInsideACharacterLosesNoByteSilently() async throws {
        let read = try await Self.read(engine().generate(Self.request("您好", tokensMax: 4)))
        #expect(read.text == "您\u{FFFD}")
        #expect(read.summary?.cause == .length)
    }

    @Test func aStopStringEndsTheText() async throws {
        let read = try await Self.read(engine().generate(Self.request("一。二。三", stops: ["二。"])))
        #expect(read.text == "一。")
        #expect(read.summary?.cause == .stopString)
        #expect(journal.openTexts == 0)
    }

    @Test func manyTextsAtOnceEachGetTheirOwn() async throws {
        let engine = engine(.init(sequencesMax: 3, passTokensMax: 8, waitingMax: 100))
        let texts = try await withThrowingTaskGroup(of: (Int, String).self) { tasks in
            for number in 0..<40 {
                tasks.addTask {
                    let answer = String(repeating: "\(number)·", count: number % 5 + 1)
                    return (number, try await Self.read(engine.generate(Self.request(answer))).text)
                }
            }
            return try await tasks.reduce(into: [:]) { $0[$1.0] = $1.1 }
        }
        for number in 0..<40 { #expect(texts[number] == String(repeating: "\(number)·", count: number % 5 + 1)) }
        #expect(journal.all.contains { Set($0.entries.map(\.request)).count > 1 })
    }

    @Test func theSharedBeginningOfPromptsIsComputedOnce() async throws {
        let engine = engine()
        let words = String(repeating: "policy ", count: 50)
        for answer in ["a", "b"] {
            let prompt = FakeGenerationModel.prompt(words, writing: answer)
            let request = GenerationRequest(prompt: .text(prompt), tokensMax: 9)
            let summary = try await Self.read(engine.generate(request)).summary
            #expect(summary?.promptTokensReused == (answer == "a" ? 0 : words.count + 1))
        }
    }

    @Test func aReaderThatGoesAwayFreesItsPlace() async throws {
        let engine = engine(.init(sequencesMax: 1, contextTokens: 900, cacheTokens: 900))
        do {
            var events = try await engine.generate(Self.request(String(repeating: "x", count: 400), tokensMax: 450))
                .makeAsyncIterator()
            _ = try await events.next()
        }
        let read = try await Self.read(engine.generate(Self.request("next")))
        #expect(read.text == "next")
        #expect(journal.openTexts == 0)
    }

    @Test func aFailedPassFailsItsTextsAndNoLaterOne() async throws {
        let engine = engine()
        let poisoned = GenerationRequest(prompt: .text("\0"), tokensMax: 4)
        let events = try await engine.generate(poisoned)
        await #expect(throws: InferenceError.computingFailed(status: -3)) { try await Self.read(events) }
        #expect(try await Self.read(engine.generate(Self.request("on"))).text == "on")
    }

    @Test func aDeadlineThatHasPassedIsNotBegun() async {
        let engine = engine(clock: SteppingClock(milliseconds: [50]))
        let past = NIODeadline.uptimeNanoseconds(10_000_000)
        await #expect(throws: InferenceError.deadlinePassed) {
            try await engine.generate(Self.request("x"), deadline: past)
        }
        #expect(journal.all.isEmpty)
    }

    @Test func aTextIsCutAtItsDeadline() async throws {
        let engine = engine(clock: SteppingClock(milliseconds: [0, 0, 0, 0, 0, 0, 100]))
        let events = try await engine.generate(
            Self.request("a long answer"),
            deadline: NIODeadline.uptimeNanoseconds(60_000_000)
        )
        await #expect(throws: InferenceError.deadlinePassed) { try await Self.read(events) }
    }

    @Test func withoutAModelTheErrorNamesTheSetting() async {
        let error = await #expect(throws: InferenceError.self) {
            try await GenerationEngine().generate(Self.request("x"))
        }
        #expect(error?.description.contains("generate.model") == true)
    }

    @Test func aRefusedRequestLeavesNothingBehind() async throws {
        let engine = engine(.init(contextTokens: 20))
        var request = Self.request("x")
        request.constraint = .grammar("broken")
        await #expect(throws: InferenceError.grammarInvalid(reason: "broken")) { try await engine.generate(request) }
        await #expect(throws: InferenceError.self) { try await engine.generate(Self.request("x", tokensMax: 90)) }
        #expect(journal.openTexts == 0)
    }

    @Test func aModelIsReplacedWhileItsTextsEndInPeace() async throws {
        let engine = engine()
        let before = try await engine.generate(Self.request(String(repeating: "旧", count: 100), tokensMax: 400))
        let next = FakeGenerationModel.Journal()
        engine.replace(with: GenerationWorker(model: FakeGenerationModel(journal: next), limits: .init()))
        #expect(try await Self.read(engine.generate(Self.request("新"))).text == "新")
        #expect(next.all.isEmpty == false)
        #expect(try await Self.read(before).text == String(repeating: "旧", count: 100))
    }
}
