import Foundation
import Testing

/// Whole shops in and out of order-tracking, by the tool, as an operator moves them.
@Suite struct ShopTransferTests {
    @Test func anExportIsImportedIntoTheSameFile() async throws {
        try await RunningService.with("order-tracking") { demo in
            let first = demo.home.appending(path: "first.jsonl")
            #expect(try await demo.tool("export", first.path).status == 0)
            try await RunningService.with("order-tracking", settings: ["shop.demo=false"]) { empty in
                let imported = try await empty.tool("import", first.path)
                #expect(imported.status == 0, "\(imported.errors)")
                let second = empty.home.appending(path: "second.jsonl")
                #expect(try await empty.tool("export", second.path).status == 0)
                #expect(try Data(contentsOf: first) == Data(contentsOf: second))
            }
        }
    }

    @Test func aBadLineIsNamedAndNothingIsImported() async throws {
        try await RunningService.with("order-tracking", settings: ["shop.demo=false"]) { service in
            let file = service.home.appending(path: "bad.jsonl")
            let lines = [
                #"{"kind":"header","format":"xiaoer-shop","version":1}"#,
                #"{"kind":"customer","id":"c1","name":"测试顾客"}"#,
                #"{"kind":"order","id":"o1","customer":"c1","status":"lost","currency":"CNY","total":100}"#,
            ]
            try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: file)
            let result = try await service.tool("import", file.path)
            #expect(result.status != 0)
            #expect(result.errors.contains("bad.jsonl:3"), "\(result.errors)")
            #expect(result.errors.contains("status"), "\(result.errors)")

            let copy = service.home.appending(path: "copy.jsonl")
            #expect(try await service.tool("export", copy.path).status == 0)
            #expect(try String(contentsOf: copy, encoding: .utf8) == lines[0] + "\n")
        }
    }

    /// The retail shop is data to measure with, which a checkout may lack.
    static let retail = URL(
        filePath: ProcessInfo.processInfo.environment["XIAOER_DATA"]
            ?? Binaries.root.deletingLastPathComponent().appending(path: "shared/data").path
    ).appending(path: "retail-en/db.json")

    @Test(.enabled(if: FileManager.default.fileExists(atPath: retail.path), "retail-en is absent"))
    func theRetailShopIsImportedAndItsOrdersAreTracked() async throws {
        try await RunningService.with("order-tracking", settings: ["shop.demo=false"]) { service in
            let converted = try await Command(
                executable: URL(filePath: "/usr/bin/python3"),
                arguments: [Binaries.root.appending(path: "Tests/Support/retail_to_jsonl.py").path, Self.retail.path]
            ).run()
            #expect(converted.status == 0, "\(converted.errors)")
            let file = service.home.appending(path: "retail.jsonl")
            try Data(converted.output.utf8).write(to: file)
            let imported = try await service.tool("import", file.path, within: .seconds(120))
            #expect(imported.status == 0, "\(imported.errors)")

            let shipped = try #require(try Self.shippedOrder(in: converted.output))
            let request = #"{"customerId": "\#(shipped.customer)", "orderId": "\#(shipped.order)"}"#
            let tracked = try await service.tool("call", "xiaoer.orders.v1.Orders/GetShipment", request)
            #expect(tracked.status == 0, "\(tracked.errors)")
            #expect(tracked.output.contains(shipped.trackingNumber), "\(tracked.output)")
        }
    }

    private static func shippedOrder(
        in lines: String
    ) throws -> (customer: String, order: String, trackingNumber: String)? {
        var customers: [String: String] = [:]
        for line in lines.split(separator: "\n") {
            let row = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any] ?? [:]
            guard let id = row["id"] as? String else { continue }
            if row["kind"] as? String == "order" { customers[id] = row["customer"] as? String }
            if row["kind"] as? String == "shipment", let order = row["order"] as? String,
                let customer = customers[order], let number = row["tracking_number"] as? String
            {
                return (customer, order, number)
            }
        }
        return nil
    }
}
