import MeshRuntime

/// Whether and when a turn that broke is sent again, under the same message id, so that nothing happens twice.
struct TurnRetry: Hashable, Sendable {
    /// Long enough for a service that died to be started again and to load its models.
    static let patience = Duration.seconds(90)
    private static let shortest = Duration.milliseconds(100)
    private static let longest = Duration.seconds(3)

    private var attempts = 0

    /// The wait before the next attempt; nil when there is to be none. A stream that ended without an error and
    /// without completing its turn is a broken one as well.
    mutating func wait(after error: CallError?, elapsed: Duration) -> Duration? {
        if let error, !Self.isPassing(error.code) { return nil }
        let wait = error?.pushback ?? min(Self.shortest * (1 << min(attempts, 5)), Self.longest)
        attempts += 1
        return elapsed + wait <= Self.patience ? wait : nil
    }

    private static func isPassing(_ code: StatusCode) -> Bool {
        switch code {
        case .unavailable, .aborted, .resourceExhausted, .deadlineExceeded, .cancelled: true
        default: false
        }
    }
}
