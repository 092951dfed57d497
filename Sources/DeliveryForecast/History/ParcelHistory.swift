import Foundation

/// Collects delivered parcels from lines of the import format, which `xiaoer export` writes and `xiaoer import` reads.
///
/// A shipment takes its destination from its order, which comes before it. Memory grows with the orders: some 200 bytes
/// each.
package struct ParcelHistory {
    package private(set) var parcels: [DeliveredParcel] = []
    private var orders: [String: Destination] = [:]
    private let decoder = JSONDecoder()

    private struct Destination {
        var province: String
        var city: String
        var itemCount: Int
    }

    package init() {}

    /// Throws ``DeliveryForecastError/line(path:line:reason:)`` for what is no line of that format.
    package mutating func add(_ line: [UInt8], path: String, number: Int) throws(DeliveryForecastError) {
        do {
            let read = try decoder.decode(ShopLine.self, from: Data(line))
            switch read.kind {
            case "order": addOrder(read)
            case "shipment": try addShipment(read)
            default: break
            }
        } catch let error as LineProblem {
            throw .line(path: path, line: number, reason: error.reason)
        } catch {
            throw .line(path: path, line: number, reason: "it is no record of the import format")
        }
    }

    private mutating func addOrder(_ line: ShopLine) {
        guard let id = line.id else { return }
        orders[id] = Destination(
            province: line.address?.province ?? "",
            city: line.address?.city ?? "",
            itemCount: line.items?.reduce(0) { $0 + $1.quantity } ?? 0
        )
    }

    /// A parcel that came back, is under way, or was sent by a customer says nothing about deliveries.
    private mutating func addShipment(_ line: ShopLine) throws {
        guard line.status == "delivered", line.toward_shop != true, let events = line.events, let orderID = line.order
        else { return }
        guard let order = orders[orderID] else {
            throw LineProblem(reason: "its order \"\(orderID)\" is not in a line before it")
        }
        var scans: [Parcel.Scan] = []
        var deliveredAt: Int64?
        for event in events {
            let at = try Self.milliseconds(event.at)
            if event.status == "delivered" { deliveredAt = deliveredAt ?? at }
            guard let stage = Parcel.Stage(rawValue: event.status), deliveredAt == nil else { continue }
            scans.append(Parcel.Scan(at: at, stage: stage, place: event.place ?? ""))
        }
        let parcel = Parcel(
            carrier: line.carrier ?? "",
            province: order.province,
            city: order.city,
            itemCount: (line.items ?? []).isEmpty ? order.itemCount : line.items?.count ?? 0,
            promisedAt: try line.promised_at.map { try Self.milliseconds($0) },
            scans: scans.sorted { $0.at < $1.at }
        )
        if let delivered = deliveredAt.flatMap({ DeliveredParcel(parcel, deliveredAt: $0) }) {
            parcels.append(delivered)
        }
    }

    private static let plain = Date.ISO8601FormatStyle()
    private static let fractional = Date.ISO8601FormatStyle(includingFractionalSeconds: true)

    private static func milliseconds(_ text: String) throws -> Int64 {
        guard let date = (try? plain.parse(text)) ?? (try? fractional.parse(text)) else {
            throw LineProblem(reason: "a time must be like 2025-06-30T08:15:00Z (is \"\(text)\")")
        }
        return Int64((date.timeIntervalSince1970 * 1000).rounded())
    }
}

private struct LineProblem: Error {
    var reason: String
}
