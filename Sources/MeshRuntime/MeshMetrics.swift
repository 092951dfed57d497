public import CoreMetrics
import Synchronization

/// Where the runtime counts, in the names of OpenTelemetry's stable RPC conventions: `rpc.server.call.duration` and
/// `rpc.client.call.duration` in seconds by `rpc.system.name`, `rpc.method`, `rpc.response.status_code` and, of failed
/// calls, `error.type`; and counters `mesh.connections.closed` and `mesh.calls.refused`.
public final class MeshMetrics: Sendable {
    /// Not gRPC, whose name would promise its bytes.
    private static let system = "mesh"

    enum Side: String, Sendable {
        case server = "rpc.server.call.duration"
        case client = "rpc.client.call.duration"
    }

    private let factory: (any MetricsFactory)?
    private let counters = Mutex<[[String]: Counter]>([:])

    /// Without a factory, the one that the process has bootstrapped is used.
    public init(factory: (any MetricsFactory)? = nil) {
        self.factory = factory
    }

    func method(_ name: String, side: Side) -> MethodMetrics {
        MethodMetrics { code in
            var dimensions = [
                ("rpc.system.name", Self.system), ("rpc.method", name), ("rpc.response.status_code", code.name),
            ]
            if code != .ok { dimensions.append(("error.type", code.name)) }
            return Timer(label: side.rawValue, dimensions: dimensions, factory: self.factory ?? MetricsSystem.factory)
        }
    }

    /// Counts a connection that was closed for its peer's fault.
    func connectionClosed(reason: String) {
        count("mesh.connections.closed", [("reason", reason)])
    }

    /// Counts a call that admission did not let in.
    func callRefused(method: String, _ code: StatusCode) {
        count("mesh.calls.refused", [("rpc.method", method), ("rpc.response.status_code", code.name)])
    }

    private func count(_ label: String, _ dimensions: [(String, String)]) {
        counters.withLock { counters in
            let key = [label] + dimensions.map(\.1)
            let counter =
                counters[key]
                ?? Counter(label: label, dimensions: dimensions, factory: factory ?? MetricsSystem.factory)
            counters[key] = counter
            counter.increment()
        }
    }
}

/// The durations of one method's calls, with a timer for each status that has occurred.
final class MethodMetrics: Sendable {
    private let makeTimer: @Sendable (StatusCode) -> Timer
    private let state: Mutex<State>

    private struct State {
        var timers: [Timer?] = Array(repeating: nil, count: StatusCode.allCases.count)
        var errorCount: UInt64 = 0
        var callCount: UInt64 = 0
        var inFlight = 0
        var durations = DurationSample()
        var percentile95: UInt64 = 0
        /// The count of calls at which it was taken.
        var percentile95At: UInt64 = 0
    }

    /// What introspection tells of a method.
    struct Snapshot: Hashable, Sendable {
        var callCount: UInt64
        var errorCount: UInt64
        var inFlight: Int
        var median: UInt64
        var percentile99: UInt64
    }

    init(makeTimer: @escaping @Sendable (StatusCode) -> Timer) {
        self.makeTimer = makeTimer
        state = Mutex(State())
    }

    func callStarted() {
        state.withLock { $0.inFlight += 1 }
    }

    func callEnded(_ code: StatusCode, nanoseconds: Int64) {
        let timer = state.withLock { state in
            state.inFlight -= 1
            state.callCount += 1
            if code != .ok { state.errorCount += 1 }
            state.durations.add(nanoseconds: nanoseconds)
            let timer = state.timers[Int(code.rawValue)] ?? makeTimer(code)
            state.timers[Int(code.rawValue)] = timer
            return timer
        }
        timer.recordNanoseconds(nanoseconds)
    }

    /// In microseconds, of the last calls; nil while there are fewer than 20. Taken anew every 32 calls, since it takes
    /// some microseconds.
    var percentile95: UInt64? {
        state.withLock { state in
            guard state.durations.count >= 20 else { return nil }
            if state.percentile95At == 0 || state.callCount >= state.percentile95At + 32 {
                state.percentile95 = state.durations.microseconds(quantile: 0.95)
                state.percentile95At = state.callCount
            }
            return state.percentile95
        }
    }

    var snapshot: Snapshot {
        state.withLock { state in
            Snapshot(
                callCount: state.callCount,
                errorCount: state.errorCount,
                inFlight: state.inFlight,
                median: state.durations.microseconds(quantile: 0.5),
                percentile99: state.durations.microseconds(quantile: 0.99)
            )
        }
    }
}

/// The last few durations, enough for a person who looks at quantiles now; a metrics store keeps the history.
struct DurationSample: Hashable, Sendable {
    private static let countMax = 256
    private var microseconds: [UInt64] = []
    private var next = 0

    var count: Int { microseconds.count }

    mutating func add(nanoseconds: Int64) {
        let value = UInt64(max(0, nanoseconds)) / 1000
        if microseconds.count < Self.countMax {
            microseconds.append(value)
        } else {
            microseconds[next] = value
            next = (next + 1) % Self.countMax
        }
    }

    /// The smallest value that at least this share of the sample does not exceed; zero without a sample.
    func microseconds(quantile: Double) -> UInt64 {
        guard !microseconds.isEmpty else { return 0 }
        let rank = (quantile * Double(microseconds.count)).rounded(.up)
        return microseconds.sorted()[min(max(Int(rank), 1), microseconds.count) - 1]
    }
}
