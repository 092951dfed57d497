import MeshRuntime
import Synchronization

/// Whether the process wants calls: started, not stopping, and every part serving.
final class Readiness: Sendable {
    enum State: Sendable, Hashable {
        case ready
        case notReady(reason: String)
    }

    private enum Phase {
        /// Next: started, stopping.
        case starting
        /// Next: stopping.
        case started
        case stopping
    }

    private let health: HealthRegistry
    private let phase = Mutex(Phase.starting)

    init(health: HealthRegistry) {
        self.health = health
    }

    func started() {
        phase.withLock { phase in
            if phase == .starting { phase = .started }
        }
    }

    func stopping() {
        phase.withLock { $0 = .stopping }
    }

    var state: State {
        switch phase.withLock({ $0 }) {
        case .starting: .notReady(reason: "starting")
        case .stopping: .notReady(reason: "stopping")
        case .started where health.overall == .serving: .ready
        case .started: .notReady(reason: "a part of the service is not serving")
        }
    }
}
