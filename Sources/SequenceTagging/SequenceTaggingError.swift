/// What can go wrong while a tagger is trained, stored or loaded.
package enum SequenceTaggingError: Error, Equatable, CustomStringConvertible {
    case unreadableFile(path: String, reason: String)
    case badLine(path: String, line: Int)
    case noTexts(path: String)
    case oneTag(String)
    case notATagger(path: String, reason: String)

    package var description: String {
        switch self {
        case .unreadableFile(let path, let reason):
            "\(path) cannot be read: \(reason)"
        case .badLine(let path, let line):
            "\(path):\(line): every line must be a character and its tag, O, B-kind or I-kind, or empty between texts"
        case .noTexts(let path):
            "\(path) holds no tagged text"
        case .oneTag(let tag):
            "every character is tagged \(tag); there is nothing to tell apart"
        case .notATagger(let path, let reason):
            "\(path) is no tagger of this program: \(reason)"
        }
    }
}
