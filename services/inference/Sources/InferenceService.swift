import Contracts
import MeshRuntime

/// xiaoer.inference.v1.Inference over the embedding engine. Methods that are not here answer UNIMPLEMENTED.
struct InferenceService: InferenceV1.InferenceService {
    let engine: EmbeddingEngine
    let limits: TextLimits

    func embed(
        _ request: InferenceV1.EmbedRequest,
        context: CallContext
    ) async throws -> InferenceV1.EmbedResponse {
        try await translatingErrors {
            try checkModel(request.model)
            try limits.check(request.texts)
            let purpose = try EmbeddingPurpose(request.purpose)
            let embeddings = try await engine.embed(
                request.texts.map { EmbeddingInput(purpose: purpose, text: $0) },
                deadline: context.deadline?.instant
            )
            return InferenceV1.EmbedResponse(
                embeddings: embeddings.map(InferenceV1.Embedding.init),
                model: engine.model.name,
                dimensions: UInt32(engine.model.dimensions)
            )
        }
    }

    func countTokens(
        _ request: InferenceV1.CountTokensRequest,
        context: CallContext
    ) async throws -> InferenceV1.CountTokensResponse {
        try await translatingErrors {
            try checkModel(request.model)
            try limits.checkSizes(request.texts)
            let counts = try await engine.countTokens(of: request.texts)
            return InferenceV1.CountTokensResponse(counts: counts.map(UInt32.init))
        }
    }

    func listModels(
        _ request: InferenceV1.ListModelsRequest,
        context: CallContext
    ) async throws -> InferenceV1.ListModelsResponse {
        InferenceV1.ListModelsResponse(models: [InferenceV1.Model(engine.model, roles: ["embed"])])
    }

    private func checkModel(_ name: String) throws(InferenceError) {
        guard name.isEmpty || name == engine.model.name else {
            throw .modelUnknown(name: name, known: engine.model.name)
        }
    }

    private func translatingErrors<Response>(_ body: () async throws -> Response) async throws -> Response {
        do {
            return try await body()
        } catch let error as InferenceError {
            throw CallError(error)
        }
    }
}

extension EmbeddingPurpose {
    init(_ purpose: InferenceV1.EmbedPurpose) throws(InferenceError) {
        switch purpose {
        case .query: self = .query
        case .passage: self = .passage
        case .unspecified, .unrecognized: throw .purposeUnknown(value: Int(purpose.rawValue))
        }
    }
}

extension InferenceV1.Embedding {
    init(_ embedding: Embedding) {
        self.init(values: embedding.values, tokens: UInt32(embedding.tokens), truncated: embedding.isTruncated)
    }
}

extension InferenceV1.Model {
    init(_ model: ModelDescription, roles: [String]) {
        self.init(
            name: model.name,
            roles: roles,
            architecture: model.architecture,
            quantisation: model.quantisation,
            sizeBytes: UInt64(model.sizeBytes),
            sha256: model.sha256,
            contextTokens: UInt32(model.contextTokens),
            embeddingDimensions: UInt32(model.dimensions)
        )
    }
}
