import MeshRuntime
import Synchronization

/// Whether the process wants calls: started, not stopping, and every part serving.
final class Readiness: Sendable {
    enum State: Sendable, Hashable {
        case ready
        case notReady(reason: String)
    }

    private let health: HealthRegistry
    private let started = Atomic(false)

    init(health: HealthRegistry) {
        self.health = health
    }

    var isStarted: Bool {
        get { started.load(ordering: .relaxed) }
        set { started.store(newValue, ordering: .relaxed) }
    }

    var state: State {
        guard isStarted else { return .notReady(reason: "starting or stopping") }
        return health.overall == .serving ? .ready : .notReady(reason: "a part of the service is not serving")
    }
}
