import SeededRandom
import Testing

@testable import MeshRuntime

@Suite struct EndpointStateTests {
    private var generator = SplitMix64(seed: 1)

    @Test mutating func waitsGrowFromTheFirstToTheLongest() {
        var backoff = Backoff()
        backoff.jitter = 0
        let milliseconds = (1...13).map { count in
            let delay = backoff.delay(failureCount: count, using: &generator)
            return Int((delay / .milliseconds(1)).rounded())
        }
        #expect(milliseconds == [100, 160, 256, 410, 655, 1049, 1678, 2684, 4295, 6872, 10000, 10000, 10000])
    }

    @Test mutating func jitterStaysWithinItsShare() {
        for _ in 0..<1000 {
            let delay = Backoff().delay(failureCount: 1, using: &generator)
            #expect((Duration.milliseconds(80)...Duration.milliseconds(120)).contains(delay))
        }
    }

    @Test mutating func connectionThatDrainsAndThenClosesIsLostOnce() {
        var state = EndpointState()
        let isWanted = state.connected()
        #expect(isWanted)
        #expect(state.lost(backoff: Backoff(), using: &generator) != nil)
        #expect(state.lost(backoff: Backoff(), using: &generator) == nil)
        #expect(state.failureCount == 1)
    }

    @Test mutating func answerOfTheServerForgetsTheFailures() {
        var state = EndpointState()
        _ = state.lost(backoff: Backoff(), using: &generator)
        _ = state.waited()
        _ = state.connected()
        #expect(state.failureCount == 1)
        state.established()
        #expect(state.failureCount == 0)
        #expect(state.failuresTotal == 1)
    }

    @Test mutating func closedEndpointDoesNotComeBack() {
        var state = EndpointState()
        state.close()
        let isWanted = state.connected()
        let mayRetry = state.waited()
        #expect(!isWanted)
        #expect(!mayRetry)
        #expect(state.lost(backoff: Backoff(), using: &generator) == nil)
    }
}
