/// Why an import changed nothing.
enum ImportError: Error, Hashable, Sendable {
    /// A line breaks a rule of the format. Lines count from 1; an empty field is the whole line.
    case line(file: String, line: Int, field: String, rule: String)
    case unreadable(file: String, detail: String)
}

extension ImportError: CustomStringConvertible {
    var description: String {
        switch self {
        case .line(let file, let line, let field, let rule):
            "\(file):\(line): " + (field.isEmpty ? rule : "\(field) \(rule)")
        case .unreadable(let file, let detail):
            "\(file) cannot be read: \(detail)"
        }
    }
}
