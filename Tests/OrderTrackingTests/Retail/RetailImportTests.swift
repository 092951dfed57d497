import Foundation
import Testing

@testable import OrderTracking

/// A foreign English shop, converted by Tests/Support/retail_to_jsonl.py. The data is not part of this repository.
@Suite(.enabled(if: RetailData.isPresent, "needs retail-en/db.json in the folder that XIAOER_DATA names"))
struct RetailImportTests {
    @Test func theWholeShopIsImportedAndExportsTheSameLines() async throws {
        let shop = try TestShop()
        let text = try RetailData.converted()
        let summary = try await shop.importText(text, fileName: "retail.jsonl")
        #expect(summary == ImportSummary(customers: 500, products: 50, orders: 1000, shipments: 577))
        // The source is in no order; the export is in the canonical one.
        #expect(try await shop.exported().split(separator: "\n").sorted() == text.split(separator: "\n").sorted())
    }

    @Test func aCustomerFoundByNameAndPostalCodeTracksTheirOrder() async throws {
        let shop = try TestShop()
        _ = try await shop.importText(RetailData.converted())
        let customer = try await shop.customers.find(.nameAndPostalCode(name: "yusuf rossi", postalCode: "19122"))
        let orders = try await shop.orders.orders(.init(customerID: customer.id, productText: "mechanical keyboard"))
        let order = try #require(orders.elements.map(\.order).first { $0.id == "#W2378156" })
        #expect(order.status == .delivered)
        let tracking = try await shop.tracker(now: .anchor).track(.orderID("w2378156"), customerID: customer.id)
        #expect(tracking.shipment.status == .delivered)
        // Nothing is known of the carrier's speed, so nothing is promised.
        #expect(tracking.estimate == nil)
    }
}

private enum RetailData {
    static let database = folder.appending(path: "retail-en/db.json")

    static var isPresent: Bool { FileManager.default.fileExists(atPath: database.path) }

    private static var folder: URL {
        let named = ProcessInfo.processInfo.environment["XIAOER_DATA"].map { URL(filePath: $0) }
        return named ?? TestShop.packageRoot.deletingLastPathComponent().appending(path: "shared/data")
    }

    static func converted() throws -> String {
        let python = Process()
        python.executableURL = URL(filePath: "/usr/bin/env")
        let script = TestShop.packageRoot.appending(path: "Tests/Support/retail_to_jsonl.py")
        python.arguments = ["python3", script.path, database.path]
        let output = Pipe()
        python.standardOutput = output
        try python.run()
        let text = try output.fileHandleForReading.readToEnd() ?? Data()
        python.waitUntilExit()
        try #require(python.terminationStatus == 0)
        return String(decoding: text, as: UTF8.self)
    }
}
