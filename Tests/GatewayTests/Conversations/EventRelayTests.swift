import SeededRandom
import Testing

@testable import Gateway

private let limits = EventRelay.Limits(attemptsMax: 4, firstWait: .milliseconds(100), longestWait: .milliseconds(250))

@Suite struct EventRelayTests {
    @Test func recordedEventsGoOutOnceThoughTheCallIsRepeated() {
        var relay = EventRelay(after: 7, limits: limits)
        #expect(delivered([8, 9], by: &relay) == [8, 9])
        _ = relay.failed()
        #expect(delivered([8, 9, 10], by: &relay) == [10])
        #expect(relay.last == 10)
    }

    @Test func partsOfAnAnswerGoOutInTheFirstAttemptAlone() {
        var relay = EventRelay(after: 0, limits: limits)
        #expect(delivered([0], by: &relay) == [0])
        _ = relay.failed()
        #expect(delivered([0, 1, 0], by: &relay) == [1, 0])
    }

    @Test func pausesDoubleUpToTheLongestAndThenItGivesUp() {
        var relay = EventRelay(after: 0, limits: limits)
        for pause in [100, 200, 250] {
            #expect(relay.failed() == .repeat(after: .milliseconds(pause)))
        }
        #expect(relay.failed() == .giveUp)
    }

    @Test func aNewEventGivesTheFullNumberOfAttemptsAgain() {
        var relay = EventRelay(after: 0, limits: limits)
        for number in UInt64(1)...50 {
            #expect(relay.failed() == .repeat(after: .milliseconds(100)))
            #expect(delivered([number], by: &relay) == [number])
        }
    }

    @Test func manyFailuresDoNotOverflowThePause() {
        let patient = EventRelay.Limits(attemptsMax: 1000, firstWait: .seconds(1), longestWait: .seconds(2))
        var relay = EventRelay(after: 0, limits: patient)
        for _ in 1..<999 { _ = relay.failed() }
        #expect(relay.failed() == .repeat(after: .seconds(2)))
    }

    /// Against a model that only knows the full list: whatever breaks off where, the client has every event once and in
    /// order when one attempt gets through.
    @Test(arguments: UInt64(1)...50)
    func anyBrokenCallsDeliverEveryEventOnce(seed: UInt64) {
        var generator = SplitMix64(seed: seed)
        let recorded = Array(UInt64(1)...UInt64.random(in: 1...20, using: &generator))
        var relay = EventRelay(
            after: 0,
            limits: EventRelay.Limits(attemptsMax: 99, firstWait: .zero, longestWait: .zero)
        )
        var received: [UInt64] = []
        for _ in 0..<10 {
            let reached = Int.random(in: 0...recorded.count, using: &generator)
            received += delivered(Array(recorded.prefix(reached)), by: &relay)
            _ = relay.failed()
        }
        received += delivered(recorded, by: &relay)
        #expect(received == recorded, "seed \(seed)")
    }
}

private func delivered(_ numbers: [UInt64], by relay: inout EventRelay) -> [UInt64] {
    var delivered: [UInt64] = []
    for number in numbers where relay.delivers(number: number) { delivered.append(number) }
    return delivered
}
