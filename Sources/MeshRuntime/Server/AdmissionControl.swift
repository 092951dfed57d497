import NIOCore

/// How a server bounds the calls that it serves at a time.
public enum AdmissionPolicy: String, Hashable, Sendable, CaseIterable {
    /// By `callsInFlightMax` alone.
    case fixed
    /// By a limit that follows how long the calls wait for each other; for servers whose methods each take about as
    /// long every time.
    case adaptive
}

/// Which calls a server begins to serve: a value that is told of each start and end.
///
/// The adaptive limit is that of TCP Vegas (Brakmo and Peterson, 1995) with the proportional step of FAST TCP (Jin, Wei
/// and Low, 2004). A call that takes `t` where it would take `b` alone waits for `t - b`, so a share of `1 - b / t` of
/// all calls in flight wait; the limit moves halfway to where only as many wait as keep the server busy, the root of
/// the limit. `b` is the shortest median of a method's windows. It is learned anew at the lowest limit, where hardly
/// anyone waits, since a method may also become slower for good. From there the limit doubles until calls wait.
struct AdmissionControl: Sendable {
    struct Limits: Hashable, Sendable {
        var policy = AdmissionPolicy.fixed
        /// All calls, of streams too.
        var callsInFlightMax = 10_000
        /// The adaptive limit of unary calls never goes below.
        var unaryCallsFloor = 8
        /// Whether to refuse a call that its caller waits for less long than the fastest of the last ones took.
        var refusesHopelessCalls = true
    }

    enum Verdict: Hashable, Sendable {
        case admitted
        /// Too many are in flight. `pushback` is about the time until one of them ends.
        case refused(pushback: Duration)
        case hopeless(expected: Duration)
    }

    private struct Method {
        /// The first durations of the current window, in nanoseconds.
        var samples: [Int64] = []
        /// The fastest call of the last window, and when that ended.
        var fastest: Int64?
        var learned = NIODeadline.uptimeNanoseconds(0)
        /// The shortest median of a window.
        var waitless: Int64?
    }

    private static let samplesMax = 32
    private static let samplesMin = 8
    private static let windowLength = TimeAmount.milliseconds(100)
    /// What was learned longer ago is not held against a call; otherwise a method that refuses all would never learn.
    private static let memory = TimeAmount.seconds(1)

    private let limits: Limits
    private var methods: [Method]
    private var windowStart = NIODeadline.uptimeNanoseconds(0)
    /// The most unary calls in flight in this window.
    private var unaryPeak = 0
    private var unaryInFlight = 0
    private var unaryLimit: Double
    private var isStarting = true
    private(set) var inFlight = 0

    init(limits: Limits, methodCount: Int) {
        self.limits = limits
        methods = Array(repeating: Method(), count: methodCount)
        unaryLimit = Double(min(limits.unaryCallsFloor, limits.callsInFlightMax))
    }

    /// The most calls that are let in now.
    var callsInFlightMax: Int {
        limits.policy == .adaptive ? Int(unaryLimit) : limits.callsInFlightMax
    }

    /// Lets a call in, which must then `end`, or says why not.
    mutating func begin(method: Int, isUnary: Bool, deadline: Deadline?, now: NIODeadline) -> Verdict {
        let fastest = now - methods[method].learned < Self.memory ? methods[method].fastest : nil
        if limits.refusesHopelessCalls, let fastest, let deadline, deadline.instant - now < .nanoseconds(fastest) {
            return .hopeless(expected: .nanoseconds(fastest))
        }
        let isAboveLimit = limits.policy == .adaptive && isUnary && unaryInFlight >= Int(unaryLimit)
        guard inFlight < limits.callsInFlightMax, !isAboveLimit else {
            return .refused(pushback: min(max(.nanoseconds(fastest ?? 0), .milliseconds(10)), .seconds(1)))
        }
        inFlight += 1
        if isUnary {
            unaryInFlight += 1
            unaryPeak = max(unaryPeak, unaryInFlight)
        }
        return .admitted
    }

    /// Notes that a handler has returned. Only a successful unary call tells how long its method takes.
    mutating func end(method: Int, isUnary: Bool, isSuccess: Bool, nanoseconds: Int64, now: NIODeadline) {
        inFlight -= 1
        guard isUnary else { return }
        unaryInFlight -= 1
        guard isSuccess else { return }
        if methods[method].samples.count < Self.samplesMax { methods[method].samples.append(max(1, nanoseconds)) }
        if now - windowStart >= Self.windowLength { endWindow(now: now) }
    }

    private mutating func endWindow(now: NIODeadline) {
        windowStart = now
        let isAtFloor = Int(unaryLimit) <= limits.unaryCallsFloor
        var (weight, waitless) = (0.0, 0.0)
        for index in methods.indices where methods[index].samples.count >= Self.samplesMin {
            let samples = methods[index].samples.sorted()
            let median = samples[samples.count / 2]
            let alone = isAtFloor ? median : min(methods[index].waitless ?? median, median)
            methods[index].fastest = samples[0]
            methods[index].learned = now
            methods[index].waitless = alone
            methods[index].samples.removeAll(keepingCapacity: true)
            weight += Double(samples.count)
            waitless += Double(samples.count) * Double(alone) / Double(median)
        }
        if weight > 0 { adapt(waitlessShare: waitless / weight) }
        unaryPeak = unaryInFlight
    }

    /// A limit that is hardly used says nothing about a higher one.
    private mutating func adapt(waitlessShare: Double) {
        isStarting = isStarting ? waitlessShare > 0.8 : Int(unaryLimit) <= limits.unaryCallsFloor
        let target = isStarting ? 3 * unaryLimit : waitlessShare * unaryLimit + unaryLimit.squareRoot()
        if target > unaryLimit, unaryPeak * 2 < Int(unaryLimit) { return }
        let limit = (unaryLimit + target) / 2
        unaryLimit = min(max(limit, Double(limits.unaryCallsFloor)), Double(limits.callsInFlightMax))
    }
}
