import Foundation
import Testing

/// An operator's copies of order-tracking's database, by the tool.
@Suite struct BackupTests {
    private func xiaoer(_ arguments: String..., home: URL) async throws -> Command.Result {
        try await Command(
            executable: Binaries.url(of: "xiaoer"),
            arguments: arguments,
            environment: ["XIAOER_HOME": home.path]
        ).run()
    }

    @Test func aBackupOfAServingDatabaseIsPutBackOnceItIsStopped() async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let backup = folder.url.appending(path: "shop.backup").path
        let database = folder.url.appending(path: "order-tracking.sqlite").path
        try await RunningService.with("order-tracking", settings: ["database.path=\(database)"]) { service in
            let made = try await xiaoer("backup", "order-tracking", backup, home: folder.url)
            #expect(made.status == 0, "\(made.errors)")
            let refused = try await xiaoer("restore", "order-tracking", backup, home: folder.url)
            #expect(refused.status != 0)
            #expect(refused.errors.contains("another process holds the lock"), "\(refused.errors)")
            let tracked = try await service.tool(
                "call",
                "xiaoer.orders.v1.Orders/ListOrders",
                #"{"customerId": "demo"}"#
            )
            #expect(tracked.status == 0, "\(tracked.errors)")
        }
        let restored = try await xiaoer("restore", "order-tracking", backup, home: folder.url)
        #expect(restored.status == 0, "\(restored.errors)")
        let settings = ["database.path=\(database)", "shop.demo=false"]
        try await RunningService.with("order-tracking", settings: settings) { service in
            let orders = try await service.tool(
                "call",
                "xiaoer.orders.v1.Orders/ListOrders",
                #"{"customerId": "demo"}"#
            )
            #expect(orders.output.contains("XD20480001"), "\(orders.output)")
        }
    }

    @Test func theServiceServesWithoutAForecastThatIsDamaged() async throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let damaged = try folder.file(named: "delivery.forecast", holding: "XRDELIVR and nothing else")
        try await RunningService.with("order-tracking", settings: ["estimate.model=\(damaged.path)"]) { service in
            let parcel = try await service.tool(
                "call",
                "xiaoer.orders.v1.Orders/GetShipment",
                #"{"customerId": "demo", "orderId": "XD20480001"}"#
            )
            #expect(parcel.status == 0, "\(parcel.errors)")
            #expect(parcel.output.contains("medianUnixMs"), "\(parcel.output)")
        }
    }
}
