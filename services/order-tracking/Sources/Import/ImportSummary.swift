/// What an import added.
struct ImportSummary: Hashable, Sendable {
    var customers = 0
    var products = 0
    var orders = 0
    var shipments = 0
    var shipmentEvents = 0

    mutating func count(_ record: ShopRecord) {
        switch record {
        case .header, .afterSaleCase: break
        case .customer: customers += 1
        case .product: products += 1
        case .order: orders += 1
        case .shipment(let shipment):
            shipments += 1
            shipmentEvents += shipment.events.count
        case .carrierEvent: shipmentEvents += 1
        }
    }
}
