/// What is wrong with the files that a pipeline is trained on or loaded from.
package enum IntentPipelineError: Error, Equatable, CustomStringConvertible {
    case unreadableFile(path: String, reason: String)
    case noExampleFiles(folder: String)
    case fileTooLong(path: String, lines: Int, limit: Int)
    case badExample(path: String, line: Int, rule: String)
    case noModel(folder: String)
    case unusableEmbeddings(reason: String)

    package var description: String {
        switch self {
        case .unreadableFile(let path, let reason):
            "\(path) cannot be read: \(reason)"
        case .noExampleFiles(let folder):
            "\(folder) holds no .jsonl file; it must hold the examples of the intents"
        case .fileTooLong(let path, let lines, let limit):
            "\(path) has \(lines) lines; at most \(limit) are read"
        case .badExample(let path, let line, let rule):
            "\(path):\(line): every line must be \(rule)"
        case .noModel(let folder):
            "\(folder) holds no model file that can be used; `xiaoer train nlu` writes one"
        case .unusableEmbeddings(let reason):
            "the embeddings cannot be used: \(reason)"
        }
    }
}
