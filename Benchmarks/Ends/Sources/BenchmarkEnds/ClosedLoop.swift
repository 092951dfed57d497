import Synchronization

/// Callers that each wait for an answer before the next call, so that as many calls are open as there are callers.
public struct ClosedLoop: Sendable {
    private let plan: CallPlan
    private let executor: (any TaskExecutor)?

    /// With an executor, the callers run on it.
    public init(_ plan: CallPlan, on executor: (any TaskExecutor)? = nil) {
        self.plan = plan
        self.executor = executor
    }

    /// Repeats a unary call.
    public func measure(_ call: @escaping @Sendable () async throws -> Void) async throws -> Timing {
        if plan.count > 0 { return try await measure(count: plan.count, call) }
        _ = try await run(until: ClockReading.now + UInt64(plan.seconds / 4 * 1e9), call)
        let start = try ClockReading(serverProcessID: plan.serverProcessID)
        let latencies = try await run(until: start.nanoseconds + UInt64(plan.seconds * 1e9), call)
        let end = try ClockReading(serverProcessID: plan.serverProcessID)
        return Timing(from: start, to: end, latencies: latencies)
    }

    private func measure(count: Int, _ call: @escaping @Sendable () async throws -> Void) async throws -> Timing {
        let start = try ClockReading(serverProcessID: plan.serverProcessID)
        try await withThrowingTaskGroup { callers in
            for _ in 0..<plan.outstanding {
                callers.addTask(executorPreference: executor) {
                    for _ in 0..<(count / plan.outstanding) { try await call() }
                }
            }
            try await callers.waitForAll()
        }
        let end = try ClockReading(serverProcessID: plan.serverProcessID)
        return Timing(from: start, to: end, count: count)
    }

    private func run(
        until end: UInt64,
        _ call: @escaping @Sendable () async throws -> Void
    ) async throws -> [UInt64] {
        try await withThrowingTaskGroup(of: [UInt64].self) { callers in
            for _ in 0..<plan.outstanding {
                callers.addTask(executorPreference: executor) {
                    var latencies: [UInt64] = []
                    var now = ClockReading.now
                    while now < end {
                        try await call()
                        let after = ClockReading.now
                        latencies.append(after - now)
                        now = after
                    }
                    return latencies
                }
            }
            return try await callers.reduce(into: []) { $0 += $1 }
        }
    }

    /// Opens one stream and reads it. `open` gives each message's arrival to its argument, which returns false when
    /// the stream has been read for long enough.
    public func measureStream(
        _ open: @escaping @Sendable (_ received: @escaping @Sendable () throws -> Bool) async throws -> Void
    ) async throws -> Timing {
        let plan = plan
        let task = Task(executorPreference: executor) { () throws -> Timing? in
            let meter = StreamMeter(plan: plan)
            try await open { try meter.received() }
            return meter.measurement
        }
        guard let measurement = try await task.value else { throw BenchmarkError.unreadable("the stream to its end") }
        return measurement
    }
}

/// Counts the messages of a stream between two readings of the clocks.
private final class StreamMeter: Sendable {
    private struct State {
        var start: ClockReading?
        var count = 0
        var measurement: Timing?
    }

    private let plan: CallPlan
    private let startTime: UInt64
    private let state = Mutex(State())

    init(plan: CallPlan) {
        self.plan = plan
        startTime = ClockReading.now + UInt64(plan.seconds / 4 * 1e9)
    }

    var measurement: Timing? { state.withLock { $0.measurement } }

    func received() throws -> Bool {
        try state.withLock { state in
            state.count += 1
            // The clock is looked at now and then only, as no reader of a stream does it for each message.
            guard state.count % 32 == 0 else { return true }
            let now = ClockReading.now
            guard let start = state.start else {
                guard now >= startTime else { return true }
                state.start = try ClockReading(serverProcessID: plan.serverProcessID)
                state.count = 0
                return true
            }
            guard now >= start.nanoseconds + UInt64(plan.seconds * 1e9) else { return true }
            let end = try ClockReading(serverProcessID: plan.serverProcessID)
            state.measurement = Timing(from: start, to: end, count: state.count)
            return false
        }
    }
}
