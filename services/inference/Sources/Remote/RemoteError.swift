/// What goes wrong between here and a remote model server. No key and no address is ever part of it.
enum RemoteError: Error, Hashable, CustomStringConvertible {
    case unreachable(String)
    case timedOut(String)
    case broken(String)
    case refused(status: Int, message: String)
    case busy(status: Int, retryAfter: Duration?)
    case failed(status: Int, message: String)
    case malformed(String)
    case cut
    case grammarUnsupported

    var description: String {
        switch self {
        case .unreachable(let reason): "the remote model server cannot be reached: \(reason)"
        case .timedOut(let reason): "the remote model server did not answer in time: \(reason)"
        case .broken(let reason): "the connection to the remote model server broke: \(reason)"
        case .refused(let status, let message): "the remote model server refused the request with \(status): \(message)"
        case .busy(let status, _): "the remote model server is busy (\(status)): try again later"
        case .failed(let status, let message): "the remote model server failed with \(status): \(message)"
        case .malformed(let reason): "the remote model server sent what is no answer: \(reason)"
        case .cut: "the remote model server's answer ends in the middle"
        case .grammarUnsupported:
            "a remote model server takes no grammar: give a JSON Schema, or use a model that runs in process"
        }
    }

    /// True when the request had no effect, so that it can be tried once more, or elsewhere.
    var isSafeToRepeat: Bool {
        switch self {
        case .unreachable, .timedOut, .broken, .busy, .failed, .cut: true
        case .refused, .malformed, .grammarUnsupported: false
        }
    }

    init(_ failure: HTTPPost.Failure) {
        switch failure {
        case .notConnected(let reason): self = .unreachable(reason)
        case .timedOut(let reason): self = .timedOut(reason)
        case .broken(let reason): self = .broken(reason)
        case .tooLong(let bytes): self = .malformed("more than \(bytes) bytes")
        }
    }

    /// An answer whose status is not 200, with the beginning of its body.
    init(status: Int, body: String, retryAfter: Duration?) {
        let message = String(body.prefix(200)).split(whereSeparator: \.isNewline).joined(separator: " ")
        switch status {
        case 429, 503: self = .busy(status: status, retryAfter: retryAfter)
        case 400..<500: self = .refused(status: status, message: message)
        default: self = .failed(status: status, message: message)
        }
    }
}
