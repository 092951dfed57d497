import Contracts

/// What an import did, in words.
enum TransferText {
    static func summary(_ summary: OrdersV1.ImportSummary) -> String {
        let parts = [
            (summary.customers, "customer", "customers"), (summary.products, "product", "products"),
            (summary.orders, "order", "orders"), (summary.shipments, "shipment", "shipments"),
            (summary.shipmentEvents, "shipment event", "shipment events"),
        ]
        let named = parts.filter { $0.0 > 0 }.map { "\($0.0) \($0.0 == 1 ? $0.1 : $0.2)" }
        return named.isEmpty ? "nothing in it" : "imported " + named.joined(separator: ", ")
    }
}
