import CoreMetrics
import Synchronization

/// Counts what is counted, by label and dimensions.
final class CountingMetrics: MetricsFactory {
    private let state = Mutex<[String: Int64]>([:])

    var counts: [String: Int64] { state.withLock { $0 } }

    private final class Handler: CounterHandler {
        let key: String
        let metrics: CountingMetrics

        init(key: String, metrics: CountingMetrics) {
            self.key = key
            self.metrics = metrics
        }

        func increment(by amount: Int64) {
            metrics.state.withLock { $0[key, default: 0] += amount }
        }

        func reset() {}
    }

    func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        let key = ([label] + dimensions.map { "\($0.0)=\($0.1)" }).joined(separator: " ")
        return Handler(key: key, metrics: self)
    }

    func makeRecorder(label: String, dimensions: [(String, String)], aggregate: Bool) -> any RecorderHandler {
        NOOPMetricsHandler.instance
    }

    func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        NOOPMetricsHandler.instance
    }

    func destroyCounter(_ handler: any CounterHandler) {}
    func destroyRecorder(_ handler: any RecorderHandler) {}
    func destroyTimer(_ handler: any TimerHandler) {}
}
