import Logging

/// Loads language models, after a look at what they will take.
struct ModelLoader: Sendable {
    let options: LlamaGenerationModel.Options
    /// 0 for what the machine can give.
    let memoryMegabytesMax: Int
    let metrics: GenerationMetrics
    let logger: Logger

    /// Reads, checks and loads the file. Blocks for seconds with a large one.
    func load(_ file: ModelFile) throws(InferenceError) -> GenerationWorker {
        let memory = ModelMemory(file, cacheTokens: options.limits.cacheTokens)
        let limit = memoryMegabytesMax == 0 ? ModelMemory.availableBytes() : memoryMegabytesMax * 1_000_000
        try memory.check(path: file.path, limitBytes: limit)
        let model = try LlamaGenerationModel(file, options: options)
        let description = model.description
        logger.info(
            "language model loaded",
            metadata: [
                "model.name": "\(description.name)", "model.architecture": "\(description.architecture)",
                "model.quantisation": "\(description.quantisation)", "model.bytes": "\(description.sizeBytes)",
                "model.megabytes_needed": "\(memory.neededBytes / 1_000_000)",
            ]
        )
        return GenerationWorker(model: model, limits: options.limits, metrics: metrics)
    }
}
