import SQLStorage
import Storage
import Testing

@testable import OrderTracking

/// Orders of ann that are on their way or about to be, with carriers' events for their parcels.
enum Parcels {
    static let carrier = "顺丰速运"
    /// The morning after the orders were placed.
    static let start = Timestamp(milliseconds: 1_749_196_800_000)

    /// An order with one shirt, and a parcel of it without events.
    static func order(_ id: String, status: String = "processing") -> String {
        #"{"kind":"order","id":"\#(id)","customer":"ann","status":"\#(status)","created_at":"2025-06-05T08:00:00Z","currency":"CNY","total":10000,"address":{"country":"CN","province":"浙江省","line":"文三路1号"},"items":[{"id":"1","product":"S","variant":"S-grey","name":"衬衫","quantity":1,"unit_price":10000}],"payments":[{"id":"1","direction":"charge","amount":10000,"method":"w"}],"history":[{"status":"\#(status)","at":"2025-06-05T08:00:00Z"}]}"#
    }

    static func shipment(_ id: String, order: String, number: String) -> String {
        #"{"kind":"shipment","id":"\#(id)","order":"\#(order)","carrier":"\#(carrier)","tracking_number":"\#(number)","status":"created","created_at":"2025-06-05T09:00:00Z"}"#
    }

    /// One event an hour, in the order of the statuses; ids count from 1.
    static func events(_ number: String, _ statuses: [ShipmentStatus]) -> [CarrierEvent] {
        statuses.enumerated().map { index, status in
            CarrierEvent(
                carrier: carrier,
                trackingNumber: number,
                event: ShipmentEvent(
                    id: "E\(index + 1)",
                    at: Timestamp(milliseconds: start.milliseconds + Int64(index) * 3_600_000),
                    status: status,
                    place: "杭州"
                )
            )
        }
    }

    static let journey: [ShipmentStatus] = [.collected, .inTransit, .exception, .outForDelivery, .delivered]
}

extension AfterSaleShop {
    /// One order "L1" with one parcel "N1".
    static func sending(status: String = "processing") async throws -> AfterSaleShop {
        let shop = try await AfterSaleShop()
        try await shop.shop.importLines([
            Parcels.order("L1", status: status), Parcels.shipment("L1-1", order: "L1", number: "N1"),
        ])
        return shop
    }

    func shipment(_ id: String) async throws -> Shipment {
        try #require(try await shop.file.read { try Shipment.fetch($0, id: id) })
    }

    func changes(after number: Int64 = 0) async throws -> [OrderChange] {
        try await shop.file.read {
            try OrderChange.fetch($0, ChangeScope(customerID: "ann"), after: number, limit: 1000)
        }
    }
}
