import Logging
import ServiceLifecycle

/// How long events are kept.
struct RetentionRules: Hashable, Sendable {
    /// 0 keeps all.
    var days = 730
    var interval = Duration.seconds(3_600)
}

/// Forgets old events, a few customers at a time, so that recording never waits long.
struct EventRetention: Service {
    let store: BehaviourStore
    let rules: RetentionRules
    let now: @Sendable () -> Int64
    let logger: Logger

    private static let customersAtOnce = 100

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do {
                    try await forget()
                    try await Task.sleep(for: rules.interval)
                } catch is CancellationError {
                    return
                } catch {
                    logger.error("old events not forgotten", metadata: ["recommendation.reason": "\(error)"])
                    // Ends early only when the process stops.
                    try? await Task.sleep(for: rules.interval)
                }
            }
        }
    }

    func forget() async throws {
        guard rules.days > 0 else { return }
        let instant = now() - Int64(rules.days) * CountingRules.millisecondsOfDay
        while try await store.forgetEvents(before: instant, customersMax: Self.customersAtOnce) {
            try Task.checkCancellation()
            await Task.yield()
        }
    }
}
