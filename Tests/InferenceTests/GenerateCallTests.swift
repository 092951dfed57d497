import Contracts
import Logging
import MeshRuntime
import MeshTestKit
import Testing

@testable import Inference

extension InferenceService {
    static func forTests(writer: GenerationWorker? = nil, modelFolder: String = "/") -> InferenceService {
        InferenceService(
            engine: EmbeddingEngine(model: FakeEmbeddingModel()),
            generation: GenerationEngine(writer: writer),
            loader: ModelLoader(
                options: .init(threads: 1),
                memoryMegabytesMax: 0,
                metrics: GenerationMetrics(),
                logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
            ),
            limits: TextLimits(textsMax: 4, textBytesMax: 64),
            generationLimits: GenerationLimits(tokensDefault: 50, tokensMax: 200, promptBytesMax: 1_000),
            modelFolder: modelFolder
        )
    }
}

/// Generate and SwapModel as a client sees them, through the mesh's own bytes.
@Suite struct GenerateCallTests {
    private let journal = FakeGenerationModel.Journal()

    /// The mesh in memory counts from its own start and the model's thread from the machine's: no deadline may be near.
    private static let patient = CallOptions(timeout: .seconds(100_000_000))

    private func withClient<Result>(
        of service: InferenceService? = nil,
        _ body: (InferenceV1.InferenceClient) async throws -> Result
    ) async throws -> Result {
        let writer = GenerationWorker(model: FakeGenerationModel(journal: journal), limits: .init())
        let mesh = InMemoryMesh(services: [service ?? .forTests(writer: writer)])
        let client = mesh.makeClient()
        let result = try await body(InferenceV1.InferenceClient(client))
        await client.close()
        await mesh.stop()
        return result
    }

    private static func events(
        _ client: InferenceV1.InferenceClient,
        _ request: InferenceV1.GenerateRequest
    ) async throws -> [InferenceV1.GenerateEvent] {
        var events: [InferenceV1.GenerateEvent] = []
        for try await event in try await client.generate(request, options: patient) { events.append(event) }
        return events
    }

    private static func text(_ events: [InferenceV1.GenerateEvent]) -> String {
        events.reduce("") { text, event in
            guard case .text(let delta)? = event.event else { return text }
            return text + delta.text
        }
    }

    @Test func aTextIsStreamedAndEndsWithItsAccount() async throws {
        let request = InferenceV1.GenerateRequest(
            input: .prompt(FakeGenerationModel.prompt(writing: "您好，包裹在路上")),
            sampling: .init(seed: 3)
        )
        let events = try await withClient { try await Self.events($0, request) }
        #expect(Self.text(events) == "您好，包裹在路上")
        guard case .end(let end)? = events.last?.event else {
            Issue.record("the stream has no end event")
            return
        }
        #expect(end.cause == .endOfText)
        #expect(end.generatedTokens == 24)
        #expect(end.seed == 3)
        #expect(end.model == "fake-writer")
    }

    @Test func aDrawnSeedIsReported() async throws {
        let request = InferenceV1.GenerateRequest(input: .prompt(FakeGenerationModel.prompt(writing: "a")))
        let events = try await withClient { try await Self.events($0, request) }
        guard case .end(let end)? = events.last?.event else {
            Issue.record("the stream has no end event")
            return
        }
        #expect(end.seed != 0)
    }

    @Test func aToolCallArrivesAsOne() async throws {
        let answer = #"看看<tool_call>{"name":"track","arguments":{"order":"1"}}</tool_call>"#
        let request = InferenceV1.GenerateRequest(
            input: .prompt(FakeGenerationModel.prompt(writing: answer)),
            tokensMax: 100,
            tools: [.init(name: "track", parametersJsonSchema: #"{"type":"object"}"#)]
        )
        let events = try await withClient { try await Self.events($0, request) }
        #expect(Self.text(events) == "看看")
        #expect(
            events.contains {
                $0.event == .toolCall(.init(id: "call-1", name: "track", argumentsJson: #"{"order":"1"}"#))
            }
        )
        guard case .end(let end)? = events.last?.event else {
            Issue.record("the stream has no end event")
            return
        }
        #expect(end.cause == .toolCall)
    }

    @Test(
        arguments: [
            (InferenceV1.GenerateRequest(), .invalidArgument, "prompt"),
            (InferenceV1.GenerateRequest(input: .prompt("")), .invalidArgument, "no token"),
            (InferenceV1.GenerateRequest(input: .prompt("a"), tokensMax: 201), .invalidArgument, "at most 200"),
            (InferenceV1.GenerateRequest(input: .prompt("a"), stop: [""]), .invalidArgument, "stop strings"),
            (InferenceV1.GenerateRequest(input: .prompt("a"), model: "qwen"), .notFound, "qwen"),
            (
                InferenceV1.GenerateRequest(input: .prompt("a"), sampling: .init(temperature: .nan)), .invalidArgument,
                "temperature"
            ),
            (
                InferenceV1.GenerateRequest(input: .prompt(String(repeating: "a", count: 1_001))), .invalidArgument,
                "1001 bytes"
            ),
            (
                InferenceV1.GenerateRequest(input: .chat(.init(messages: [.init(role: "boss", content: "a")]))),
                .invalidArgument, "boss"
            ),
        ] as [(InferenceV1.GenerateRequest, StatusCode, String)]
    )
    func wrongRequestsAreNamed(request: InferenceV1.GenerateRequest, code: StatusCode, piece: String) async throws {
        try await withClient { client in
            let error = await #expect(throws: CallError.self) { try await Self.events(client, request) }
            #expect(error?.code == code)
            #expect(error?.message.contains(piece) == true, "\(error?.message ?? "")")
        }
    }

    @Test func withoutAModelTheSettingIsNamed() async throws {
        try await withClient(of: .forTests()) { client in
            let error = await #expect(throws: CallError.self) {
                try await Self.events(client, .init(input: .prompt("a")))
            }
            #expect(error?.code == .failedPrecondition)
            #expect(error?.message.contains("generate.model") == true)
        }
    }

    @Test func anotherModelIsPutInWhileTheServiceRuns() async throws {
        let folder = try TemporaryFolder()
        let path = try TinyModel.write(in: folder, name: "second")
        let events = try await withClient { client in
            let wrong = InferenceV1.SwapModelRequest(role: "generate", path: path, sha256: [1, 2])
            let error = await #expect(throws: CallError.self) { try await client.swapModel(wrong) }
            #expect(error?.message.contains("SHA-256") == true)
            let swapped = try await client.swapModel(.init(role: "generate", path: path))
            #expect(swapped.model?.name == "second")
            #expect(try await client.listModels(.init()).models.map(\.roles) == [["embed"], ["generate"]])
            return try await Self.events(client, .init(input: .prompt("a"), tokensMax: 5))
        }
        guard case .end(let end)? = events.last?.event else {
            Issue.record("the stream has no end event")
            return
        }
        #expect(end.model == "second")
    }
}
