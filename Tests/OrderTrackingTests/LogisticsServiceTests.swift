import Contracts
import MeshRuntime
import Testing

@testable import OrderTracking

/// Carriers and watchers as callers see them, through the mesh without sockets.
struct LogisticsServiceTests {
    private func scan(
        _ id: String,
        _ status: OrdersV1.ShipmentStatus,
        number: String,
        carrier: String
    ) -> OrdersV1.LogisticsRecord {
        .init(
            carrier: carrier,
            trackingNumber: number,
            event: .init(id: id, atUnixMs: Timestamp.anchor.milliseconds, status: status, place: "杭州")
        )
    }

    /// The demo customer's parcel under way.
    private func parcel(_ orders: OrdersV1.OrdersClient) async throws -> OrdersV1.Shipment {
        let listed = try await orders.listOrders(.init(customerId: "demo", statuses: [.shipped]))
        let order = try #require(listed.orders.first)
        return try #require(
            try await orders.getShipment(.init(customerId: "demo", key: .orderId(order.id))).shipment
        )
    }

    @Test func aDeliveryIsRecordedAndWatched() async throws {
        try await OrderTrackingServiceTests.withDemo { orders in
            let parcel = try await parcel(orders)
            let record = scan("new-1", .delivered, number: parcel.trackingNumber, carrier: parcel.carrier)
            let unknown = scan("new-2", .collected, number: "nobody-knows", carrier: parcel.carrier)
            let counts = try await orders.recordLogistics(.init(records: [record, record, unknown]))
            #expect(counts == .init(recorded: 1, duplicates: 1, unmatched: 1))
            let delivered = try await orders.getShipment(.init(customerId: "demo", key: .shipmentId(parcel.id)))
                .shipment
            #expect(delivered?.status == .delivered)
            #expect(delivered?.estimate == nil)
            let order = try await orders.getOrder(.init(customerId: "demo", orderId: parcel.orderId)).order
            #expect(order?.status == .delivered)
            // From before the first change, which is the one to resume after: the scan is number 1.
            var watched: [OrdersV1.OrderChange] = []
            for try await change in try await orders.watchOrders(.init(customerId: "demo", afterChange: 1)) {
                watched.append(change)
                break
            }
            #expect(watched.map(\.change) == [2])
            #expect(watched.first?.orderId == parcel.orderId)
            #expect(watched.first?.what == .status(.delivered))
        }
    }

    @Test func aWatchOfNobodyOrFromNowhereIsRefused() async throws {
        try await OrderTrackingServiceTests.withDemo { orders in
            let cases: [(OrdersV1.WatchOrdersRequest, StatusCode)] = [
                (.init(customerId: "nobody"), .notFound),
                (.init(customerId: "demo", afterChange: 99), .outOfRange),
                (.init(customerId: "demo", afterChange: .max), .outOfRange),
                (.init(customerId: "demo", orderId: "XD99999999"), .notFound),
            ]
            for (request, code) in cases {
                let error = await #expect(throws: CallError.self) {
                    for try await _ in try await orders.watchOrders(request) {}
                }
                #expect(error?.code == code)
            }
        }
    }

    @Test func wrongRecordsAreNamedByTheirPlace() async throws {
        try await OrderTrackingServiceTests.withDemo { orders in
            let cases: [([OrdersV1.LogisticsRecord], String)] = [
                ([], "records"),
                ([.init(carrier: "c", trackingNumber: "n")], "records[0].event.status"),
                ([scan("", .collected, number: "n", carrier: "c")], "records[0].event.id"),
                ([scan("1", .unrecognized(77), number: "n", carrier: "c")], "records[0].event.status"),
            ]
            for (records, field) in cases {
                let error = await #expect(throws: CallError.self) {
                    try await orders.recordLogistics(.init(records: records))
                }
                #expect(error?.code == .invalidArgument)
                #expect(error?.message.hasPrefix(field) == true, "\(error as Any)")
            }
        }
    }
}
