import NIOCore
import Synchronization

/// What callers on any thread may know of an endpoint without a lock. The endpoint's loop writes it.
final class EndpointLoad: Sendable {
    /// The endpoint's own number for keyed calls, the same in every process.
    let hash: UInt64
    /// Whether the one call that a half-open breaker lets through is under way.
    let isProbed = Atomic(false)
    private let latencyBits = Atomic<UInt64>(0)
    private let observedAt: Atomic<UInt64>
    private let warmupRemaining = Atomic(PeakEWMA.warmupAnswers)
    private let decay: TimeAmount

    init(address: String, decay: TimeAmount, now: NIODeadline) {
        hash = StableHash.of(address.utf8)
        observedAt = Atomic(now.uptimeNanoseconds)
        self.decay = decay
    }

    /// Its parts are not read at one instant, which costs no more than a slightly wrong decay.
    var latency: PeakEWMA {
        PeakEWMA(
            nanoseconds: Double(bitPattern: latencyBits.load(ordering: .relaxed)),
            observedAt: .uptimeNanoseconds(observedAt.load(ordering: .relaxed)),
            warmupRemaining: warmupRemaining.load(ordering: .relaxed),
            decay: decay
        )
    }

    /// Forgets what was observed: behind a new connection there may be a new process.
    func startWarmup(now: NIODeadline) {
        setLatency(PeakEWMA(observedAt: now, decay: decay))
    }

    func setLatency(_ latency: PeakEWMA) {
        latencyBits.store(latency.nanoseconds.bitPattern, ordering: .relaxed)
        observedAt.store(latency.observedAt.uptimeNanoseconds, ordering: .relaxed)
        warmupRemaining.store(latency.warmupRemaining, ordering: .relaxed)
    }
}
