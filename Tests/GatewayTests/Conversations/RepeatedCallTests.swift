import MeshRuntime
import Synchronization
import Testing

@testable import Contracts
@testable import Gateway

@Suite struct RepeatedCallTests {
    private let limits = EventRelay.Limits(attemptsMax: 3, firstWait: .milliseconds(100), longestWait: .seconds(2))
    private let lost = CallError(.unavailable, "connection lost")

    /// Runs against scripted attempts; returns what was delivered, and with which numbers attempts began.
    private func run(
        _ attempts: [(events: [UInt64], failure: CallError?)],
        waits: @escaping @Sendable (Duration) -> Void = { _ in }
    ) async throws -> (delivered: [UInt64], resumedAfter: [UInt64]) {
        var delivered: [UInt64] = []
        var resumedAfter: [UInt64] = []
        let call = RepeatedCall(limits: limits, wait: { waits($0) })
        try await call.events(
            after: 0,
            deliver: { delivered.append($0.number) },
            from: { last in
                let attempt = attempts[resumedAfter.count]
                resumedAfter.append(last)
                return AsyncThrowingStream<DialogueV1.Event, any Error> { continuation in
                    for number in attempt.events { continuation.yield(DialogueV1.Event(number: number)) }
                    continuation.finish(throwing: attempt.failure)
                }
            }
        )
        return (delivered, resumedAfter)
    }

    @Test func aTurnThatBreaksOffIsDeliveredOnceInFull() async throws {
        let (delivered, _) = try await run([([1, 2], lost), ([], lost), ([1, 2, 3], nil)])
        #expect(delivered == [1, 2, 3])
    }

    @Test func aSubscriptionResumesAfterTheLastEvent() async throws {
        let (delivered, resumedAfter) = try await run([([1, 2], lost), ([3], lost), ([4], nil)])
        #expect(delivered == [1, 2, 3, 4])
        #expect(resumedAfter == [0, 2, 3])
    }

    @Test func itGivesUpWithTheLastReason() async {
        await #expect(throws: lost) { _ = try await run([([], lost), ([], lost), ([], lost)]) }
    }

    @Test func anotherErrorIsNotRepeated() async {
        let unknown = CallError(.notFound, "no such conversation")
        await #expect(throws: unknown) { _ = try await run([([1], unknown)]) }
    }

    @Test func theServersPushbackIsWaitedFor() async throws {
        let waits = Mutex<[Duration]>([])
        let pushed = CallError(.unavailable, "starting", pushback: .seconds(1))
        _ = try await run([([], lost), ([], pushed), ([1], nil)]) { wait in waits.withLock { $0.append(wait) } }
        #expect(waits.withLock(\.self) == [.milliseconds(100), .seconds(1)])
    }
}
