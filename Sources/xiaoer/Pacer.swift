/// The passing of time, so that a test need not wait.
struct Pacer: Sendable {
    /// Since some moment that does not change.
    let now: @Sendable () -> Duration
    let sleep: @Sendable (Duration) async throws -> Void

    static let real: Pacer = {
        let began = ContinuousClock.now
        return Pacer(now: { ContinuousClock.now - began }, sleep: { try await Task.sleep(for: $0) })
    }()
}
