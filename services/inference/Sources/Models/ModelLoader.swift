import Logging

/// Loads language models, after a look at what they will take.
struct ModelLoader: Sendable {
    let options: LlamaGenerationModel.Options
    /// 0 for what the machine can give.
    let memoryMegabytesMax: Int
    let metrics: GenerationMetrics
    let logger: Logger

    /// The file's checks, the look at its memory among them, without loading it.
    func open(_ path: String) throws(InferenceError) -> ModelFile {
        try ModelFile(path: path) { header, sizeBytes throws(InferenceError) in
            try memory(header, sizeBytes).check(path: path, limitBytes: limitBytes)
        }
    }

    /// Loads a file that was opened. Blocks for seconds with a large one.
    func load(_ file: ModelFile) throws(InferenceError) -> GenerationWorker {
        let model = try LlamaGenerationModel(file, options: options)
        let description = model.description
        logger.info(
            "language model loaded",
            metadata: [
                "model.name": "\(description.name)", "model.architecture": "\(description.architecture)",
                "model.quantisation": "\(description.quantisation)", "model.bytes": "\(description.sizeBytes)",
                "model.megabytes_needed": "\(memory(file.header, file.sizeBytes).neededBytes / 1_000_000)",
            ]
        )
        return GenerationWorker(model: model, limits: options.limits, metrics: metrics)
    }

    var limitBytes: Int {
        memoryMegabytesMax == 0 ? ModelMemory.availableBytes() : memoryMegabytesMax * 1_000_000
    }

    private func memory(_ header: GGUFHeader, _ sizeBytes: Int) -> ModelMemory {
        ModelMemory(header, sizeBytes: sizeBytes, cacheTokens: options.limits.cacheTokens)
    }
}
