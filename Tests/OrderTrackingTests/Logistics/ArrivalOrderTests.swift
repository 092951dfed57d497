import SQLStorage
import SeededRandom
import Storage
import Testing

@testable import OrderTracking

/// Carriers report late, twice, out of order, and of parcels that nobody knows yet.
struct ArrivalOrderTests {
    /// All orders in which five events can arrive, each for a parcel of its own: some events come before the parcel is
    /// known, some twice, in batches of any size. Timeline, status and order end the same.
    @Test(arguments: UInt64(1)...3) func everyOrderOfArrivalEndsTheSame(seed: UInt64) async throws {
        var random = SplitMix64(seed: seed)
        let shop = try await AfterSaleShop()
        let orders = Self.permutations(Array(0..<Parcels.journey.count))
        try await shop.shop.importLines(orders.indices.map { Parcels.order("L\($0)") })
        var late: [CarrierEvent] = []
        var early: [CarrierEvent] = []
        for (index, order) in orders.enumerated() {
            let events = Parcels.events("N\(index)", Parcels.journey)
            let arriving = order.map { events[$0] } + [events[Int.random(in: 0..<events.count, using: &random)]]
            let known = Int.random(in: 0...arriving.count, using: &random)
            early += arriving.prefix(known)
            late += arriving.dropFirst(known)
        }
        try await Self.send(early, to: shop, &random)
        try await shop.shop.importLines(
            orders.indices.map { Parcels.shipment("L\($0)-1", order: "L\($0)", number: "N\($0)") }
        )
        try await Self.send(late, to: shop, &random)
        let expected = Parcels.events("", Parcels.journey).map(\.event)
        for index in orders.indices {
            let shipment = try await shop.shipment("L\(index)-1")
            #expect(shipment.events == expected, "arrival \(orders[index])")
            #expect(shipment.status == .delivered)
            let order = try await shop.order("L\(index)")
            #expect(order.status == .delivered)
            #expect(order.history.map(\.status) == [.processing, .shipped, .delivered])
            #expect(order.history.last?.at == expected.last?.at)
        }
        let waiting = try await shop.shop.file.read { try EventLog(database: $0).unmatchedCount }
        #expect(waiting == 0)
    }

    private static func send(
        _ events: [CarrierEvent],
        to shop: AfterSaleShop,
        _ random: inout SplitMix64
    ) async throws {
        var left = events[...]
        while !left.isEmpty {
            let count = min(left.count, Int.random(in: 1...200, using: &random))
            _ = try await shop.logistics.record(Array(left.prefix(count)))
            left = left.dropFirst(count)
        }
    }

    private static func permutations(_ elements: [Int]) -> [[Int]] {
        guard elements.count > 1 else { return [elements] }
        return elements.flatMap { first in
            permutations(elements.filter { $0 != first }).map { [first] + $0 }
        }
    }
}
