import Testing

@testable import OrderTracking

struct ShipmentTrackerTests {
    @Test(arguments: [
        ShipmentTracker.Key.shipmentID("S30480001"), .orderID("XD20480001"),
    ])
    func theDemoParcelIsInTransitWithAnEstimateInTheFuture(key: ShipmentTracker.Key) async throws {
        let shop = try await TestShop.demo()
        let tracking = try await shop.tracker(now: .anchor).track(key, customerID: "demo")
        #expect(tracking.shipment.status == .inTransit)
        #expect(tracking.shipment.events.last?.place == "北京转运中心")
        let estimate = try #require(tracking.estimate)
        #expect(estimate.median > .anchor)
        #expect(estimate.evidenceCount >= 5)
        #expect(tracking.delay == nil)
    }

    @Test func theDemoShopIsTheSameOnAnyDay() async throws {
        let later = Timestamp.anchor.adding(days: 400)
        let shop = try await TestShop.demo(now: later)
        let tracking = try await shop.tracker(now: later).track(.orderID("XD20480001"), customerID: "demo")
        let last = try #require(tracking.shipment.events.last)
        #expect((later.adding(days: -3)...later).contains(last.at))
        #expect(tracking.estimate.map { $0.median > later } == true)
    }

    @Test func somebodyElsesParcelAnswersLikeAnUnknownOne() async throws {
        let shop = try TestShop()
        try await shop.importLines(Lines.all)
        let keys: [ShipmentTracker.Key] = [.shipmentID("S1"), .trackingNumber("ZT1"), .orderID("X1")]
        for key in keys {
            #expect(try await shop.tracker(now: .anchor).track(key, customerID: "ann").shipment.id == "S1")
            await #expect(throws: ShopError.shipmentNotFound) {
                try await shop.tracker(now: .anchor).track(key, customerID: "bob")
            }
        }
        await #expect(throws: ShopError.shipmentNotFound) {
            try await shop.tracker(now: .anchor).track(.trackingNumber("ZT2"), customerID: "ann")
        }
    }

    @Test func aDeliveredParcelHasNoEstimateAndNoDelay() async throws {
        let shop = try await TestShop.demo()
        let tracking = try await shop.tracker(now: .anchor).track(.orderID("XD20480002"), customerID: "demo")
        #expect(tracking.shipment.status == .delivered)
        #expect(tracking.estimate == nil)
        #expect(tracking.delay == nil)
    }

    @Test func withoutPastParcelsThereIsNoEstimate() async throws {
        let shop = try TestShop()
        try await shop.importLines(Lines.all)
        #expect(
            try await shop.tracker(now: .at("2025-06-03T00:00:00Z")).track(.orderID("X1"), customerID: "ann").estimate
                == nil
        )
    }

    @Test func delaysHaveTheirReason() async throws {
        let shop = try TestShop()
        let failed = Lines.shipment.replacing(#""status":"in_transit""#, with: #""status":"exception""#)
        try await shop.importLines([
            Lines.customer, Lines.product, Lines.order, failed, Lines.order.replacing("X1", with: "X2"),
            Lines.shipment.replacing("X1", with: "X2").replacing("S1", with: "S2").replacing("ZT1", with: "ZT2")
                .replacing(#","events""#, with: #","promised_at":"2025-06-05T00:00:00Z","events""#),
        ])
        let tracker = try shop.tracker(now: .at("2025-06-06T00:00:00Z"))
        #expect(try await tracker.track(.orderID("X1"), customerID: "ann").delay == .carrierException)
        #expect(try await tracker.track(.orderID("X2"), customerID: "ann").delay == .promisePassed)
        let onTime = try shop.tracker(now: .at("2025-06-04T00:00:00Z"))
        #expect(try await onTime.track(.orderID("X2"), customerID: "ann").delay == nil)
        // Two days after the last scan.
        let stillSeen = try shop.tracker(now: .at("2025-06-04T13:00:00Z"))
        #expect(try await stillSeen.track(.orderID("X2"), customerID: "ann").delay == nil)
        let silent = try shop.tracker(now: .at("2025-06-04T13:00:01Z"))
        #expect(try await silent.track(.orderID("X2"), customerID: "ann").delay == .noScan)
    }

    @Test func theLatestParcelOfAnOrderIsTheOneMeant() async throws {
        let shop = try TestShop()
        let second = Lines.shipment.replacing("S1", with: "S0").replacing("ZT1", with: "ZT2")
            .replacing("2025-06-01T12:00:00Z", with: "2025-06-09T12:00:00Z")
        try await shop.importLines(Lines.all + [second])
        #expect(try await shop.tracker(now: .anchor).track(.orderID("X1"), customerID: "ann").shipment.id == "S0")
    }
}
