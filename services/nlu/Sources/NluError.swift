/// What is wrong with the data this service owns or with a message it was sent.
enum NluError: Error, Equatable, CustomStringConvertible {
    case emptyText
    case textTooLong(bytes: Int, limit: Int)
    case tooManyMessages(count: Int, limit: Int)
    case unknownTimeZone(String)
    case unreadableFile(path: String, reason: String)
    case noExampleFiles(folder: String)
    case badExample(path: String, line: Int, rule: String)
    case conflictingExamples(text: String, intents: [String])
    case badSlotRules(path: String, reason: String)
    case badProduct(path: String, line: Int, rule: String)
    case unusableEmbeddings(reason: String)

    var description: String {
        switch self {
        case .emptyText:
            "the text is empty; send at least one character that can be seen"
        case .textTooLong(let bytes, let limit):
            "the text has \(bytes) bytes; at most \(limit) are understood"
        case .tooManyMessages(let count, let limit):
            "the batch has \(count) messages; at most \(limit) are taken at once"
        case .unknownTimeZone(let name):
            "no time zone is called \"\(name)\"; send an IANA name such as Asia/Shanghai"
        case .unreadableFile(let path, let reason):
            "\(path) cannot be read: \(reason)"
        case .noExampleFiles(let folder):
            "\(folder) holds no .jsonl file; it must hold the examples of the intents"
        case .badExample(let path, let line, let rule):
            "\(path):\(line): every line must be \(rule)"
        case .conflictingExamples(let text, let intents):
            "the example \"\(text)\" is given for \(intents.joined(separator: " and ")); keep one of them"
        case .badSlotRules(let path, let reason):
            "\(path): \(reason)"
        case .badProduct(let path, let line, let rule):
            "\(path):\(line): every line must be \(rule)"
        case .unusableEmbeddings(let reason):
            "the embeddings cannot be used: \(reason)"
        }
    }
}
