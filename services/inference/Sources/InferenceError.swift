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
}

extension InferenceError: CustomStringConvertible {
    var description: String {
        switch self {
        case .modelMissing(let path):
            "there is no model file at \(path): run scripts/setup, which fetches it, or name another in embed.model"
        case .modelDamaged(let path, let reason):
            "model file \(path) is damaged (\(reason)): delete it and run scripts/setup, which makes it anew"
        case .modelUnfit(let path, let reason):
            "model file \(path) cannot embed texts (\(reason)): name an embedding model in embed.model"
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
        }
    }
}

extension Duration {
    var wholeMilliseconds: Int64 { components.seconds * 1_000 + components.attoseconds / 1_000_000_000_000_000 }
}
