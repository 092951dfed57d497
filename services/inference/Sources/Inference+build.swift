import Logging
import ServiceShell

extension Inference {
    static func build(_ config: InferenceConfig, _ environment: ServiceEnvironment) async throws -> ServiceAssembly {
        let path = ServiceFolders.path(config.modelPath, from: environment.cacheFolder)
        let model = try LlamaEmbeddingModel(ModelFile(path: path), options: config.model)
        // The first pass fetches the weights from disk; no caller should wait for that, nor the forecast learn from it.
        _ = try model.encode([EmbeddingInput(purpose: .query, text: name)])
        let description = model.description
        environment.logger.info(
            "model loaded",
            metadata: [
                "model.name": "\(description.name)", "model.quantisation": "\(description.quantisation)",
                "model.bytes": "\(description.sizeBytes)", "model.dimensions": "\(description.dimensions)",
            ]
        )
        let engine = EmbeddingEngine(
            model: model,
            limits: config.queue,
            cacheEntriesMax: config.cacheEntriesMax,
            metrics: EmbeddingMetrics(factory: environment.metrics)
        )
        return ServiceAssembly(
            services: [InferenceService(engine: engine, limits: config.texts)],
            background: [engine]
        )
    }
}
