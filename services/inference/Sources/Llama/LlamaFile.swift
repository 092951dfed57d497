import CLlama

/// A model file loaded by llama.cpp, and its vocabulary. Freed with the last reference.
final class LlamaFile {
    let file: ModelFile
    let model: OpaquePointer
    let vocabulary: OpaquePointer

    init(_ file: ModelFile) throws(InferenceError) {
        let loaded = LlamaLog.collecting { () -> OpaquePointer? in
            llama_backend_init()
            return llama_model_load_from_file(file.path, llama_model_default_params())
        }
        guard let model = loaded.0 else { throw .modelDamaged(path: file.path, reason: loaded.complaints) }
        guard let vocabulary = llama_model_get_vocab(model) else {
            llama_model_free(model)
            throw .modelUnfit(path: file.path, reason: "it has no vocabulary")
        }
        self.file = file
        self.model = model
        self.vocabulary = vocabulary
    }

    /// Asks the library whether it knows the architecture and the tokenizer, without reading the weights.
    static func checkVocabulary(of file: ModelFile) throws(InferenceError) {
        let loaded = LlamaLog.collecting { () -> OpaquePointer? in
            llama_backend_init()
            var parameters = llama_model_default_params()
            parameters.vocab_only = true
            return llama_model_load_from_file(file.path, parameters)
        }
        guard let model = loaded.0 else { throw .modelUnfit(path: file.path, reason: loaded.complaints) }
        llama_model_free(model)
    }

    deinit {
        llama_model_free(model)
    }

    var contextTokens: Int { Int(llama_model_n_ctx_train(model)) }
    var vocabularySize: Int { Int(llama_vocab_n_tokens(vocabulary)) }

    func description(dimensions: Int) -> ModelDescription {
        ModelDescription(
            name: file.header.text("general.name") ?? "unnamed",
            architecture: file.header.text("general.architecture") ?? "unknown",
            quantisation: String(cString: llama_ftype_name(llama_model_ftype(model))),
            sizeBytes: file.sizeBytes,
            sha256: file.sha256,
            contextTokens: contextTokens,
            dimensions: dimensions
        )
    }

    /// Tokens with NUL characters left out: the library's normaliser would stop its look-up at one.
    func tokens(of text: String, withEnds: Bool, readsMarks: Bool = false) -> [llama_token] {
        let bytes = text.utf8.filter { $0 != 0 }
        // Normalisation may lengthen a text, one character to eighteen at worst; then the library says by how much.
        var tokens = [llama_token](repeating: 0, count: bytes.count + 8)
        let count = bytes.withUnsafeBytes { bytes in
            let bytes = bytes.bindMemory(to: CChar.self)
            func tokenize() -> Int32 {
                llama_tokenize(
                    vocabulary,
                    bytes.baseAddress,
                    Int32(bytes.count),
                    &tokens,
                    Int32(tokens.count),
                    withEnds,
                    readsMarks
                )
            }
            let count = tokenize()
            guard count < 0 else { return count }
            tokens = [llama_token](repeating: 0, count: Int(-count))
            return tokenize()
        }
        return Array(tokens.prefix(Int(count)))
    }
}
