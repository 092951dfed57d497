import Testing

@testable import DeliveryForecast

struct ParcelHistoryTests {
    private static let order =
        #"{"kind":"order","id":"X","address":{"province":"浙江省","city":"杭州市"},"items":[{"id":"1","quantity":2},{"id":"2","quantity":1}]}"#
    private static let shipment =
        #"{"kind":"shipment","id":"S","order":"X","carrier":"中通快递","status":"delivered","promised_at":"2025-06-05T00:00:00Z","events":[{"id":"1","at":"2025-06-01T13:00:00Z","status":"collected","place":"杭州"},{"id":"2","at":"2025-06-02T13:00:00.500Z","status":"in_transit"},{"id":"3","at":"2025-06-03T13:00:00Z","status":"delivered"},{"id":"4","at":"2025-06-03T14:00:00Z","status":"in_transit"}]}"#

    private static func parcels(_ lines: [String]) throws -> [DeliveredParcel] {
        var history = ParcelHistory()
        for (index, line) in lines.enumerated() { try history.add(Array(line.utf8), path: "f", number: index + 1) }
        return history.parcels
    }

    @Test func aDeliveredShipmentIsReadWithItsOrdersDestination() throws {
        let parcels = try Self.parcels([Self.order, Self.shipment])
        let parcel = try #require(parcels.first)
        #expect(parcel.parcel.carrier == "中通快递")
        #expect(parcel.parcel.city == "杭州市")
        #expect(parcel.parcel.itemCount == 3)
        #expect(parcel.transitHours == 48)
        #expect(parcel.parcel.promisedAt == 1_749_081_600_000)
        // The late scan after the delivery is not part of the journey.
        #expect(parcel.parcel.scans.map(\.stage) == [.collected, .inTransit])
        #expect(parcel.parcel.scans[1].at == 1_748_869_200_500)
    }

    @Test func itemsOfTheShipmentCountWhereItNamesThem() throws {
        let named = Self.shipment.replacing(#""events""#, with: #""items":["2"],"events""#)
        #expect(try Self.parcels([Self.order, named]).first?.parcel.itemCount == 1)
    }

    @Test func whatCameBackTeachesNothing() throws {
        let returned = Self.shipment.replacing(
            #""status":"delivered","promised"#,
            with: #""status":"returned","promised"#
        )
        #expect(try Self.parcels([Self.order, returned]).isEmpty)
        let sentBack = Self.shipment.replacing(#","events""#, with: #","case":"X-R1","toward_shop":true,"events""#)
        #expect(try Self.parcels([Self.order, sentBack]).isEmpty)
    }

    @Test func casesAndWaitingEventsAreSkipped() throws {
        let lines = [
            #"{"kind":"case","id":"X-R1","order":"X","action":"return","status":"completed","items":[{"item":"1"}]}"#,
            #"{"kind":"event","carrier":"中通快递","tracking_number":"Z","id":"1","at":"2025-06-01T13:00:00Z","status":"delivered"}"#,
        ]
        #expect(try Self.parcels([Self.order] + lines + [Self.shipment]).count == 1)
    }

    @Test func aDeliveryWithoutAnyScanBeforeItTeachesNothing() throws {
        var line = Self.shipment
        line.replace(#"{"id":"1","at":"2025-06-01T13:00:00Z","status":"collected","place":"杭州"},"#, with: "")
        line.replace(#"{"id":"2","at":"2025-06-02T13:00:00.500Z","status":"in_transit"},"#, with: "")
        #expect(try Self.parcels([Self.order, line]).isEmpty)
    }

    @Test(arguments: [
        ("nonsense", "it is no record of the import format"),
        (shipment.replacing(#""order":"X""#, with: #""order":"Y""#), #"its order "Y" is not in a line before it"#),
        (
            shipment.replacing("2025-06-01T13:00:00Z", with: "yesterday"),
            #"a time must be like 2025-06-30T08:15:00Z (is "yesterday")"#
        ),
    ])
    func aLineThatCannotBeUsedIsNamed(line: String, reason: String) {
        #expect(throws: DeliveryForecastError.line(path: "f", line: 2, reason: reason)) {
            try Self.parcels([Self.order, line])
        }
    }
}
