import CoreMetrics
import Synchronization

enum MetricKind: String {
    case counter
    case gauge
    case histogram
}

/// One line, or for a histogram one group of lines, of the exposition.
protocol MetricSeries: AnyObject, Sendable {
    var sample: MetricSample { get }
}

enum MetricSample: Hashable {
    case number(Double)
    /// Cumulative counts, one a bound; the last bound is infinity and its count is the count of all.
    case histogram(bounds: [Double], cumulative: [Int], sum: Double)
}

/// Sums up; negative and non-finite amounts are ignored, since a counter only rises.
final class CounterSeries: MetricSeries, CounterHandler, FloatingPointCounterHandler {
    private let total = Mutex(0.0)

    var sample: MetricSample { .number(total.withLock { $0 }) }

    func increment(by amount: Int64) {
        increment(by: Double(amount))
    }

    func increment(by amount: Double) {
        guard amount > 0, amount.isFinite else { return }
        total.withLock { $0 += amount }
    }

    func reset() {
        total.withLock { $0 = 0 }
    }
}

final class GaugeSeries: MetricSeries, MeterHandler, RecorderHandler {
    private let value = Mutex(0.0)

    var sample: MetricSample { .number(value.withLock { $0 }) }

    func set(_ new: Int64) { set(Double(new)) }
    func set(_ new: Double) { value.withLock { $0 = new } }
    func increment(by amount: Double) { value.withLock { $0 += amount } }
    func decrement(by amount: Double) { value.withLock { $0 -= amount } }
    func record(_ new: Int64) { set(Double(new)) }
    func record(_ new: Double) { set(new) }
}

final class HistogramSeries: MetricSeries, TimerHandler, RecorderHandler {
    private struct State {
        var counts: [Int]
        var sum = 0.0
    }

    private let bounds: [Double]
    private let scale: Double
    private let state: Mutex<State>

    /// `scale` turns what is recorded into the unit of the bounds.
    init(bounds: [Double], scale: Double) {
        self.bounds = bounds
        self.scale = scale
        state = Mutex(State(counts: Array(repeating: 0, count: bounds.count + 1)))
    }

    var sample: MetricSample {
        let state = state.withLock { $0 }
        var total = 0
        let cumulative = state.counts.map { count in
            total += count
            return total
        }
        return .histogram(bounds: bounds, cumulative: cumulative, sum: state.sum)
    }

    func record(_ value: Int64) { record(Double(value)) }
    func recordNanoseconds(_ duration: Int64) { record(Double(duration)) }

    func record(_ value: Double) {
        guard value.isFinite else { return }
        let scaled = value * scale
        let bucket = bounds.firstIndex { scaled <= $0 } ?? bounds.count
        state.withLock { state in
            state.counts[bucket] += 1
            state.sum += scaled
        }
    }
}

package enum HistogramBuckets {
    /// From one hop inside the machine to a long answer of a language model.
    package static let seconds: [Double] = [
        0.000_05, 0.000_1, 0.000_25, 0.000_5, 0.001, 0.002_5, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10,
        30, 60,
    ]
    /// Sizes and counts.
    package static let counts: [Double] = [1, 2, 5, 10, 25, 50, 100, 250, 500, 1_000, 10_000, 100_000, 1_000_000]
}
