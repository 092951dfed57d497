import Contracts
import MeshRuntime
import ServiceShell

/// xiaoer.inference.v1.Inference over the two engines.
struct InferenceService: InferenceV1.InferenceService {
    let engine: EmbeddingEngine
    let generation: GenerationEngine
    let loader: ModelLoader
    let limits: TextLimits
    let generationLimits: GenerationLimits
    /// Where relative paths of model files start.
    let modelFolder: String

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

    func generate(
        _ request: InferenceV1.GenerateRequest,
        responses: ResponseWriter<InferenceV1.GenerateEvent>,
        context: CallContext
    ) async throws {
        try await translatingErrors {
            let model = try generationModel(request.model)
            let request = try GenerationRequest(request, tokensDefault: generationLimits.tokensDefault) {
                UInt32.random(in: 1...UInt32.max)
            }
            try generationLimits.check(request)
            var calls = 0
            for try await event in try await generation.generate(request, deadline: context.deadline?.instant) {
                if case .toolCall = event { calls += 1 }
                try await responses.write(InferenceV1.GenerateEvent(event, model: model.name, callNumber: calls))
            }
        }
    }

    /// Cosines between the query's vector and the passages', from the embedding model.
    func rerank(
        _ request: InferenceV1.RerankRequest,
        context: CallContext
    ) async throws -> InferenceV1.RerankResponse {
        try await translatingErrors {
            try checkModel(request.model)
            try limits.check([request.query] + request.passages)
            let inputs =
                [EmbeddingInput(purpose: .query, text: request.query)]
                + request.passages.map { EmbeddingInput(purpose: .passage, text: $0) }
            let vectors = try await engine.embed(inputs, deadline: context.deadline?.instant).map(\.values)
            let scores = vectors.dropFirst().map { passage in
                zip(vectors[0], passage).reduce(0.0) { $0 + Double($1.0 * $1.1) }
            }
            return InferenceV1.RerankResponse(scores: scores, model: engine.model.name)
        }
    }

    func countTokens(
        _ request: InferenceV1.CountTokensRequest,
        context: CallContext
    ) async throws -> InferenceV1.CountTokensResponse {
        try await translatingErrors {
            try limits.checkSizes(request.texts)
            let isWriter = !request.model.isEmpty && request.model == generation.model?.name
            if !isWriter { try checkModel(request.model) }
            let counts =
                try await isWriter
                ? generation.countTokens(of: request.texts) : engine.countTokens(of: request.texts)
            return InferenceV1.CountTokensResponse(counts: counts.map(UInt32.init))
        }
    }

    func listModels(
        _ request: InferenceV1.ListModelsRequest,
        context: CallContext
    ) async throws -> InferenceV1.ListModelsResponse {
        let writer = generation.model.map { InferenceV1.Model($0, roles: ["generate"]) }
        return InferenceV1.ListModelsResponse(
            models: [InferenceV1.Model(engine.model, roles: ["embed"])] + (writer.map { [$0] } ?? [])
        )
    }

    /// Puts another language model into the role "generate". The embedding model stays: vectors of two models cannot
    /// be compared, and others have stored some.
    func swapModel(
        _ request: InferenceV1.SwapModelRequest,
        context: CallContext
    ) async throws -> InferenceV1.SwapModelResponse {
        try await translatingErrors {
            guard request.role == "generate" else { throw InferenceError.roleUnknown(request.role) }
            let path = ServiceFolders.path(request.path, from: modelFolder)
            let file = try await ModelLoading.offThePool { try loader.open(path) }
            guard request.sha256.isEmpty || request.sha256 == file.sha256 else {
                throw InferenceError.checksumDiffers(path: file.path)
            }
            let worker = try await ModelLoading.offThePool { try loader.load(file) }
            generation.replace(with: worker)
            return InferenceV1.SwapModelResponse(model: InferenceV1.Model(worker.description, roles: ["generate"]))
        }
    }

    private func generationModel(_ name: String) throws(InferenceError) -> ModelDescription {
        guard let model = generation.model else { throw .noGenerationModel }
        guard name.isEmpty || name == model.name else { throw .modelUnknown(name: name, known: model.name) }
        return model
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
        } catch let error as RemoteError {
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
            embeddingDimensions: UInt32(model.dimensions),
            remote: model.isRemote
        )
    }
}
