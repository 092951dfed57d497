import ServiceShell

/// The service's own settings.
struct InferenceConfig: ServiceConfig {
    /// Absolute, from `~`, or from the cache folder.
    let modelPath: String
    let model: LlamaEmbeddingModel.Options
    let queue: EmbeddingQueue.Limits
    let texts: TextLimits
    let cacheEntriesMax: Int

    static let defaultModelPath = "models/multilingual-e5-small-q4_0.gguf"

    static let settings: [Setting] = [
        .text(
            "embed.model",
            default: defaultModelPath,
            length: 1...1_024,
            "GGUF file of the embedding model; a relative path starts in the cache folder"
        ),
        .integer(
            "embed.threads",
            default: 1,
            range: 1...64,
            "threads that share one pass of the model; more than the free cores makes it slower"
        ),
        .integer(
            "embed.batch_texts_max",
            default: 1,
            range: 1...64,
            "texts that are encoded side by side; above 1, up to a sixth more short texts a second on one thread, at the "
                + "price of vectors that depend on their company in the third digit"
        ),
        .duration(
            "embed.batch_wait_milliseconds",
            default: .zero,
            range: .zero ... .milliseconds(50),
            "how long a text waits for company while the model is idle; of use only with batches"
        ),
        .integer(
            "embed.queue_texts_max",
            default: 1_024,
            range: 1...65_536,
            "texts that wait over all calls; a call that would exceed it is refused"
        ),
        .integer("embed.call_texts_max", default: 256, range: 1...256, "texts in one call"),
        .integer("embed.text_bytes_max", default: 32_768, range: 64...1_048_576, "UTF-8 bytes of one text"),
        .integer(
            "embed.cache_entries_max",
            default: 4_096,
            range: 0...1_000_000,
            "embeddings kept for texts seen before, about 2 kB each; 0 keeps none"
        ),
    ]

    init(_ values: SettingValues) throws {
        modelPath = values.text("embed.model")
        queue = EmbeddingQueue.Limits(
            textsMax: values.integer("embed.queue_texts_max"),
            batchTextsMax: values.integer("embed.batch_texts_max"),
            batchWait: values.duration("embed.batch_wait_milliseconds")
        )
        model = LlamaEmbeddingModel.Options(
            threads: values.integer("embed.threads"),
            sequencesMax: queue.batchTextsMax
        )
        texts = TextLimits(
            textsMax: values.integer("embed.call_texts_max"),
            textBytesMax: values.integer("embed.text_bytes_max")
        )
        cacheEntriesMax = values.integer("embed.cache_entries_max")
        guard queue.textsMax >= texts.textsMax else {
            throw SettingsError([
                .conflict(
                    keys: ["embed.queue_texts_max", "embed.call_texts_max"],
                    reason: "a queue of \(queue.textsMax) texts never admits a call of \(texts.textsMax)"
                )
            ])
        }
    }
}
