import ServiceShell

/// The service's own settings.
struct InferenceConfig: ServiceConfig {
    /// Absolute, from `~`, or from the cache folder.
    let modelPath: String
    let model: LlamaEmbeddingModel.Options
    let queue: EmbeddingQueue.Limits
    let texts: TextLimits
    let cacheEntriesMax: Int
    let generation: GenerationLimits
    /// Empty for none; else as `modelPath`.
    let generationModelPath: String
    let generationOptions: LlamaGenerationModel.Options
    /// Megabytes that a language model may take; 0 for what the machine has to give.
    let memoryMegabytesMax: Int
    /// Nil where no server is named.
    let remote: RemoteWriter.Options?
    /// The environment variable that holds the server's key.
    let remoteKeyVariable: String

    static let defaultModelPath = "models/multilingual-e5-small-q4_0.gguf"

    static let settings: [Setting] =
        [
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
        ] + generationSettings + remoteSettings

    private static let generationSettings: [Setting] = [
        .text(
            "generate.model",
            default: "",
            length: 0...1_024,
            "GGUF file of the language model that writes texts, such as a Qwen; empty for none; a relative path starts in "
                + "the cache folder"
        ),
        .integer("generate.threads", default: 2, range: 1...256, "threads that share one pass of the language model"),
        .integer("generate.sequences_max", default: 4, range: 1...64, "texts that are written at once"),
        .integer(
            "generate.context_tokens",
            default: 4_096,
            range: 64...1_048_576,
            "tokens of one text, prompt and answer together; a model trained on fewer sets its own limit"
        ),
        .integer(
            "generate.cache_tokens",
            default: 8_192,
            range: 64...4_194_304,
            "tokens whose keys and values are kept over all texts, with the prompts that later ones may begin alike"
        ),
        .integer(
            "generate.pass_tokens_max",
            default: 256,
            range: 8...4_096,
            "tokens computed in one pass; a longer prompt takes several, between which the other texts go on"
        ),
        .integer("generate.waiting_max", default: 64, range: 0...65_536, "texts that wait for a free place"),
        .integer(
            "generate.tokens_default",
            default: 512,
            range: 1...65_536,
            "tokens of an answer whose call names none"
        ),
        .integer("generate.tokens_max", default: 2_048, range: 1...65_536, "tokens of an answer at most"),
        .integer("generate.prompt_bytes_max", default: 262_144, range: 64...4_194_304, "UTF-8 bytes of a prompt"),
        .integer(
            "generate.memory_megabytes_max",
            default: 0,
            range: 0...16_777_216,
            "memory that weights and cache may take; 0 for what the machine can give without swapping"
        ),
    ]

    private static let remoteSettings: [Setting] = [
        .text(
            "remote.url",
            default: "",
            length: 0...1_024,
            "OpenAI-compatible server that writes texts, up to its version, such as http://127.0.0.1:8000/v1; empty for none; "
                + "a model of generate.model stands in while it fails"
        ),
        .text("remote.model", default: "", length: 0...256, "name by which that server knows the model"),
        .text(
            "remote.key_variable",
            default: "XIAOER_INFERENCE_REMOTE_KEY",
            length: 1...128,
            "environment variable that holds the server's key; the key itself is in no file and no log"
        ),
        .integer("remote.calls_max", default: 32, range: 1...4_096, "texts that the server writes at once"),
        .duration(
            "remote.connect_timeout_milliseconds",
            default: .seconds(3),
            range: .milliseconds(10) ... .seconds(60),
            "wait for a connection to the server"
        ),
        .duration(
            "remote.silence_timeout_seconds",
            default: .seconds(30),
            range: .seconds(1) ... .seconds(600),
            "longest silence of the server before or within an answer"
        ),
        .duration(
            "remote.answer_timeout_seconds",
            default: .seconds(300),
            range: .seconds(1) ... .seconds(3_600),
            "longest time for a whole answer, unless the call's deadline is sooner"
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
        generationModelPath = values.text("generate.model")
        generation = GenerationLimits(
            tokensDefault: values.integer("generate.tokens_default"),
            tokensMax: values.integer("generate.tokens_max"),
            promptBytesMax: values.integer("generate.prompt_bytes_max")
        )
        generationOptions = LlamaGenerationModel.Options(
            threads: values.integer("generate.threads"),
            limits: BatchSchedule.Limits(
                sequencesMax: values.integer("generate.sequences_max"),
                passTokensMax: values.integer("generate.pass_tokens_max"),
                contextTokens: values.integer("generate.context_tokens"),
                cacheTokens: values.integer("generate.cache_tokens"),
                waitingMax: values.integer("generate.waiting_max")
            )
        )
        memoryMegabytesMax = values.integer("generate.memory_megabytes_max")
        remoteKeyVariable = values.text("remote.key_variable")
        remote = Self.remote(values)
        try checkGeneration()
        try checkRemote()
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

extension InferenceConfig {
    private func checkGeneration() throws {
        let limits = generationOptions.limits
        guard generation.tokensDefault <= generation.tokensMax else {
            throw SettingsError([
                .conflict(
                    keys: ["generate.tokens_default", "generate.tokens_max"],
                    reason:
                        "an answer of \(generation.tokensDefault) tokens is above the limit of \(generation.tokensMax)"
                )
            ])
        }
        guard limits.passTokensMax >= limits.sequencesMax else {
            throw SettingsError([
                .conflict(
                    keys: ["generate.pass_tokens_max", "generate.sequences_max"],
                    reason:
                        "a pass of \(limits.passTokensMax) tokens has none left for some of \(limits.sequencesMax) texts"
                )
            ])
        }
    }

    private static func remote(_ values: SettingValues) -> RemoteWriter.Options? {
        var url = values.text("remote.url")
        guard !url.isEmpty else { return nil }
        while url.hasSuffix("/") { url.removeLast() }
        return RemoteWriter.Options(
            url: url,
            model: values.text("remote.model"),
            callsMax: values.integer("remote.calls_max"),
            timeouts: HTTPPost.Timeouts(
                connect: values.duration("remote.connect_timeout_milliseconds"),
                silence: values.duration("remote.silence_timeout_seconds"),
                whole: values.duration("remote.answer_timeout_seconds")
            )
        )
    }

    private func checkRemote() throws {
        guard let remote else { return }
        guard remote.url.hasPrefix("http://") || remote.url.hasPrefix("https://") else {
            throw SettingsError([
                .conflict(keys: ["remote.url"], reason: "\"\(remote.url)\" does not begin with http:// or https://")
            ])
        }
        guard !remote.model.isEmpty else {
            throw SettingsError([
                .conflict(
                    keys: ["remote.url", "remote.model"],
                    reason: "a server is named but not the model to ask it for"
                )
            ])
        }
    }
}
