import CLlama
import Foundation

/// A GGUF language model on llama.cpp: many sequences in one context, one cache for all.
final class LlamaGenerationModel: GenerationModel {
    struct Options: Sendable, Hashable {
        /// Threads that share the arithmetic of one pass.
        var threads = 2
        var limits = BatchSchedule.Limits()
    }

    let description: ModelDescription
    let reusesPrefixes: Bool

    private let loaded: LlamaFile
    private let context: OpaquePointer
    private let cache: OpaquePointer?
    private let template: String?
    private var batch: llama_batch
    private let passTokensMax: Int
    private var candidates: [llama_token_data] = []
    private var samplers: [BatchSchedule.RequestID: LlamaSampler] = [:]

    init(_ file: ModelFile, options: Options = Options()) throws(InferenceError) {
        let loaded = try LlamaFile(file)
        guard llama_model_has_decoder(loaded.model), !llama_model_has_encoder(loaded.model),
            file.header.flag("\(file.header.text("general.architecture") ?? "").attention.causal") != false
        else { throw .modelUnfit(path: file.path, reason: "it reads texts but writes none") }
        let made = LlamaLog.collecting { llama_init_from_model(loaded.model, Self.parameters(options)) }
        guard let context = made.0 else { throw .modelUnfit(path: file.path, reason: made.complaints) }
        self.loaded = loaded
        self.context = context
        cache = llama_get_memory(context)
        template = llama_model_chat_template(loaded.model, nil).map { String(cString: $0) }
        passTokensMax = options.limits.passTokensMax
        batch = llama_batch_init(Int32(passTokensMax), 0, 1)
        description = loaded.description(dimensions: 0)
        reusesPrefixes =
            !llama_model_is_recurrent(loaded.model) && !llama_model_is_hybrid(loaded.model)
            && llama_model_n_swa(loaded.model) == 0
    }

    deinit {
        llama_batch_free(batch)
        llama_free(context)
    }

    private static func parameters(_ options: Options) -> llama_context_params {
        var parameters = llama_context_default_params()
        parameters.n_ctx = UInt32(options.limits.cacheTokens)
        parameters.n_batch = UInt32(options.limits.passTokensMax)
        parameters.n_ubatch = UInt32(options.limits.passTokensMax)
        parameters.n_seq_max = UInt32(options.limits.sequencesMax)
        parameters.n_threads = Int32(options.threads)
        parameters.n_threads_batch = Int32(options.threads)
        // One cache for all, so that a beginning which two texts share is kept once.
        parameters.kv_unified = true
        parameters.no_perf = true
        return parameters
    }
}

// MARK: Text and tokens

extension LlamaGenerationModel {
    func tokens(of text: String, readsMarks: Bool) -> [Token] {
        loaded.tokens(of: text, withEnds: true, readsMarks: readsMarks)
    }

    func bytes(of token: Token) -> [UInt8] {
        var length: Int32 = 64
        while true {
            let piece = [CChar](unsafeUninitializedCapacity: Int(length)) { buffer, count in
                let written = llama_token_to_piece(loaded.vocabulary, token, buffer.baseAddress, length, 0, false)
                count = Int(max(0, written))
                length = written
            }
            guard length < 0 else { return piece.map(UInt8.init(bitPattern:)) }
            length = -length
        }
    }

    func isEnd(_ token: Token) -> Bool {
        llama_vocab_is_eog(loaded.vocabulary, token)
    }

    func layOut(_ messages: [ChatMessage]) throws(InferenceError) -> String {
        guard let template else { throw .noChatTemplate(model: description.name) }
        let strings = messages.map { (strdup($0.role.rawValue), strdup($0.content.filter { $0 != "\0" })) }
        defer {
            for (role, content) in strings {
                free(role)
                free(content)
            }
        }
        let chat = strings.map { llama_chat_message(role: $0.0, content: $0.1) }
        // The library's advice is twice the text; a longer layout is measured by the first attempt.
        var capacity = 2 * messages.reduce(256) { $0 + $1.content.utf8.count + 32 }
        while true {
            var text = [CChar](repeating: 0, count: capacity)
            let length = llama_chat_apply_template(template, chat, chat.count, true, &text, Int32(capacity))
            guard length >= 0 else { throw .noChatTemplate(model: description.name) }
            if length <= capacity {
                return String(decoding: text.prefix(Int(length)).map(UInt8.init(bitPattern:)), as: UTF8.self)
            }
            capacity = Int(length)
        }
    }

    func begin(_ id: BatchSchedule.RequestID, _ request: GenerationRequest) throws(InferenceError) {
        samplers[id] = try LlamaSampler(request, loaded: loaded)
    }

    func end(_ id: BatchSchedule.RequestID) {
        samplers[id] = nil
    }
}

// MARK: Computing

extension LlamaGenerationModel {
    func compute(_ pass: BatchSchedule.Pass) throws(InferenceError) {
        precondition(
            pass.entries.count <= passTokensMax,
            "a pass has at most \(passTokensMax) tokens (has \(pass.entries.count))"
        )
        for change in pass.changes {
            switch change {
            case .cut(let sequence, let count): llama_memory_seq_rm(cache, Int32(sequence), Int32(count), -1)
            case .copy(let from, let to, let count): llama_memory_seq_cp(cache, Int32(from), Int32(to), 0, Int32(count))
            }
        }
        batch.n_tokens = Int32(pass.entries.count)
        for (slot, entry) in pass.entries.enumerated() {
            batch.token[slot] = entry.token
            batch.pos[slot] = Int32(entry.position)
            batch.n_seq_id[slot] = 1
            batch.seq_id[slot]?[0] = Int32(entry.sequence)
            batch.logits[slot] = entry.isSampled ? 1 : 0
        }
        let status = llama_decode(context, batch)
        guard status == 0 else { throw .computingFailed(status: Int(status)) }
    }

    func sample(
        _ index: Int,
        for id: BatchSchedule.RequestID,
        wantsLogProbability: Bool
    ) throws(InferenceError) -> ScoredToken {
        guard let sampler = samplers[id], let scores = llama_get_logits_ith(context, Int32(index)) else {
            throw .computingFailed(status: 0)
        }
        let all = UnsafeBufferPointer(start: scores, count: loaded.vocabularySize)
        guard let token = sampler.draw(from: all, &candidates) else {
            throw .grammarInvalid(reason: "no token of the model's vocabulary can go on from what is written")
        }
        let logProbability = wantsLogProbability ? Self.logProbability(of: Int(token), scores: all) : 0
        return ScoredToken(token: token, logProbability: logProbability)
    }

    /// Logarithm of the softmax, with the largest score taken out so that nothing overflows.
    private static func logProbability(of token: Int, scores: UnsafeBufferPointer<Float>) -> Double {
        let largest = scores.max() ?? 0
        let sum = scores.reduce(0.0) { $0 + exp(Double($1 - largest)) }
        return Double(scores[token] - largest) - log(sum)
    }
}
