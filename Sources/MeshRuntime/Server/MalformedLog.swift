import Logging
import Synchronization

/// Counts every connection that is closed for malformed input, and logs at most one line a second about them, so that
/// a port scanner cannot fill a disk.
final class MalformedLog: Sendable {
    private let logger: Logger
    private let metrics: MeshMetrics
    private let state = Mutex(State())

    private struct State {
        var lastLine: ContinuousClock.Instant?
        var suppressedCount = 0
    }

    init(logger: Logger, metrics: MeshMetrics) {
        self.logger = logger
        self.metrics = metrics
    }

    func report(_ error: MalformedFrame, peer: String, now: ContinuousClock.Instant = .now) {
        metrics.connectionClosed(reason: error.rawValue)
        let suppressedCount: Int? = state.withLock { state in
            if let lastLine = state.lastLine, now - lastLine < .seconds(1) {
                state.suppressedCount += 1
                return nil
            }
            state.lastLine = now
            defer { state.suppressedCount = 0 }
            return state.suppressedCount
        }
        guard let suppressedCount else { return }
        logger.warning(
            "closed a connection for malformed input",
            metadata: [
                "mesh.reason": "\(error)", "mesh.peer": "\(peer)", "mesh.unlogged": "\(suppressedCount)",
            ]
        )
    }
}
