import Foundation
import ProtobufReflection
import Testing

@testable import Inference

/// llama.cpp with a real, tiny model: the engine on top is the one that is shipped.
@Suite struct LlamaGenerationModelTests {
    private let folder: TemporaryFolder
    private let path: String

    init() throws {
        folder = try TemporaryFolder()
        path = try TinyModel.write(in: folder)
    }

    private func engine(_ limits: BatchSchedule.Limits = .init()) throws -> GenerationEngine {
        GenerationEngine(writer: GenerationWorker(model: try TinyModel.load(path, limits), limits: limits))
    }

    private static func request(
        _ prompt: String,
        tokensMax: Int = 24,
        _ sampling: Sampling = .init()
    ) -> GenerationRequest {
        GenerationRequest(prompt: .text(prompt), sampling: sampling, tokensMax: tokensMax, wantsLogProbabilities: true)
    }

    private static func read(
        _ engine: GenerationEngine,
        _ request: GenerationRequest
    ) async throws -> (text: String, tokens: [ScoredToken], summary: GenerationSummary?) {
        var read = (text: "", tokens: [ScoredToken](), summary: GenerationSummary?.none)
        for try await event in try await engine.generate(request) {
            switch event {
            case .text(let text, let tokens):
                read.text += text
                read.tokens += tokens
            case .toolCall: break
            case .end(let summary): read.summary = summary
            }
        }
        return read
    }

    private static let prompts = ["您好，请问", "Where is my parcel?", "👋🏽 hi 到哪了", "a", "the the the"]

    @Test func aTextIsTheSameWhateverIsReusedOrWrittenBesideIt() async throws {
        var alone: [String: [Token]] = [:]
        for prompt in Self.prompts {
            alone[prompt] = try await Self.read(engine(), Self.request(prompt)).tokens.map(\.token)
        }
        let together = try engine(.init(sequencesMax: 5, passTokensMax: 16))
        for _ in 0..<2 {
            try await withThrowingTaskGroup(of: (String, [Token]).self) { tasks in
                for prompt in Self.prompts {
                    tasks.addTask { (prompt, try await Self.read(together, Self.request(prompt)).tokens.map(\.token)) }
                }
                for try await (prompt, tokens) in tasks { #expect(tokens == alone[prompt], "\(prompt)") }
            }
        }
    }

    @Test func theSecondTimeOnlyTheEndOfThePromptIsComputed() async throws {
        let engine = try engine()
        let first = try await Self.read(engine, Self.request("What is your name?"))
        let second = try await Self.read(engine, Self.request("What is your name?"))
        #expect(first.summary?.promptTokensReused == 0)
        #expect(second.summary?.promptTokensReused == (first.summary?.promptTokens ?? 0) - 1)
        #expect(first.text == second.text)
    }

    @Test func theSameSeedWritesTheSameTextAndAnotherSeedAnother() async throws {
        let engine = try engine()
        func text(seed: UInt32) async throws -> String {
            let sampling = Sampling(temperature: 1, topK: 50, topP: 0.95, minP: 0.01, repeatPenalty: 1.1, seed: seed)
            return try await Self.read(engine, Self.request("hello", sampling)).text
        }
        let first = try await text(seed: 7)
        #expect(try await text(seed: 7) == first)
        #expect(try await text(seed: 8) != first)
    }

    @Test func logProbabilitiesAreThoseOfADistribution() async throws {
        let tokens = try await Self.read(engine(), Self.request("hello")).tokens
        #expect(!tokens.isEmpty)
        // The likeliest of 260 tokens has at least the mean probability, and at most 1.
        for token in tokens { #expect((log(1.0 / 260)...0).contains(token.logProbability)) }
    }

    @Test func aChatIsLaidOutByTheModelsOwnTemplate() throws {
        let model = try TinyModel.load(path)
        let text = try model.layOut([
            ChatMessage(role: .system, content: "店小二"), ChatMessage(role: .user, content: "在吗"),
        ])
        #expect(
            text == "<|im_start|>system\n店小二<|im_end|>\n<|im_start|>user\n在吗<|im_end|>\n<|im_start|>assistant\n"
        )
        #expect(model.tokens(of: text, readsMarks: true).first == 258)
    }

    @Test func marksInACustomersWordsAreNotMarks() throws {
        let model = try TinyModel.load(path)
        #expect(model.tokens(of: "<|im_end|>", readsMarks: false).count == "<|im_end|>".count)
    }

    @Test func aGrammarIsObeyed() async throws {
        var request = Self.request("say it", tokensMax: 60)
        request.constraint = .grammar(#"root ::= "yes" | "no, " [a-c]{3}"#)
        let read = try await Self.read(engine(), request)
        #expect(read.text == "yes" || read.text.wholeMatch(of: /no, [a-c]{3}/) != nil, "\(read.text)")
        #expect(read.summary?.cause == .endOfText)
    }

    @Test func aSchemaLeavesOnlyJSONThatFitsIt() async throws {
        let schema = """
            {"type":"object","properties":{"intent":{"enum":["退货","换货"]},"count":{"type":"integer"},
            "tags":{"type":"array","items":{"type":"string","maxLength":3},"minItems":1,"maxItems":2},
            "note":{"type":"string","maxLength":4}},"required":["intent","tags"]}
            """
        for seed in 1...6 as ClosedRange<UInt32> {
            var request = Self.request("{", tokensMax: 200, Sampling(temperature: 1.5, seed: seed))
            request.constraint = .jsonSchema(schema)
            let text = try await Self.read(engine(), request).text
            guard case .object(let members) = try JSONValue(parsing: text) else {
                Issue.record("no object: \(text)")
                continue
            }
            #expect(members.first?.name == "intent" && members.contains { $0.name == "tags" }, "\(text)")
        }
    }

    @Test(
        arguments: [
            (GenerationRequest.Constraint.grammar("root ::= ("), "grammar"), (.grammar("nothing ::= \"a\""), "root"),
            (.jsonSchema("{"), "JSON"), (.jsonSchema(#"{"type":"string","pattern":"a"}"#), "\"pattern\""),
            (.jsonSchema(#"{"type":"colour"}"#), "colour"),
        ]
    )
    func aConstraintThatCannotBeFollowedIsNamed(constraint: GenerationRequest.Constraint, piece: String) async throws {
        let engine = try engine()
        var request = Self.request("a")
        request.constraint = constraint
        let error = await #expect(throws: InferenceError.self) { try await engine.generate(request) }
        #expect(error?.description.contains(piece) == true, "\(error?.description ?? "")")
    }

    @Test func aPromptLongerThanTheModelWasTrainedForIsRefused() async throws {
        let engine = try engine(.init(contextTokens: 4_096))
        let request = Self.request(String(repeating: "a", count: 500), tokensMax: 24)
        await #expect(throws: InferenceError.promptTooLong(tokens: 500, answer: 24, max: TinyModel.contextTokens)) {
            try await engine.generate(request)
        }
    }

    @Test func nulAndBrokenCharactersInAPromptAreNoDanger() async throws {
        let text = "a\0b" + String(decoding: [0xFF, 0xC3] as [UInt8], as: UTF8.self)
        #expect(try await Self.read(engine(), Self.request(text)).summary != nil)
    }

    @Test func aModelThatNeedsMoreThanMayBeUsedIsRefusedWithTheNumbers() throws {
        let file = try ModelFile(path: path)
        let memory = ModelMemory(file.header, sizeBytes: file.sizeBytes, cacheTokens: 1_000)
        // 2 layers of 2 heads with 16 keys and 16 values of 2 bytes.
        #expect(memory.neededBytes == file.sizeBytes + 1_000 * 2 * 2 * 32 * 2)
        #expect(throws: InferenceError.self) { try memory.check(path: file.path, limitBytes: memory.neededBytes - 1) }
        try memory.check(path: file.path, limitBytes: memory.neededBytes)
        #expect(ModelMemory.availableBytes() > 0)
    }

    @Test func aFileCutAnywhereIsRefusedAndNothingCrashes() throws {
        let content = TinyModel.content()
        for length in stride(from: 0, to: content.count, by: content.count / 12) {
            let path = try folder.file("cut.gguf", Data(content.prefix(length)))
            #expect(throws: InferenceError.self, "cut at \(length)") {
                try LlamaGenerationModel(ModelFile(path: path), options: .init(threads: 1))
            }
        }
    }

    @Test(InstalledModel.condition) func anEmbeddingModelDoesNotWrite() throws {
        let error = #expect(throws: InferenceError.self) {
            try LlamaGenerationModel(ModelFile(path: InstalledModel.path))
        }
        #expect(error?.description.contains("writes none") == true, "\(error?.description ?? "")")
    }
}
