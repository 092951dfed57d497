/// Everything that goes wrong here, as one sentence that names the value and what would be right.
enum InferenceError: Error, Hashable {
    case modelMissing(path: String)
    case modelDamaged(path: String, reason: String)
    case modelUnfit(path: String, reason: String)
    case modelUnknown(name: String, known: String)
    case encodingFailed(status: Int)
    case noTexts
    case tooManyTexts(count: Int, max: Int)
    case emptyText(index: Int)
    case textTooLong(index: Int, bytes: Int, max: Int)
    case purposeUnknown(value: Int)
    case queueFull(waiting: Int, max: Int)
    case deadlineOutOfReach(needed: Duration, left: Duration)
    case deadlinePassed
    case stopping
    case noGenerationModel
    case modelTooLarge(path: String, neededMegabytes: Int, freeMegabytes: Int)
    case noChatTemplate(model: String)
    case emptyPrompt
    case promptTooLong(tokens: Int, answer: Int, max: Int)
    case promptBytes(bytes: Int, max: Int)
    case tooManyTokens(asked: Int, max: Int)
    case tooManyStops(count: Int, max: Int)
    case generationQueueFull(waiting: Int, max: Int)
    case samplingInvalid(name: String, value: String, range: String)
    case grammarInvalid(reason: String)
    case schemaInvalid(reason: String)
    case toolInvalid(name: String, reason: String)
    case roleUnknown(String)
    case chatRoleUnknown(String)
    case checksumDiffers(path: String)
    case computingFailed(status: Int)
    case tokensUncountable(model: String)
}

extension InferenceError: CustomStringConvertible {
    var description: String {
        switch self {
        case .modelMissing(let path):
            "there is no model file at \(path): run scripts/setup, which fetches the embedding model, or name another file"
        case .modelDamaged(let path, let reason):
            "model file \(path) is damaged (\(reason)): copy it anew, or run scripts/setup if that made it"
        case .modelUnfit(let path, let reason):
            "model file \(path) cannot be used (\(reason)): name another in embed.model or generate.model"
        case .modelUnknown(let name, let known):
            "no model is called \"\(name)\": leave the name out or ask for \"\(known)\""
        case .encodingFailed(let status):
            "the model gave up with status \(status) while encoding a batch"
        case .noTexts:
            "no text was given: at least one is needed"
        case .tooManyTexts(let count, let max):
            "\(count) texts in one call: at most \(max) are accepted"
        case .emptyText(let index):
            "text \(index) holds no visible character: nothing to embed"
        case .textTooLong(let index, let bytes, let max):
            "text \(index) has \(bytes) bytes: at most \(max) are accepted"
        case .purposeUnknown(let value):
            "purpose \(value) is not known: say EMBED_PURPOSE_QUERY or EMBED_PURPOSE_PASSAGE"
        case .queueFull(let waiting, let max):
            "\(waiting) texts are waiting, at most \(max) may: try again later"
        case .deadlineOutOfReach(let needed, let left):
            "an answer would take about \(needed.wholeMilliseconds) ms and the deadline is in \(left.wholeMilliseconds) ms"
        case .deadlinePassed:
            "the deadline passed while the texts waited for the model"
        case .stopping:
            "the service is stopping"
        case .noGenerationModel:
            "no model writes texts here: name a GGUF file in generate.model, or put one into the role \"generate\""
        case .modelTooLarge(let path, let needed, let free):
            "model file \(path) needs \(needed) MB for its weights and cache and \(free) MB may be used: choose a smaller "
                + "model or quantisation, lower generate.cache_tokens, or raise generate.memory_megabytes_max"
        case .noChatTemplate(let model):
            "model \"\(model)\" has no chat template that is known: send a prompt instead of a chat"
        case .emptyPrompt:
            "the prompt holds no token: at least one is needed"
        case .promptTooLong(let tokens, let answer, let max):
            "the prompt has \(tokens) tokens and the answer may have \(answer): together at most \(max)"
        case .promptBytes(let bytes, let max):
            "the prompt has \(bytes) bytes: at most \(max) are accepted"
        case .tooManyTokens(let asked, let max):
            "\(asked) new tokens are asked for: at most \(max) are written"
        case .tooManyStops(let count, let max):
            "\(count) stop strings or a longer one than 256 bytes: at most \(max) are accepted, none of them empty"
        case .generationQueueFull(let waiting, let max):
            "\(waiting) texts wait to be written, at most \(max) may: try again later"
        case .samplingInvalid(let name, let value, let range):
            "sampling's \(name) is \(value): it has to be from \(range)"
        case .grammarInvalid(let reason):
            "the grammar does not parse (\(reason)): it has to be GBNF with a rule \"root\""
        case .schemaInvalid(let reason):
            "the JSON Schema cannot be followed: \(reason)"
        case .toolInvalid(let name, let reason):
            "tool \"\(name)\" cannot be offered: \(reason)"
        case .roleUnknown(let role):
            "there is no role \"\(role)\": roles are \"embed\" and \"generate\""
        case .chatRoleUnknown(let role):
            "no message can have the role \"\(role)\": roles are system, user, assistant and tool"
        case .checksumDiffers(let path):
            "the SHA-256 of model file \(path) is not the one the call names: copy the file again"
        case .computingFailed(let status):
            "the model gave up with status \(status) while computing a pass"
        case .tokensUncountable(let model):
            "only its server knows the tokens of model \"\(model)\": name a model that runs in process"
        }
    }
}

extension Duration {
    var wholeMilliseconds: Int64 { components.seconds * 1_000 + components.attoseconds / 1_000_000_000_000_000 }
}
