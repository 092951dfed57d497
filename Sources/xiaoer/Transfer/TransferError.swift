/// Why a file was not brought in or out.
enum TransferError: Error, Equatable, CustomStringConvertible {
    case unreadable(path: String, reason: String)
    case unwritable(path: String, reason: String)
    case exists(path: String)
    /// The rule that the file breaks, where.
    case refused(file: String, line: UInt64, field: String, rule: String)
    /// The same where what stands before it may have been recorded.
    case wrongLine(file: String, line: UInt64, field: String, rule: String)
    case stagedElsewhere(expected: UInt64, offset: UInt64)
    case noSummary(file: String)

    var description: String {
        switch self {
        case .unreadable(let path, let reason): "\(path) cannot be read: \(reason)"
        case .unwritable(let path, let reason): "\(path) cannot be written: \(reason)"
        case .exists(let path): "\(path) exists; --force replaces it"
        case .refused(let file, let line, let field, let rule):
            "\(file):\(line): " + (field.isEmpty ? "" : "\(field): ") + "\(rule); nothing was imported"
        case .wrongLine(let file, let line, let field, let rule):
            "\(file):\(line): " + (field.isEmpty ? "" : "\(field): ")
                + "\(rule); correct it and send the file again, what is recorded already is not recorded twice"
        case .stagedElsewhere(let expected, let offset):
            "order-tracking holds \(expected) bytes of the file after \(offset) were sent: send it again"
        case .noSummary(let file): "\(file): the import ended without a summary; `xiaoer export` shows what is there"
        }
    }
}
