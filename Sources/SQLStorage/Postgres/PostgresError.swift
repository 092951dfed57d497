import Storage

/// What PostgreSQL or the way to it said, before it becomes a `StorageError`.
enum PostgresError: Error, Hashable {
    /// No connection; nothing ran.
    case unreachable(detail: String)
    /// The connection ended. What the transaction did is undone, unless its end was under way.
    case connectionLost(detail: String)
    case timedOut
    /// The server's own refusal, with its SQLSTATE.
    case refused(state: String, message: String)

    /// The server asks for the whole transaction again: it met another one, or a deadlock.
    var asksToRepeat: Bool {
        guard case .refused(let state, _) = self else { return false }
        return ["40001", "40P01"].contains(state)
    }

    /// Nothing is known to be wrong with the transaction, only with the connection.
    var isLossOfConnection: Bool {
        switch self {
        case .unreachable, .connectionLost: true
        // The server stops or starts, or an operator ended the session.
        case .refused(let state, _): state.hasPrefix("08") || state.hasPrefix("57P")
        case .timedOut: false
        }
    }
}

extension StorageError {
    /// - Parameter place: without user and password.
    init(_ error: PostgresError, place: String) {
        switch error {
        case .unreachable(let detail), .connectionLost(let detail):
            self = .unreachable(path: place, detail: detail)
        case .timedOut: self = .timedOut(path: place)
        case .refused(let state, let message):
            self =
                switch state {
                case "53100": .diskFull(path: place)
                case "25006", "42501": .readOnly(path: place)
                case "55P03", "40001", "40P01": .locked(path: place)
                case "57014": .timedOut(path: place)
                case "XX001", "XX002": .corrupt(path: place, detail: message)
                case _ where state.hasPrefix("23"): .constraint(path: place, detail: message)
                case _ where state.hasPrefix("08") || state.hasPrefix("57P"):
                    .unreachable(path: place, detail: message)
                default: .refused(path: place, state: state, detail: message)
                }
        }
    }
}
