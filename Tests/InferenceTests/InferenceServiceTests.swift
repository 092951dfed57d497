import Contracts
import MeshRuntime
import Testing

@testable import Inference

@Suite struct InferenceServiceTests {
    private let service = InferenceService.forTests()
    private let context = CallContext(method: "xiaoer.inference.v1.Inference/Embed")

    private func whileServing<Result: Sendable>(_ body: @Sendable () async throws -> Result) async throws -> Result {
        try await withThrowingTaskGroup { tasks in
            tasks.addTask { try await service.engine.run() }
            defer { tasks.cancelAll() }
            return try await body()
        }
    }

    @Test func embedAnswersOneVectorATextInOrder() async throws {
        let request = InferenceV1.EmbedRequest(texts: ["a", "bb"], purpose: .passage)
        let response = try await whileServing { try await service.embed(request, context: context) }
        #expect(response.embeddings.map { $0.values[0] } == [1, 2])
        #expect(response.embeddings.map(\.tokens) == [3, 3])
        #expect(response.model == "fake")
        #expect(response.dimensions == 2)
    }

    /// Each wrong request with its status, and a piece of the sentence that names the value.
    @Test(
        arguments: [
            (InferenceV1.EmbedRequest(purpose: .query), .invalidArgument, "no text"),
            (InferenceV1.EmbedRequest(texts: ["a", ""], purpose: .query), .invalidArgument, "text 1"),
            (InferenceV1.EmbedRequest(texts: ["a"]), .invalidArgument, "purpose 0"),
            (InferenceV1.EmbedRequest(texts: ["a"], purpose: .unrecognized(9)), .invalidArgument, "purpose 9"),
            (InferenceV1.EmbedRequest(texts: ["a"], purpose: .query, model: "qwen"), .notFound, "qwen"),
            (
                InferenceV1.EmbedRequest(texts: [String](repeating: "a", count: 5), purpose: .query),
                .invalidArgument, "5 texts"
            ),
            (
                InferenceV1.EmbedRequest(texts: [String](repeating: "a", count: 65), purpose: .query),
                .invalidArgument, "at most 4"
            ),
        ] as [(InferenceV1.EmbedRequest, StatusCode, String)]
    )
    func wrongRequestsAreNamed(request: InferenceV1.EmbedRequest, code: StatusCode, piece: String) async {
        let error = await #expect(throws: CallError.self) { try await service.embed(request, context: context) }
        #expect(error?.code == code)
        #expect(error?.message.contains(piece) == true, "\(error?.message ?? "")")
    }

    @Test func aFailingModelIsOurFault() async throws {
        let request = InferenceV1.EmbedRequest(texts: [FakeEmbeddingModel.poison], purpose: .query)
        try await whileServing {
            let error = await #expect(throws: CallError.self) { try await service.embed(request, context: context) }
            #expect(error?.code == .internalError)
        }
    }

    @Test func tokensAreCounted() async throws {
        let request = InferenceV1.CountTokensRequest(texts: ["abc", ""])
        let response = try await service.countTokens(request, context: context)
        #expect(response.counts == [3, 0])
    }

    @Test func theModelIsListedWithItsRole() async throws {
        let response = try await service.listModels(.init(), context: context)
        #expect(response.models.map(\.name) == ["fake"])
        #expect(response.models.first?.roles == ["embed"])
        #expect(response.models.first?.embeddingDimensions == 2)
    }

    @Test func passagesAreScoredAgainstTheQueryInOrder() async throws {
        let request = InferenceV1.RerankRequest(query: "a", passages: ["bb", "ccc"])
        let response = try await whileServing { try await service.rerank(request, context: context) }
        // The fake's vectors are (length, number of the pass).
        #expect(response.scores.count == 2)
        #expect(response.scores[1] > response.scores[0])
    }
}
