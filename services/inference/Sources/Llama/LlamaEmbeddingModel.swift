import CLlama

/// A GGUF embedding model on llama.cpp. Only the files of this folder name its functions.
///
/// Shapes: a pass encodes up to `contextTokens` tokens of up to `sequencesMax` texts side by side; attention stays
/// within each text, and pooling leaves one vector of `dimensions` floats a text.
final class LlamaEmbeddingModel: EmbeddingModel {
    struct Options: Sendable, Hashable {
        /// Threads that share the arithmetic of one pass.
        var threads = 1
        /// Texts in one pass.
        var sequencesMax = 1
    }

    let description: ModelDescription

    private let loaded: LlamaFile
    private let context: OpaquePointer
    private let options: Options
    private var batch: llama_batch

    init(_ file: ModelFile, options: Options = Options()) throws(InferenceError) {
        let loaded = try LlamaFile(file)
        let contextTokens = loaded.contextTokens
        let made = LlamaLog.collecting {
            llama_init_from_model(loaded.model, Self.contextParameters(tokens: contextTokens, options))
        }
        guard let context = made.0, llama_pooling_type(context) == LLAMA_POOLING_TYPE_MEAN else {
            made.0.map(llama_free)
            throw .modelUnfit(
                path: file.path,
                reason: "it pools no token vectors into one as an embedding model does; \(made.complaints)"
            )
        }
        self.loaded = loaded
        self.context = context
        self.options = options
        batch = llama_batch_init(Int32(contextTokens), 0, 1)
        description = loaded.description(dimensions: Int(llama_model_n_embd_out(loaded.model)))
    }

    deinit {
        llama_batch_free(batch)
        llama_free(context)
    }

    func encode(_ inputs: [EmbeddingInput]) throws -> [Embedding] {
        let texts = inputs.map { loaded.tokens(of: $0.purpose.prefix + $0.text, withEnds: true) }
        var embeddings: [Embedding] = []
        for pass in passes(over: texts.map { min($0.count, description.contextTokens) }) {
            embeddings += try encode(texts[pass])
        }
        return embeddings
    }

    func countTokens(of text: String) -> Int {
        loaded.tokens(of: text, withEnds: false).count
    }
}

extension LlamaEmbeddingModel {
    private static func contextParameters(tokens: Int, _ options: Options) -> llama_context_params {
        var parameters = llama_context_default_params()
        parameters.n_ctx = UInt32(tokens)
        parameters.n_batch = UInt32(tokens)
        parameters.n_ubatch = UInt32(tokens)
        parameters.n_seq_max = UInt32(options.sequencesMax)
        parameters.n_threads = Int32(options.threads)
        parameters.n_threads_batch = Int32(options.threads)
        parameters.embeddings = true
        // One buffer for all texts of a pass, each as long as the whole context if it comes alone.
        parameters.kv_unified = true
        parameters.flash_attn_type = LLAMA_FLASH_ATTN_TYPE_ENABLED
        return parameters
    }

    /// Splits texts of these lengths, in order, into runs that fit one pass.
    private func passes(over lengths: [Int]) -> [Range<Int>] {
        var passes: [Range<Int>] = []
        var start = 0
        var total = 0
        for (index, length) in lengths.enumerated() {
            if total + length > description.contextTokens || index - start == options.sequencesMax {
                passes.append(start..<index)
                (start, total) = (index, 0)
            }
            total += length
        }
        if start < lengths.count { passes.append(start..<lengths.count) }
        return passes
    }

    private func encode(_ texts: ArraySlice<[llama_token]>) throws(InferenceError) -> [Embedding] {
        batch.n_tokens = 0
        for (sequence, tokens) in texts.enumerated() { append(tokens, sequence: sequence) }
        let status = llama_encode(context, batch)
        guard status == 0 else { throw .encodingFailed(status: Int(status)) }
        return try texts.enumerated().map { sequence, tokens throws(InferenceError) in
            guard let vector = llama_get_embeddings_seq(context, Int32(sequence)) else {
                throw .encodingFailed(status: 0)
            }
            return Embedding(
                values: Self.normalised(UnsafeBufferPointer(start: vector, count: description.dimensions)),
                tokens: min(tokens.count, description.contextTokens),
                isTruncated: tokens.count > description.contextTokens
            )
        }
    }

    /// Appends a text to the batch, cut at the context but with its end mark kept.
    private func append(_ tokens: [llama_token], sequence: Int) {
        let kept = min(tokens.count, description.contextTokens)
        for position in 0..<kept {
            let isLast = position == kept - 1
            let slot = Int(batch.n_tokens)
            batch.token[slot] = isLast ? tokens[tokens.count - 1] : tokens[position]
            batch.pos[slot] = Int32(position)
            batch.n_seq_id[slot] = 1
            batch.seq_id[slot]?[0] = Int32(sequence)
            batch.logits[slot] = 1
            batch.n_tokens += 1
        }
    }

    private static func normalised(_ vector: UnsafeBufferPointer<Float>) -> [Float] {
        let length = vector.reduce(0) { $0 + $1 * $1 }.squareRoot()
        return vector.map { $0 / length }
    }
}
