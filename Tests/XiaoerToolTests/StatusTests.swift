import Testing

@testable import XiaoerTool

@Suite struct StatusTests {
    @Test func metricLinesAreRead() {
        let text = """
            # TYPE a counter
            a_total{method="x/Y \\"q\\" \\\\ \\n",code="OK"} 3
            b 1.5
            c{le="+Inf"} +Inf
            broken{a="b
            also broken
            d{} 2 1700000000

            """
        #expect(
            MetricsText.lines(in: text) == [
                MetricLine(name: "a_total", labels: ["method": "x/Y \"q\" \\ \n", "code": "OK"], value: 3),
                MetricLine(name: "b", labels: [:], value: 1.5),
                MetricLine(name: "c", labels: ["le": "+Inf"], value: .infinity),
                MetricLine(name: "d", labels: [:], value: 2),
            ]
        )
    }

    private func histogram(_ buckets: [(String, Double)]) -> Histogram {
        var histogram = Histogram()
        for (bound, count) in buckets { histogram.add(MetricLine(name: "x", labels: ["le": bound], value: count)) }
        return histogram
    }

    @Test func quantilesLieBetweenTheirBucketsBounds() {
        let durations = histogram([("0.1", 0), ("0.2", 50), ("0.4", 100), ("+Inf", 100)])
        #expect(durations.quantile(0.5) == 0.2)
        #expect(durations.quantile(0.25) == 0.15000000000000002)
        #expect(durations.quantile(1) == 0.4)
        #expect(durations.count == 100)
    }

    @Test func aQuantileBeyondTheLastBoundIsTheLastBound() {
        #expect(histogram([("1", 1), ("+Inf", 10)]).quantile(0.99) == 1)
    }

    @Test func withoutMeasurementsThereIsNoQuantile() {
        #expect(histogram([("1", 0), ("+Inf", 0)]).quantile(0.5) == nil)
        #expect(Histogram().quantile(0.5) == nil)
    }

    @Test func callsOfTheRuntimeAreNotCounted() {
        let text = """
            rpc_server_call_duration_seconds_bucket{rpc_method="xiaoer.orders.v1.Orders/GetOrder",rpc_response_status_code="OK",le="0.1"} 4
            rpc_server_call_duration_seconds_bucket{rpc_method="xiaoer.orders.v1.Orders/GetOrder",rpc_response_status_code="OK",le="+Inf"} 4
            rpc_server_call_duration_seconds_count{rpc_method="xiaoer.orders.v1.Orders/GetOrder",rpc_response_status_code="OK"} 4
            rpc_server_call_duration_seconds_count{rpc_method="xiaoer.orders.v1.Orders/GetOrder",rpc_response_status_code="NOT_FOUND"} 1
            rpc_server_call_duration_seconds_bucket{rpc_method="xiaoer.orders.v1.Orders/WatchOrders",rpc_response_status_code="OK",le="+Inf"} 9
            rpc_server_call_duration_seconds_count{rpc_method="mesh.v1.Health/Check",rpc_response_status_code="OK"} 99
            """
        let traffic = Traffic(metrics: MetricsText.lines(in: text))
        #expect(traffic.calls == 5)
        #expect(traffic.errors == 1)
        #expect(traffic.percentile99.map { $0 <= 0.1 } == true)
    }

    /// Three digits each.
    @Test(arguments: [
        (0.000_085, "85.0 µs"), (0.001_234, "1.23 ms"), (0.123_4, "123 ms"), (12.34, "12.3 s"), (9.999, "10.0 s"),
    ])
    func durationsAreShort(seconds: Double, text: String) {
        #expect(StatusText.duration(seconds) == text)
    }

    @Test func whatDoesNotRunHasNoNumbers() {
        let lines = StatusText.table([MemberStatus(name: "nlu", health: .notRunning)])
        #expect(
            lines[1].split(separator: " ", omittingEmptySubsequences: true) == [
                "nlu", "-", "-", "not", "running", "-", "-", "-", "-", "-",
            ]
        )
    }
}
