import NIOCore
import SeededRandom
import Testing

@testable import MeshRuntime

@Suite struct EndpointChoiceTests {
    private var generator = SplitMix64(seed: 7)
    private let now = NIODeadline.uptimeNanoseconds(1_000_000_000_000)

    private mutating func shares(_ costs: [Double?], draws: Int = 6000) -> [Double] {
        var counts = costs.map { _ in 0.0 }
        for _ in 0..<draws {
            guard let index = EndpointChoice.ofTwo(costs.count, using: &generator, cost: { costs[$0] }) else {
                continue
            }
            counts[index] += 1
        }
        return counts.map { $0 / Double(draws) }
    }

    @Test mutating func equalEndpointsShareEvenly() {
        for share in shares([1, 1, 1]) { #expect(abs(share - 1.0 / 3) < 0.03) }
    }

    /// The dearest of three is in two of three pairs, and loses both times.
    @Test mutating func dearestOfThreeGetsNothing() {
        let shares = shares([1, 2, 3])
        #expect(shares[2] == 0)
        #expect(abs(shares[0] - 2.0 / 3) < 0.03)
    }

    @Test mutating func onlyOpenEndpointIsFoundWhateverIsDrawn() {
        #expect(shares([nil, nil, nil, nil, nil, 5]) == [0, 0, 0, 0, 0, 1])
        #expect(shares([nil, 9, nil, nil, nil, 5]).last ?? 0 > 0.5)
        #expect(shares([nil, nil]) == [0, 0])
        #expect(shares([]).isEmpty)
        #expect(shares([4]) == [1])
    }

    private static let addresses = (0..<5).map { StableHash.of("10.0.0.\($0):7404".utf8) }

    private static func owner(of key: String, without missing: Int? = nil) -> Int? {
        EndpointChoice.ofKey(key, addresses.count) {
            addresses[$0]
        } isOpen: {
            $0 != missing
        }
    }

    @Test func keysSpreadEvenlyAndStay() {
        var counts = [0, 0, 0, 0, 0]
        for key in 0..<10_000 {
            guard let owner = Self.owner(of: "conversation-\(key)") else { continue }
            #expect(owner == Self.owner(of: "conversation-\(key)"))
            counts[owner] += 1
        }
        for count in counts { #expect((1_850...2_150).contains(count)) }
    }

    @Test func onlyTheKeysOfAMissingEndpointMove() {
        var moved = [0, 0, 0, 0, 0]
        for key in 0..<10_000 {
            let (before, after) = (Self.owner(of: "\(key)"), Self.owner(of: "\(key)", without: 2))
            if before != 2 { #expect(before == after) } else if let after { moved[after] += 1 }
        }
        #expect(moved[2] == 0)
        for (index, count) in moved.enumerated() where index != 2 { #expect((400...600).contains(count)) }
    }

    // MARK: Cost

    @Test func pendingCallsMultiplyTheLatency() {
        let latency = PeakEWMA(nanoseconds: 1000, observedAt: now, decay: .seconds(10))
        #expect(EndpointCost(latency: latency, pendingCalls: 0).value(now: now) == 1000)
        #expect(EndpointCost(latency: latency, pendingCalls: 3).value(now: now) == 4000)
    }

    @Test func unknownEndpointGetsOneCallAndThenWaits() {
        let unknown = PeakEWMA(observedAt: now, decay: .seconds(10))
        let slow = PeakEWMA(nanoseconds: 20e9, observedAt: now, decay: .seconds(10))
        let known = EndpointCost(latency: slow, pendingCalls: 200).value(now: now)
        #expect(EndpointCost(latency: unknown, pendingCalls: 0).value(now: now) == 0)
        #expect(EndpointCost(latency: unknown, pendingCalls: 1).value(now: now) > known)
    }

    /// A stopped process is found out by what it owes, after a few times its usual latency.
    @Test func silenceCountsAsLatency() {
        let latency = PeakEWMA(nanoseconds: 1e6, observedAt: now, decay: .seconds(10))
        let silent = EndpointCost(latency: latency, pendingCalls: 1, silentSince: now)
        #expect(silent.value(now: now + .microseconds(500)) < 2.1e6)
        #expect(silent.value(now: now + .milliseconds(50)) == 100e6)
    }

    /// A replica that has just started takes long for its first call, and is as fast as the others from then on.
    @Test mutating func slowFirstAnswerDoesNotLeaveAServerWithoutCalls() {
        var servers = [ModelServer(milliseconds: 1, now: now), ModelServer(milliseconds: 1, now: now)]
        var clock = now
        for _ in 0..<600 {
            let chosen = EndpointChoice.ofTwo(2, using: &generator) { servers[$0].cost(now: clock) } ?? 0
            var end = servers[chosen].start(now: clock)
            if chosen == 1, servers[1].callCount == 1 { end = end + .milliseconds(40) }
            servers[chosen].finish(end - clock, now: end)
            clock = end
        }
        #expect(servers[1].callCount > 200)
    }

    /// The whole balancer against a model: three servers, of which one is ten times slower, called by
    /// forty callers, more than the fast ones are worth waiting for.
    @Test mutating func slowServerGetsAShareByItsSpeed() {
        var servers = [1.0, 1.0, 10.0].map { ModelServer(milliseconds: $0, now: now) }
        var calls: [(end: NIODeadline, server: Int, start: NIODeadline)] = []
        var clock = now
        for _ in 0..<10_000 {
            if calls.count == 40, let first = calls.indices.min(by: { calls[$0].end < calls[$1].end }) {
                let call = calls.remove(at: first)
                clock = call.end
                servers[call.server].finish(call.end - call.start, now: clock)
            }
            let chosen = EndpointChoice.ofTwo(3, using: &generator) { servers[$0].cost(now: clock) } ?? 0
            calls.append((servers[chosen].start(now: clock), chosen, clock))
        }
        let share = Double(servers[2].callCount) / 10_000
        #expect(share > 0.005 && share < 0.06, "the slow server got \(share)")
    }

    private struct ModelServer {
        let service: TimeAmount
        var latency: PeakEWMA
        var pending = 0
        var callCount = 0

        init(milliseconds: Double, now: NIODeadline) {
            service = .nanoseconds(Int64(milliseconds * 1e6))
            latency = PeakEWMA(observedAt: now, decay: .seconds(10))
        }

        func cost(now: NIODeadline) -> Double {
            EndpointCost(latency: latency, pendingCalls: pending).value(now: now)
        }

        mutating func start(now: NIODeadline) -> NIODeadline {
            pending += 1
            callCount += 1
            return now + service
        }

        mutating func finish(_ time: TimeAmount, now: NIODeadline) {
            pending -= 1
            latency.observe(time, now: now)
        }
    }
}
