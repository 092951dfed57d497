import Foundation
import Logging
import ServiceShell

extension Inference {
    static func build(_ config: InferenceConfig, _ environment: ServiceEnvironment) async throws -> ServiceAssembly {
        let embedding = try embeddingEngine(config, environment)
        let loader = ModelLoader(
            options: config.generationOptions,
            memoryMegabytesMax: config.memoryMegabytesMax,
            metrics: GenerationMetrics(factory: environment.metrics),
            logger: environment.logger
        )
        let generation = try GenerationEngine(writer: writer(config, loader, environment))
        let service = InferenceService(
            engine: embedding,
            generation: generation,
            loader: loader,
            limits: config.texts,
            generationLimits: config.generation,
            modelFolder: environment.cacheFolder
        )
        return ServiceAssembly(services: [service], background: [embedding, generation])
    }

    private static func embeddingEngine(
        _ config: InferenceConfig,
        _ environment: ServiceEnvironment
    ) throws -> EmbeddingEngine {
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
        return EmbeddingEngine(
            model: model,
            limits: config.queue,
            cacheEntriesMax: config.cacheEntriesMax,
            metrics: EmbeddingMetrics(factory: environment.metrics)
        )
    }

    private static func writer(
        _ config: InferenceConfig,
        _ loader: ModelLoader,
        _ environment: ServiceEnvironment
    ) throws -> (any TextWriter)? {
        var local: GenerationWorker?
        if !config.generationModelPath.isEmpty {
            let path = ServiceFolders.path(config.generationModelPath, from: environment.cacheFolder)
            local = try loader.load(loader.open(path))
        }
        guard var options = config.remote else { return local }
        options.key = ProcessInfo.processInfo.environment[config.remoteKeyVariable] ?? ""
        environment.logger.info("texts are written by a server", metadata: ["model.name": "\(options.model)"])
        return FallbackWriter(remote: RemoteWriter(options), local: local, logger: environment.logger)
    }
}
