import SQLStorage
import Storage
import Testing

@testable import OrderTracking

struct LogisticsDeskTests {
    private func counts(_ recorded: Int, _ duplicates: Int, _ unmatched: Int) -> LogisticsDesk.Counts {
        LogisticsDesk.Counts(recorded: recorded, duplicates: duplicates, unmatched: unmatched)
    }

    @Test func anEventCountsOnceHoweverOftenItIsReported() async throws {
        let shop = try await AfterSaleShop.sending()
        let events = Parcels.events("N1", [.collected, .inTransit])
        #expect(try await shop.logistics.record(events + events) == counts(2, 2, 0))
        var other = events[0]
        other.event.status = .delivered
        #expect(try await shop.logistics.record([other]) == counts(0, 1, 0))
        #expect(try await shop.shipment("L1-1").status == .inTransit)
    }

    @Test func anOrderFollowsItsParcel() async throws {
        let shop = try await AfterSaleShop.sending()
        let events = Parcels.events("N1", Parcels.journey)
        _ = try await shop.logistics.record([events[0]])
        #expect(try await shop.order("L1").status == .shipped)
        #expect(try await shop.order("L1").revision == 2)
        _ = try await shop.logistics.record(Array(events.dropFirst()))
        let order = try await shop.order("L1")
        #expect(order.status == .delivered)
        #expect(order.revision == 3)
        // The window of a return counts from the carrier's time, not from the report's.
        #expect(try await shop.facts("L1").deliveredAt == events.last?.event.at)
    }

    @Test func anOrderHasArrivedWhenAllItsParcelsHave() async throws {
        let shop = try await AfterSaleShop.sending()
        try await shop.shop.importLines([Parcels.shipment("L1-2", order: "L1", number: "N2")])
        _ = try await shop.logistics.record(Parcels.events("N1", Parcels.journey))
        #expect(try await shop.order("L1").status == .shipped)
        _ = try await shop.logistics.record(Parcels.events("N2", [.collected, .delivered]))
        #expect(try await shop.order("L1").status == .delivered)
    }

    @Test(arguments: ["cancelled", "awaiting_payment"]) func anOrderThatMayNotBeSentStaysWhereItIs(
        status: String
    ) async throws {
        let shop = try await AfterSaleShop.sending(status: status)
        _ = try await shop.logistics.record(Parcels.events("N1", Parcels.journey))
        #expect(try await shop.order("L1").status.rawValue == status)
        #expect(try await shop.shipment("L1-1").status == .delivered)
    }

    @Test func whatComesBackUndeliveredWaitsForItsRefund() async throws {
        let shop = try await AfterSaleShop.sending()
        _ = try await shop.logistics.record(Parcels.events("N1", [.collected, .exception, .returning, .returned]))
        #expect(try await shop.order("L1").status == .returned)
        let opened = try await shop.afterSaleCase("L1-F1")
        #expect(opened.status == .open)
        #expect(opened.refund?.minorUnits == 10_000)
        try await shop.advance("L1-F1", .approve)
        try await shop.advance("L1-F1", .refunded)
        #expect(try await shop.order("L1").paidMinorUnits == 0)
    }

    @Test func aReturnArrivesByItsParcel() async throws {
        let shop = try await AfterSaleShop()
        try await shop.execute(.returnItems(["1"], refundMethodID: "g", reason: "other"), "D1")
        let parcel = CaseAdvance.Parcel(carrier: Parcels.carrier, trackingNumber: "B1")
        try await shop.advance("D1-R1", .goodsSent, by: .customer, parcel: parcel)
        _ = try await shop.logistics.record(Parcels.events("B1", [.collected, .delivered]))
        let arrived = try await shop.afterSaleCase("D1-R1")
        #expect(arrived.status == .inspecting)
        #expect(arrived.steps.last?.note == "B1")
        #expect(try await shop.order("D1").status == .returnRequested)
        let record = try #require(try await shop.desk.audit(orderID: "D1", pageSize: 0, pageToken: "").elements.last)
        #expect(record.actor == .carrier(Parcels.carrier))
        #expect(record.kind == .advanceCase)
        // Another event of the same parcel moves nothing.
        _ = try await shop.logistics.record([Parcels.events("B1", [.collected, .inTransit, .inTransit])[2]])
        #expect(try await shop.afterSaleCase("D1-R1") == arrived)
    }

    @Test func anExchangeEndsWhenItsNewGoodsArrive() async throws {
        let shop = try await AfterSaleShop()
        let swap = ItemExchange(itemID: "1", newVariantID: "S-white")
        try await shop.execute(.exchangeItems([swap], methodID: "w", reason: ""), "D1")
        try await shop.advance("D1-E1", .goodsReceived)
        try await shop.advance("D1-E1", .accept)
        // The carrier was faster than the staff.
        #expect(
            try await shop.logistics.record(Parcels.events("X1", [.collected, .delivered])) == counts(0, 0, 2)
        )
        let parcel = CaseAdvance.Parcel(carrier: Parcels.carrier, trackingNumber: "X1")
        try await shop.advance("D1-E1", .replacementSent, parcel: parcel)
        #expect(try await shop.afterSaleCase("D1-E1").status == .completed)
        #expect(try await shop.order("D1").status == .delivered)
    }

    @Test func eventsOfAnUnknownParcelAreKeptUntilItIsKnown() async throws {
        let shop = try await AfterSaleShop()
        let events = Parcels.events("N1", [.collected, .inTransit])
        #expect(try await shop.logistics.record(events) == counts(0, 0, 2))
        #expect(try await shop.logistics.record(events) == counts(0, 2, 0))
        let text = try await shop.shop.exported()
        #expect(text.contains(#"{"kind":"event","carrier":"顺丰速运","tracking_number":"N1","id":"E1""#))
        try await shop.shop.importLines([
            Parcels.order("L1"), Parcels.shipment("L1-1", order: "L1", number: "N1"),
        ])
        #expect(try await shop.shipment("L1-1").status == .inTransit)
        #expect(try await shop.order("L1").status == .shipped)
        #expect(try await shop.shop.exported().contains(#""kind":"event""#) == false)
    }

    @Test func aFileOfEventsDoesWhatTheCallDoes() async throws {
        let shop = try await AfterSaleShop.sending()
        let lines = Parcels.events("N1", Parcels.journey).shuffled().map {
            ShopRecord.carrierEvent($0).json.columnText
        }
        let summary = try await shop.shop.importLines(lines + lines)
        #expect(summary.shipmentEvents == 10)
        #expect(try await shop.shipment("L1-1").events.count == 5)
        #expect(try await shop.order("L1").status == .delivered)
    }

    @Test func setAsideEventsComeThroughAnExportAndAnImport() async throws {
        let shop = try await AfterSaleShop()
        _ = try await shop.logistics.record(Parcels.events("N2", [.collected]) + Parcels.events("N1", [.collected]))
        let text = try await shop.shop.exported()
        let copy = try TestShop()
        _ = try await copy.importText(text)
        #expect(try await copy.exported() == text)
    }

    @Test func tooManyEventsOfUnknownParcelsAreRefusedWhole() async throws {
        let shop = try await AfterSaleShop()
        let events = (1...801).flatMap { Parcels.events("N\($0)", [.collected]) }
        _ = try await shop.logistics.record(Array(events.prefix(800)))
        await #expect(throws: LogisticsError.tooManyUnmatched(countMax: 800)) {
            try await shop.logistics.record(Array(events.suffix(1)))
        }
        let waiting = try await shop.shop.file.read { try EventLog(database: $0).unmatchedCount }
        #expect(waiting == 800)
    }

    @Test func aParcelHasABoundedTimeline() async throws {
        let shop = try await AfterSaleShop.sending()
        let scans = Parcels.events("N1", Array(repeating: .inTransit, count: 2001))
            .map { record in
                var record = record
                record.event.at = Parcels.start
                return record
            }
        _ = try await shop.logistics.record(Array(scans.prefix(1000)))
        _ = try await shop.logistics.record(Array(scans[1000..<2000]))
        await #expect(throws: LogisticsError.tooManyEvents(trackingNumber: "N1", countMax: 2000)) {
            try await shop.logistics.record([scans[2000]])
        }
        #expect(try await shop.shipment("L1-1").events.count == 2000)
    }

    @Test(arguments: [
        "records[1].carrier", "records[1].tracking_number", "records[1].event.id", "records[1].event.at_unix_ms",
        "records[1].event.status", "records[1].event.place",
    ]) func aWrongRecordIsNamedAndNothingIsKept(field: String) async throws {
        let shop = try await AfterSaleShop.sending()
        var records = Parcels.events("N1", [.collected, .inTransit])
        switch field {
        case "records[1].carrier": records[1].carrier = ""
        case "records[1].tracking_number": records[1].trackingNumber = "N 1"
        case "records[1].event.id": records[1].event.id = String(repeating: "x", count: 129)
        case "records[1].event.at_unix_ms": records[1].event.at = AfterSaleShop.now.adding(days: 2)
        case "records[1].event.status": records[1].event.status = .created
        default: records[1].event.place = String(repeating: "x", count: 513)
        }
        let error = await #expect(throws: ShopError.self) { try await shop.logistics.record(records) }
        guard case .invalid(let named, _) = error else { return #expect(Bool(false), "not named: \(error as Any)") }
        #expect(named == field)
        #expect(try await shop.shipment("L1-1").events.isEmpty)
    }

    @Test(arguments: [0, 1001]) func aCallHasABoundedNumberOfRecords(count: Int) async throws {
        let shop = try await AfterSaleShop.sending()
        let records = Parcels.events("N1", Array(repeating: .inTransit, count: count))
        await #expect(throws: LogisticsError.tooManyRecords(count: count, countMax: 1000)) {
            try await shop.logistics.record(records)
        }
    }
}
