import CoreMetrics
import Testing

@testable import ServiceShell

@Suite struct MetricsRegistryTests {
    let registry = MetricsRegistry(seriesMax: 5)

    @Test func countersSumUpAndEndInTotal() {
        Counter(label: "orders.read", dimensions: [("code", "ok")], factory: registry).increment(by: 2)
        Counter(label: "orders.read", dimensions: [("code", "ok")], factory: registry).increment()
        Counter(label: "orders.read", dimensions: [("code", "no")], factory: registry).increment(by: -1)
        #expect(
            registry.text() == """
                # TYPE orders_read_total counter
                orders_read_total{code="no"} 0
                orders_read_total{code="ok"} 3

                """
        )
    }

    @Test func labelsAreEscaped() {
        Gauge(label: "g", dimensions: [("bad-name", "a\"b\\c\nd 店")], factory: registry).record(1.5)
        #expect(registry.text() == "# TYPE g gauge\ng{bad_name=\"a\\\"b\\\\c\\nd 店\"} 1.5\n")
    }

    @Test func timersAreHistogramsInSeconds() {
        registry.setBuckets([0.001, 0.01], for: "call")
        let timer = Timer(label: "call", factory: registry)
        timer.recordMilliseconds(1)
        timer.recordMilliseconds(5)
        timer.recordSeconds(2)
        #expect(
            registry.text() == """
                # TYPE call_seconds histogram
                call_seconds_bucket{le="0.001"} 1
                call_seconds_bucket{le="0.01"} 2
                call_seconds_bucket{le="+Inf"} 3
                call_seconds_sum 2.006
                call_seconds_count 3

                """
        )
    }

    @Test func theCountOfSeriesIsBounded() {
        for number in 0..<20 {
            Counter(label: "c", dimensions: [("user", "\(number)")], factory: registry).increment()
        }
        let lines = registry.text().split(separator: "\n")
        #expect(lines.count { $0.hasPrefix("c_total") } == 5)
        #expect(lines.last == "metrics_series_dropped_total 15")
    }

    @Test func aDestroyedSeriesMakesRoom() {
        let counter = Counter(label: "c", factory: registry)
        counter.destroy()
        #expect(registry.text().isEmpty)
        for number in 0..<5 { Meter(label: "m\(number)", factory: registry).set(number) }
        #expect(!registry.text().contains("dropped"))
    }

    @Test func aNameOfAnotherKindIsNotMixedIn() {
        Gauge(label: "a_total", factory: registry).record(1)
        Counter(label: "a", factory: registry).increment(by: 7)
        #expect(registry.text() == "# TYPE a_total gauge\na_total 1\n")
    }

    /// Each name with the one Prometheus takes.
    @Test(arguments: [("9lives", "_9lives"), ("a.b-c", "a_b_c"), ("店", "_"), ("", "_"), ("ok:name_1", "ok:name_1")])
    func namesAreMadeValid(name: String, expected: String) {
        #expect(PrometheusName.metric(name, suffix: "") == expected)
    }
}
