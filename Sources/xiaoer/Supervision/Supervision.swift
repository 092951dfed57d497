/// The supervision of one process, decided from what is seen and when. Times count from the supervisor's start.
struct Supervision: Hashable, Sendable {
    enum State: Hashable, Sendable {
        /// Next: starting, when its dependencies are ready; stopped.
        case waiting
        /// Next: ready, backingOff, stopping.
        case starting(since: Duration)
        /// Next: backingOff, stopping.
        case ready(since: Duration)
        /// Next: starting, stopped.
        case backingOff(until: Duration)
        /// Next: stopped. Killed at the time given.
        case stopping(killAt: Duration, isKilled: Bool)
        case stopped
    }

    enum Action: Hashable, Sendable {
        case spawn
        case terminate
        case kill
        case announceReady(after: Duration)
        case announceDeath(restartIn: Duration)
        /// It ended before it was ever ready, for a reason that a restart does not change.
        case giveUp
        case announceStopped
    }

    private(set) var state = State.waiting
    private var backOff = BackOff()
    private var wasEverReady = false
    private let grace: Duration

    /// `grace` is what a process gets between SIGTERM and SIGKILL.
    init(grace: Duration) {
        self.grace = grace
    }

    var isReady: Bool {
        if case .ready = state { return true }
        return false
    }

    /// The passing of time.
    mutating func tick(at now: Duration, dependenciesAreReady: Bool) -> Action? {
        switch state {
        case .waiting where dependenciesAreReady:
            state = .starting(since: now)
            return .spawn
        case .backingOff(let until) where until <= now:
            state = .starting(since: now)
            return .spawn
        case .stopping(let killAt, false) where killAt <= now:
            state = .stopping(killAt: killAt, isKilled: true)
            return .kill
        default:
            return nil
        }
    }

    mutating func sawReady(at now: Duration) -> Action? {
        guard case .starting(let since) = state else { return nil }
        state = .ready(since: since)
        wasEverReady = true
        return .announceReady(after: now - since)
    }

    mutating func sawExit(at now: Duration, isPermanent: Bool) -> Action? {
        switch state {
        case .starting(let since), .ready(let since):
            if isPermanent, !wasEverReady {
                state = .stopped
                return .giveUp
            }
            let wait = backOff.wait(after: now - since)
            state = .backingOff(until: now + wait)
            return .announceDeath(restartIn: wait)
        case .stopping:
            state = .stopped
            return .announceStopped
        case .waiting, .backingOff, .stopped:
            return nil
        }
    }

    /// Asked again, it kills.
    mutating func stop(at now: Duration) -> Action? {
        switch state {
        case .waiting, .backingOff:
            state = .stopped
            return nil
        case .starting, .ready:
            state = .stopping(killAt: now + grace, isKilled: false)
            return .terminate
        case .stopping(let killAt, false):
            state = .stopping(killAt: killAt, isKilled: true)
            return .kill
        case .stopping, .stopped:
            return nil
        }
    }
}
