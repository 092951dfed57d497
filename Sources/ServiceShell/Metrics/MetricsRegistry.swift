package import CoreMetrics
import Synchronization

/// The metrics of one process, written out in Prometheus' text format.
///
/// The count of series is bounded: past the limit new ones are counted and dropped, since a label with
/// unbounded values would otherwise eat the memory of the service and of whoever scrapes it.
package final class MetricsRegistry: MetricsFactory {
    private struct State {
        var families: [String: MetricFamily] = [:]
        var series = 0
        var dropped = 0
        var buckets: [String: [Double]] = [:]
    }

    private let seriesMax: Int
    private let state = Mutex(State())

    package init(seriesMax: Int) {
        precondition(seriesMax > 0, "seriesMax must be positive (is \(seriesMax))")
        self.seriesMax = seriesMax
    }

    /// Sets a histogram's upper bounds, before the first measurement under that name is made.
    package func setBuckets(_ bounds: [Double], for label: String) {
        precondition(!bounds.isEmpty && bounds == bounds.sorted(), "buckets of \(label) must ascend")
        state.withLock { $0.buckets[label] = bounds }
    }

    /// Prometheus' text exposition, version 0.0.4.
    package func text() -> String {
        let (families, dropped) = state.withLock { ($0.families, $0.dropped) }
        var text = PrometheusText()
        for (name, family) in families.sorted(by: { $0.key < $1.key }) {
            text.append(name: name, kind: family.kind, series: family.series.map { ($0.key.labels, $0.value.sample) })
        }
        if dropped > 0 {
            text.append(name: "metrics_series_dropped_total", kind: .counter, series: [([], .number(Double(dropped)))])
        }
        return text.content
    }

    /// The series that exists or can be made; nil when the name has another kind or the limit is reached.
    private func series<Series: MetricSeries>(
        _ name: String,
        _ kind: MetricKind,
        _ dimensions: [(String, String)],
        make: ([Double]?) -> Series,
        label: String
    ) -> Series? {
        state.withLock { state in
            let key = SeriesKey(dimensions)
            if let family = state.families[name] {
                guard family.kind == kind else { return nil }
                if let existing = family.series[key] { return existing as? Series }
            }
            guard state.series < seriesMax else {
                state.dropped += 1
                return nil
            }
            let made = make(state.buckets[label])
            state.families[name, default: MetricFamily(kind: kind)].series[key] = made
            state.series += 1
            return made
        }
    }

    private func remove(_ handler: AnyObject) {
        state.withLock { state in
            for (name, var family) in state.families {
                guard let key = family.series.first(where: { $0.value === handler })?.key else { continue }
                family.series[key] = nil
                state.families[name] = family.series.isEmpty ? nil : family
                state.series -= 1
                return
            }
        }
    }
}

extension MetricsRegistry {
    package func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        makeSum(label, dimensions)
    }

    package func makeFloatingPointCounter(
        label: String,
        dimensions: [(String, String)]
    ) -> any FloatingPointCounterHandler {
        makeSum(label, dimensions)
    }

    private func makeSum(_ label: String, _ dimensions: [(String, String)]) -> CounterSeries {
        let name = PrometheusName.metric(label, suffix: "_total")
        return series(name, .counter, dimensions, make: { _ in CounterSeries() }, label: label) ?? CounterSeries()
    }

    package func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
        makeGauge(label, dimensions)
    }

    package func makeRecorder(
        label: String,
        dimensions: [(String, String)],
        aggregate: Bool
    ) -> any RecorderHandler {
        guard aggregate else { return makeGauge(label, dimensions) }
        let name = PrometheusName.metric(label, suffix: "")
        let make = { (bounds: [Double]?) in HistogramSeries(bounds: bounds ?? HistogramBuckets.counts, scale: 1) }
        return series(name, .histogram, dimensions, make: make, label: label) ?? make(nil)
    }

    /// Prometheus' base unit of time is the second.
    package func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        let name = PrometheusName.metric(label, suffix: "_seconds")
        let make = { (bounds: [Double]?) in HistogramSeries(bounds: bounds ?? HistogramBuckets.seconds, scale: 1e-9) }
        return series(name, .histogram, dimensions, make: make, label: label) ?? make(nil)
    }

    private func makeGauge(_ label: String, _ dimensions: [(String, String)]) -> GaugeSeries {
        let name = PrometheusName.metric(label, suffix: "")
        return series(name, .gauge, dimensions, make: { _ in GaugeSeries() }, label: label) ?? GaugeSeries()
    }

    package func destroyCounter(_ handler: any CounterHandler) { remove(handler) }
    package func destroyFloatingPointCounter(_ handler: any FloatingPointCounterHandler) { remove(handler) }
    package func destroyMeter(_ handler: any MeterHandler) { remove(handler) }
    package func destroyRecorder(_ handler: any RecorderHandler) { remove(handler) }
    package func destroyTimer(_ handler: any TimerHandler) { remove(handler) }
}

/// All series under one name.
struct MetricFamily {
    let kind: MetricKind
    var series: [SeriesKey: any MetricSeries] = [:]
}

/// The labels of a series, in a fixed order so that the order of mention does not matter.
struct SeriesKey: Hashable {
    let labels: [MetricLabel]

    init(_ dimensions: [(String, String)]) {
        labels = dimensions.map { MetricLabel(name: $0.0, value: $0.1) }.sorted { $0.name < $1.name }
    }
}
