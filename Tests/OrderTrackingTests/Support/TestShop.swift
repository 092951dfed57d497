import DeliveryForecast
import Foundation
import SQLStorage
import Storage
import Testing

@testable import OrderTracking

/// A database of one test, filled from import lines.
struct TestShop: Sendable {
    let folder: TemporaryFolder
    let file: any DatabaseStore
    let database: TestDatabase

    /// - Parameter database: nil takes the kind that this run of the tests is for.
    init(_ database: TestDatabase? = nil) throws {
        folder = try TemporaryFolder()
        self.database = try database ?? .new(in: folder)
        file = try self.database.open()
    }

    /// In a file, with its limits.
    init(configuration: StorageConfiguration) throws {
        folder = try TemporaryFolder()
        database = .file(folder.path("orders.sqlite"))
        file = try database.open(configuration: configuration)
    }

    private init(_ other: TestShop) throws {
        folder = other.folder
        database = other.database
        file = try database.open()
    }

    /// The same database, opened once more.
    func replica() throws -> TestShop { try TestShop(self) }

    /// The demo shop as it looks on its anchor day.
    static func demo(now: Timestamp = .anchor) async throws -> TestShop {
        let shop = try TestShop()
        _ = try await DemoShop(folder: Self.demoFolder, importer: shop.importer).importIfEmpty(now: now)
        return shop
    }

    static let demoFolder = packageRoot.appending(path: "services/order-tracking/config/demo-shop").path

    static let packageRoot = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    var importer: ShopImporter {
        get throws {
            ShopImporter(
                file: file,
                lineBytesMax: 64 * 1024,
                policy: AfterSalePolicy(shop: try .demo),
                now: { .anchor }
            )
        }
    }

    /// Imports lines below a header.
    @discardableResult
    func importLines(_ lines: [String], fileName: String = "test.jsonl") async throws -> ImportSummary {
        try await importText(([Self.header] + lines).joined(separator: "\n") + "\n", fileName: fileName)
    }

    func importText(_ text: String, fileName: String = "test.jsonl", shiftDays: Int = 0) async throws -> ImportSummary {
        let path = try folder.write(text, to: "\(UUID().uuidString).jsonl")
        return try await importer.run([ImportSource(name: fileName, path: path)], shiftDays: shiftDays)
    }

    func exported(chunkBytesMax: Int = 64 * 1024) async throws -> String {
        var export = try await ShopExport(file, chunkBytesMax: chunkBytesMax)
        var bytes: [UInt8] = []
        while let chunk = try await export.nextChunk() { bytes += chunk }
        return String(decoding: bytes, as: UTF8.self)
    }

    var orders: OrderBook {
        OrderBook(file: file, pageLimits: PageLimits(sizeDefault: 20, sizeMax: 200), scannedMax: 1000)
    }
    var catalogue: Catalogue { Catalogue(file: file, pageLimits: PageLimits(sizeDefault: 20, sizeMax: 200)) }
    var customers: CustomerDirectory { CustomerDirectory(file: file) }

    func tracker(now: Timestamp, forecaster: DeliveryForecaster? = nil) -> ShipmentTracker {
        ShipmentTracker(
            file: file,
            evidence: .init(countMin: 5, countMax: 200, silentMax: .seconds(172_800)),
            forecaster: forecaster,
            now: { now }
        )
    }

    static let header = #"{"kind":"header","format":"xiaoer-shop","version":1}"#
}

extension Timestamp {
    /// Noon in China of the demo shop's anchor day.
    static let anchor = Timestamp(milliseconds: 1_751_256_000_000)

    static func at(_ text: String) throws -> Timestamp { try #require(Timestamp(text: text)) }
}

/// Lines of a tiny shop, for tests that change one thing in one of them.
enum Lines {
    static let customer =
        #"{"kind":"customer","id":"ann","name":"Ann Lee","email":"Ann@Example.com","phone":"+86 199 0000 4321","addresses":[{"country":"CN","province":"浙江省","postal_code":"310000"}],"payment_methods":[{"id":"w","kind":"wallet","brand":"支付宝"},{"id":"g","kind":"gift_card","balance":500,"currency":"CNY"}]}"#
    static let other =
        #"{"kind":"customer","id":"bob","name":"Bob Ray","payment_methods":[{"id":"w","kind":"wallet"}]}"#
    static let product =
        #"{"kind":"product","id":"P1","name":"长袖衬衫","english_name":"Oxford Shirt","category":"apparel","aliases":["衬衫"],"currency":"CNY","variants":[{"id":"P1-1","options":{"颜色":"灰色"},"price":15900,"stock":3},{"id":"P1-2","options":{"颜色":"白色"},"price":15900,"stock":0}]}"#
    static let order =
        #"{"kind":"order","id":"X1","customer":"ann","status":"shipped","created_at":"2025-06-01T08:00:00Z","currency":"CNY","total":15900,"address":{"country":"CN","province":"浙江省"},"items":[{"id":"I1","product":"P1","variant":"P1-1","name":"长袖衬衫","options":{"颜色":"灰色"},"quantity":1,"unit_price":15900}],"payments":[{"id":"PAY1","direction":"charge","amount":15900,"method":"w","at":"2025-06-01T08:01:00Z"}]}"#
    static let shipment =
        #"{"kind":"shipment","id":"S1","order":"X1","carrier":"中通快递","tracking_number":"ZT1","status":"in_transit","items":["I1"],"created_at":"2025-06-01T12:00:00Z","events":[{"id":"E1","at":"2025-06-01T13:00:00Z","status":"collected","place":"杭州"},{"id":"E2","at":"2025-06-02T13:00:00Z","status":"in_transit","place":"宁波"}]}"#
    static let all = [customer, other, product, order, shipment]
}
