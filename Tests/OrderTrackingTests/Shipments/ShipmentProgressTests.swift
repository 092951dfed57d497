import Testing

@testable import OrderTracking

struct ShipmentProgressTests {
    private func event(_ hour: Int64, _ status: ShipmentStatus) -> ShipmentEvent {
        ShipmentEvent(id: "E\(hour)", at: Timestamp(milliseconds: hour * 3_600_000), status: status)
    }

    @Test func theStatusIsWhereTheEventsLead() {
        let events = [event(1, .collected), event(5, .inTransit), event(20, .outForDelivery), event(22, .delivered)]
        let progress = ShipmentProgress(events: events)
        #expect(progress.status == .delivered)
        #expect(progress.transitMilliseconds == Int64(75_600_000))
    }

    @Test func theOrderOfArrivalDoesNotMatter() {
        let events = [
            event(1, .collected), event(5, .inTransit), event(9, .exception), event(20, .outForDelivery),
            event(22, .delivered),
        ]
        for rotation in events.indices {
            let turned = Array(events[rotation...] + events[..<rotation])
            #expect(ShipmentProgress(events: turned) == ShipmentProgress(events: events))
            #expect(ShipmentProgress(events: turned.reversed()) == ShipmentProgress(events: events))
        }
    }

    @Test func aLateScanDoesNotTakeASignatureBack() {
        #expect(
            ShipmentProgress(events: [event(1, .collected), event(2, .delivered), event(3, .inTransit)]).status
                == .delivered
        )
    }

    @Test func aParcelOnItsWayBackOnlyComesBack() {
        let events = [
            event(1, .collected), event(2, .exception), event(3, .returning), event(4, .delivered), event(5, .returned),
        ]
        #expect(ShipmentProgress(events: events).status == .returned)
        #expect(ShipmentProgress(events: events).transitMilliseconds == nil)
    }
}
