/// What is wrong with the data this service owns or with a message it was sent.
enum NluError: Error, Equatable, CustomStringConvertible {
    case emptyText
    case textTooLong(bytes: Int, limit: Int)
    case tooManyMessages(count: Int, limit: Int)
    case unknownTimeZone(String)
    case unreadableFile(path: String, reason: String)
    case badSlotRules(path: String, reason: String)
    case badProduct(path: String, line: Int, rule: String)
    case badLesson(reason: String)
    case busyTeaching
    case unknownVersion(String)
    case unwritableFolder(path: String, reason: String)

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
        case .badSlotRules(let path, let reason):
            "\(path): \(reason)"
        case .badProduct(let path, let line, let rule):
            "\(path):\(line): every line must be \(rule)"
        case .badLesson(let reason):
            "the lesson cannot be taught: \(reason)"
        case .busyTeaching:
            "another lesson is being taught; send this one again in some seconds"
        case .unknownVersion(let version):
            version.isEmpty
                ? "there is no earlier version to go back to"
                : "no promoted version is called \"\(version)\"; ListVersions names them"
        case .unwritableFolder(let path, let reason):
            "\(path) cannot be written: \(reason)"
        }
    }
}
