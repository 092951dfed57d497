import DeliveryForecast
import Foundation
import Logging
import Testing

@testable import OrderTracking

/// The forecast that the service ships with, served.
struct DeliveryForecastTests {
    private static let path =
        TestShop.packageRoot.appending(path: "services/order-tracking/config/\(DeliveryForecastFile.name)").path

    private static func shipped() throws -> DeliveryForecaster { try DeliveryForecastFile.read(path) }

    @Test func theDemoShopsParcelsAreForetold() async throws {
        let shop = try await TestShop.demo()
        let forecaster = try Self.shipped()
        let tracker = shop.tracker(now: .anchor, forecaster: forecaster)
        let tracking = try await tracker.track(.orderID("XD20480001"), customerID: "demo")
        let estimate = try #require(tracking.estimate)
        #expect(estimate.evidenceCount == forecaster.parcelCount)
        #expect(.anchor < estimate.range.lowerBound && estimate.range.contains(estimate.median))
        // The parcel has reached its city: what is left is the last stretch, which a mean over journeys cannot know.
        #expect(estimate.range.upperBound < Timestamp.anchor.adding(days: 2))
        let withoutModel = try await shop.tracker(now: .anchor).track(.orderID("XD20480001"), customerID: "demo")
        #expect(withoutModel.estimate?.evidenceCount != forecaster.parcelCount)
    }

    @Test func aDeliveredParcelAndAStrangersCarrierAreNot() async throws {
        let demo = try await TestShop.demo()
        let delivered = try await demo.tracker(now: .anchor, forecaster: Self.shipped())
            .track(.orderID("XD20480002"), customerID: "demo")
        #expect(delivered.estimate == nil)
        let shop = try TestShop()
        try await shop.importLines(Lines.all.map { $0.replacing("中通快递", with: "Pigeon Post") })
        let tracker = shop.tracker(now: try .at("2025-06-03T00:00:00Z"), forecaster: try Self.shipped())
        #expect(try await tracker.track(.orderID("X1"), customerID: "ann").estimate == nil)
    }

    /// Parcels of another seed than those it learned from: 600 journeys, some 3,700 moments.
    @Test func theShippedIntervalsHoldOnFreshParcelsAndErrLessThanTheCarriersMean() throws {
        let folder = try TemporaryFolder()
        let program = TestShop.packageRoot.appending(path: "services/order-tracking/config/demo-shop/history.py").path
        let file = folder.path("fresh.jsonl")
        let python = Process()
        python.executableURL = URL(filePath: "/usr/bin/env")
        python.arguments = ["python3", "-B", program, file, "600", "7"]
        try python.run()
        python.waitUntilExit()
        #expect(python.terminationStatus == 0)
        var history = ParcelHistory()
        for (index, line) in try Data(contentsOf: URL(filePath: file)).split(separator: UInt8(ascii: "\n")).enumerated()
        {
            try history.add(Array(line), path: file, number: index + 1)
        }
        #expect(history.parcels.count == 600)
        let measured = DeliveryReport.Part(
            try Self.shipped(),
            parcels: history.parcels,
            baseline: history.parcels,
            seed: 1
        )
        #expect((0.76...0.84).contains(measured.coverage), "\(measured)")
        #expect(measured.errorHours < measured.carrierMeanErrorHours / 2, "\(measured)")
    }

    /// Missing, cut short, of another version: each is said, and the service goes on without.
    @Test func aModelThatCannotBeUsedIsSaidAndDoneWithout() throws {
        let folder = try TemporaryFolder()
        let bytes = try Data(contentsOf: URL(filePath: Self.path))
        var newer = bytes
        newer[8] = 99
        try bytes.dropLast(100).write(to: folder.url.appending(path: "cut"))
        try newer.write(to: folder.url.appending(path: "newer"))
        for (name, reason) in [("none", "no such file"), ("cut", "damaged"), ("newer", "version 99")] {
            let log = RecordedLog()
            #expect(OrderTracking.forecaster(path: folder.path(name), logger: log.logger) == nil)
            #expect(log.texts(.warning).count == 1)
            #expect(log.texts(.warning).first?.contains(reason) == true, "\(log.texts(.warning))")
        }
        let log = RecordedLog()
        #expect(OrderTracking.forecaster(path: Self.path, logger: log.logger) != nil)
        #expect(log.texts(.warning).isEmpty)
    }
}
