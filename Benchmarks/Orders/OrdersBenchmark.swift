import DeliveryForecast
import Foundation
import OrdersInC
import SQLStorage
import Storage
import Testing

@testable import OrderTracking

/// What the order service's database work costs, beside the same statements run from C. `Benchmarks/orders` runs it.
@Suite(.serialized)
struct OrdersBenchmark {
    private static let environment = ProcessInfo.processInfo.environment
    private static let orderCount = Int(environment["XIAOER_BENCHMARK_ORDERS"] ?? "") ?? 10_000
    private static let calls = Int(environment["XIAOER_BENCHMARK_CALLS"] ?? "") ?? 5_000
    private static let writes = Int(environment["XIAOER_BENCHMARK_WRITES"] ?? "") ?? 1_000
    private static let repeats = 5

    @Test func measure() async throws {
        let folder = URL(filePath: Self.environment["XIAOER_BENCHMARK_FOLDER"] ?? "/tmp/xiaoer-benchmark-orders")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let shop = ShopFile(orderCount: Self.orderCount)
        let source = folder.appending(path: "shop.jsonl").path
        try shop.write(to: source)
        let path = folder.appending(path: "shop.sqlite").path
        let store = try SQLiteStore(path: path, schema: OrdersSchema.schema)
        report("orders \(Self.orderCount), customers \(shop.customerCount)")
        try await importFile(source, store)
        try store.file.checkpoint()
        let bytes = try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int ?? 0
        report("database \(bytes >> 20) MiB, \(memory())")
        let bench = Bench(shop: shop, store: store, path: path, calls: Self.calls)
        for call in Bench.Call.allCases {
            var pairs: [(service: Times, c: Times)] = []
            // In turns, so that what else the machine does meets both.
            for _ in 0..<Self.repeats { pairs.append((try await bench.service(call), try bench.c(call))) }
            let service = Times.median(pairs.map(\.service))
            let c = Times.median(pairs.map(\.c))
            report("\(call.rawValue): service \(service), C \(c), ratio of p50 \(ratio(service.p50, c.p50))")
        }
        report("reads done, \(memory())")
        let confirmed = try await bench.confirmations(Self.writes)
        let inC = try bench.writesInC(Self.writes)
        report("confirm: service \(confirmed), C \(inC), ratio of p50 \(ratio(confirmed.p50, inC.p50))")
        try store.close()
    }

    private func importFile(_ source: String, _ store: any DatabaseStore) async throws {
        let before = memory()
        let importer = ShopImporter(
            file: store,
            lineBytesMax: 262_143,
            policy: AfterSalePolicy(shop: try ShopPolicy.load(path: Bench.policyPath)),
            now: { Bench.now }
        )
        let start = ContinuousClock.now
        let summary = try await importer.run([ImportSource(name: "shop", path: source)], shiftDays: 0)
        let seconds = (ContinuousClock.now - start) / .seconds(1)
        let records = summary.customers + summary.products + summary.orders + summary.shipments
        report(
            String(
                format: "import: %.1f s, %.0f orders/s with their parcels, %.0f records/s; before %@, after %@",
                seconds,
                Double(summary.orders) / seconds,
                Double(records) / seconds,
                before,
                memory()
            )
        )
    }

    private func report(_ line: String) { FileHandle.standardError.write(Data(("bench: " + line + "\n").utf8)) }

    private func ratio(_ left: Double, _ right: Double) -> String { String(format: "%.2f", left / right) }

    /// Resident memory now and at its highest.
    private func memory() -> String {
        let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
        let lines = status.split(separator: "\n").filter { $0.hasPrefix("VmRSS") || $0.hasPrefix("VmHWM") }
        return lines.map { $0.split(separator: " ").filter { $0 != "kB" }.joined(separator: " ") + " kB" }
            .joined(separator: ", ")
    }
}

/// Microseconds of many calls.
struct Times: CustomStringConvertible {
    var p50: Double
    var p99: Double
    var perSecond: Double

    init(nanoseconds: [UInt64]) {
        let sorted = nanoseconds.sorted()
        p50 = Double(sorted[sorted.count / 2]) / 1_000
        p99 = Double(sorted[sorted.count * 99 / 100]) / 1_000
        perSecond = Double(sorted.count) / (Double(sorted.reduce(0, +)) / 1e9)
    }

    static func median(_ times: [Times]) -> Times {
        times.sorted { $0.p50 < $1.p50 }[times.count / 2]
    }

    var description: String { String(format: "p50 %.1f us, p99 %.1f us, %.0f/s", p50, p99, perSecond) }
}
