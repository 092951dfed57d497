import NIOCore
import Testing

@testable import MeshRuntime

@Suite struct AdmissionControlTests {
    static let start = NIODeadline.uptimeNanoseconds(1_000_000_000)

    private func control(_ body: (inout AdmissionControl.Limits) -> Void = { _ in }) -> AdmissionControl {
        var limits = AdmissionControl.Limits()
        body(&limits)
        return AdmissionControl(limits: limits, methodCount: 2)
    }

    @Test func callsAboveTheFixedLimitAreRefusedUntilAHandlerReturns() {
        var control = control { $0.callsInFlightMax = 2 }
        #expect(control.begin(at: Self.start) == .admitted)
        #expect(control.begin(at: Self.start, isUnary: false) == .admitted)
        #expect(control.begin(at: Self.start) == .refused(pushback: .milliseconds(10)))
        #expect(control.inFlight == 2)
        control.end(taking: .seconds(1), at: Self.start)
        #expect(control.begin(at: Self.start) == .admitted)
    }

    @Test func callThatMustEndSoonerThanTheFastestTookIsHopeless() {
        var control = control()
        control.learn(.milliseconds(20), at: Self.start)
        let expected = Duration.milliseconds(20)
        #expect(control.begin(at: Self.start, deadlineIn: .milliseconds(19)) == .hopeless(expected: expected))
        #expect(control.begin(at: Self.start, deadlineIn: .milliseconds(20)) == .admitted)
        #expect(control.begin(at: Self.start, method: 1, deadlineIn: .milliseconds(1)) == .admitted, "another method")
        #expect(control.begin(at: Self.start + .seconds(2), deadlineIn: .milliseconds(1)) == .admitted, "long ago")
        #expect(control.inFlight == 3)
    }

    @Test func failuresTeachNothing() {
        var control = control()
        control.learn(.milliseconds(20), at: Self.start, isSuccess: false)
        #expect(control.begin(at: Self.start, deadlineIn: .milliseconds(1)) == .admitted)
    }

    /// A server that works at four calls at a time and takes 10 ms for each: what is beyond waits.
    @Test(arguments: [64, 1000])
    func limitSettlesWhereFewWait(callers: Int) {
        let settled = simulate(callers: callers, workers: 4, seconds: 30)
        #expect((4...24).contains(settled.limit), "\(settled.limit)")
        #expect(settled.callsPerSecond > 380, "of 400, \(settled.callsPerSecond)")
    }

    @Test func limitGrowsWithTheServersCapacity() {
        let settled = simulate(callers: 500, workers: 200, seconds: 30)
        #expect(settled.callsPerSecond > 16_000, "of 20,000, \(settled.callsPerSecond)")
    }

    @Test func slowerServiceIsLearnedAnew() {
        let settled = simulate(callers: 64, workers: 4, seconds: 60) { $0 < 30 ? 10 : 40 }
        #expect((4...24).contains(settled.limit), "\(settled.limit)")
        #expect(settled.callsPerSecond > 90, "of 100, \(settled.callsPerSecond)")
    }

    @Test func limitThatIsNotUsedDoesNotGrow() {
        let settled = simulate(callers: 2, workers: 4, seconds: 30)
        #expect(settled.limit == 8, "as at the start")
    }

    /// A closed loop of callers who come again 5 ms after a refusal, in steps of a millisecond. Returns the limit at the
    /// end and the calls a second in the last ten seconds.
    private func simulate(
        callers: Int,
        workers: Int,
        seconds: Int,
        milliseconds: (_ second: Int) -> Int = { _ in 10 }
    ) -> (limit: Int, callsPerSecond: Int) {
        var control = control { $0.policy = .adaptive }
        var ready = callers
        var queue: [Int] = []
        var busy: [(end: Int, begin: Int)] = []
        var refusedUntil: [Int] = []
        var ended = 0
        for time in 0..<seconds * 1000 {
            let now = Self.start + .milliseconds(Int64(time))
            for call in busy where call.end == time {
                control.end(taking: .milliseconds(Int64(time - call.begin)), at: now)
                ready += 1
                if time >= (seconds - 10) * 1000 { ended += 1 }
            }
            busy.removeAll { $0.end == time }
            ready += refusedUntil.count { $0 == time }
            refusedUntil.removeAll { $0 == time }
            while ready > 0 {
                ready -= 1
                if control.begin(at: now) == .admitted { queue.append(time) } else { refusedUntil.append(time + 5) }
            }
            while busy.count < workers, !queue.isEmpty {
                busy.append((end: time + milliseconds(time / 1000), begin: queue.removeFirst()))
            }
        }
        return (control.callsInFlightMax, ended / 10)
    }
}

extension AdmissionControl {
    fileprivate mutating func begin(
        at now: NIODeadline,
        method: Int = 0,
        isUnary: Bool = true,
        deadlineIn timeout: TimeAmount? = nil
    ) -> Verdict {
        begin(method: method, isUnary: isUnary, deadline: timeout.map { Deadline(now + $0) }, now: now)
    }

    fileprivate mutating func end(taking time: TimeAmount, at now: NIODeadline, isSuccess: Bool = true) {
        end(method: 0, isUnary: true, isSuccess: isSuccess, nanoseconds: time.nanoseconds, now: now)
    }

    /// A window of calls that each take as long.
    fileprivate mutating func learn(_ time: TimeAmount, at now: NIODeadline, isSuccess: Bool = true) {
        for step in 0..<16 {
            let then = now - .milliseconds(Int64(150 - 10 * step))
            _ = begin(at: then)
            end(taking: time, at: then, isSuccess: isSuccess)
        }
    }
}
