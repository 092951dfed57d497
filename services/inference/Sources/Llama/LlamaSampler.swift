import CLlama

/// The draws of one text: a chain of filters that ends in a draw, and a grammar where one was asked for.
///
/// The grammar is asked about the drawn token first, and about the whole vocabulary only if it refuses that one: a
/// large vocabulary costs milliseconds, and a model that was trained on the notation seldom errs.
final class LlamaSampler {
    private let chain: UnsafeMutablePointer<llama_sampler>
    private let grammar: UnsafeMutablePointer<llama_sampler>?

    private static let penaltyWindowTokens: Int32 = 64

    init(_ request: GenerationRequest, loaded: LlamaFile) throws(InferenceError) {
        let grammar = try Self.grammar(for: request, vocabulary: loaded.vocabulary)
        guard let chain = llama_sampler_chain_init(llama_sampler_chain_default_params()) else {
            grammar.map(llama_sampler_free)
            throw .computingFailed(status: 0)
        }
        self.chain = chain
        self.grammar = grammar
        for part in Self.parts(request.sampling, vocabularySize: loaded.vocabularySize) {
            llama_sampler_chain_add(chain, part)
        }
    }

    deinit {
        llama_sampler_free(chain)
        grammar.map(llama_sampler_free)
    }

    /// Draws among tokens with these scores, one a token of the vocabulary.
    func draw(from scores: UnsafeBufferPointer<Float>, _ candidates: inout [llama_token_data]) -> llama_token? {
        let token = drawOnce(from: scores, &candidates, obeys: false)
        guard let grammar, !allows(token, grammar) else { return accepted(token) }
        return accepted(drawOnce(from: scores, &candidates, obeys: true))
    }

    private func accepted(_ token: llama_token?) -> llama_token? {
        guard let token else { return nil }
        llama_sampler_accept(chain, token)
        if let grammar { llama_sampler_accept(grammar, token) }
        return token
    }

    private func allows(_ token: llama_token?, _ grammar: UnsafeMutablePointer<llama_sampler>) -> Bool {
        guard let token else { return false }
        var only = llama_token_data(id: token, logit: 1, p: 0)
        return withUnsafeMutablePointer(to: &only) { only in
            var list = llama_token_data_array(data: only, size: 1, selected: -1, sorted: false)
            llama_sampler_apply(grammar, &list)
            return list.size == 1 && only.pointee.logit > -.infinity
        }
    }

    /// Nil when the grammar leaves no token.
    private func drawOnce(
        from scores: UnsafeBufferPointer<Float>,
        _ candidates: inout [llama_token_data],
        obeys: Bool
    ) -> llama_token? {
        candidates.removeAll(keepingCapacity: true)
        for (token, score) in scores.enumerated() {
            candidates.append(llama_token_data(id: llama_token(token), logit: score, p: 0))
        }
        return candidates.withUnsafeMutableBufferPointer { candidates in
            var list = llama_token_data_array(
                data: candidates.baseAddress,
                size: candidates.count,
                selected: -1,
                sorted: false
            )
            if obeys, let grammar { llama_sampler_apply(grammar, &list) }
            llama_sampler_apply(chain, &list)
            guard list.selected >= 0, list.selected < list.size else { return nil }
            let drawn = list.data[Int(list.selected)]
            return drawn.logit > -.infinity ? drawn.id : nil
        }
    }
}

extension LlamaSampler {
    private static func parts(
        _ sampling: Sampling,
        vocabularySize: Int
    ) -> [UnsafeMutablePointer<llama_sampler>?] {
        var parts: [UnsafeMutablePointer<llama_sampler>?] = []
        let repeats = sampling.repeatPenalty == 0 ? 1 : sampling.repeatPenalty
        if repeats != 1 || sampling.presencePenalty != 0 || sampling.frequencyPenalty != 0 {
            parts.append(
                llama_sampler_init_penalties(
                    Int32(vocabularySize),
                    penaltyWindowTokens,
                    Float(repeats),
                    Float(sampling.frequencyPenalty),
                    Float(sampling.presencePenalty)
                )
            )
        }
        guard sampling.temperature > 0 else { return parts + [llama_sampler_init_greedy()] }
        if sampling.topK > 0 { parts.append(llama_sampler_init_top_k(Int32(sampling.topK))) }
        if sampling.topP > 0 { parts.append(llama_sampler_init_top_p(Float(sampling.topP), 1)) }
        if sampling.minP > 0 { parts.append(llama_sampler_init_min_p(Float(sampling.minP), 1)) }
        parts.append(llama_sampler_init_temp(Float(sampling.temperature)))
        return parts + [llama_sampler_init_dist(sampling.seed)]
    }

    private static func grammar(
        for request: GenerationRequest,
        vocabulary: OpaquePointer
    ) throws(InferenceError) -> UnsafeMutablePointer<llama_sampler>? {
        switch request.constraint {
        case .grammar(let text): return try parse(text, vocabulary)
        case .jsonSchema(let schema): return try parse(JSONSchemaGrammar.grammar(for: schema), vocabulary)
        case .none where request.tools.isEmpty: return nil
        case .none: return try toolGrammar(request.tools, vocabulary)
        }
    }

    private static func parse(
        _ text: String,
        _ vocabulary: OpaquePointer
    ) throws(InferenceError) -> UnsafeMutablePointer<llama_sampler> {
        guard !text.utf8.contains(0) else { throw .grammarInvalid(reason: "it contains a NUL character") }
        let made = LlamaLog.collecting { llama_sampler_init_grammar(vocabulary, text, "root") }
        guard let grammar = made.0 else { throw .grammarInvalid(reason: made.complaints) }
        return grammar
    }

    /// Free text until the mark that opens a call; from there on only a call that fits one of the tools.
    private static func toolGrammar(
        _ tools: [Tool],
        _ vocabulary: OpaquePointer
    ) throws(InferenceError) -> UnsafeMutablePointer<llama_sampler> {
        let text = try JSONSchemaGrammar.grammar(for: tools)
        let pattern = "[\\s\\S]*?(\(ToolCallReader.openMark)[\\s\\S]*)"
        let made = LlamaLog.collecting {
            pattern.withCString { pattern in
                var patterns: [UnsafePointer<CChar>?] = [pattern]
                return llama_sampler_init_grammar_lazy_patterns(vocabulary, text, "root", &patterns, 1, nil, 0)
            }
        }
        guard let grammar = made.0 else { throw .grammarInvalid(reason: made.complaints) }
        return grammar
    }
}
