import Contracts
import MeshRuntime

/// Makes a streaming call again when it breaks off, as ``EventRelay`` decides.
struct RepeatedCall: Sendable {
    let limits: EventRelay.Limits
    /// Waits; a parameter so that tests need not.
    let wait: @Sendable (Duration) async throws -> Void

    /// Delivers each event once. `call` gets the number of the last recorded event delivered. Any error but UNAVAILABLE
    /// ends it at once.
    func events<Events: AsyncSequence>(
        after last: UInt64,
        deliver: (DialogueV1.Event) async throws -> Void,
        from call: (UInt64) async throws -> Events
    ) async throws where Events.Element == DialogueV1.Event {
        var relay = EventRelay(after: last, limits: limits)
        while true {
            do {
                for try await event in try await call(relay.last) where relay.delivers(number: event.number) {
                    try await deliver(event)
                }
                return
            } catch let error as CallError where error.code == .unavailable {
                guard case .repeat(let pause) = relay.failed() else { throw error }
                try await wait(max(pause, error.pushback ?? .zero))
            }
        }
    }
}
