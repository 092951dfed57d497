@testable import DialogueManager

/// Order tracking and recommendation in memory, for one customer.
struct FakeShop: Sendable {
    var orders: [Order] = [.scarf, .lamp, .mug]
    var shipments: [Shipment] = [.lamp, .kettle, .mug]
    var products: [Product] = [.lamp, .kettle, .shirt]
    var recommended: [Product] = [.lamp, .kettle, .shirt]
    var unavailable: Set<ServiceCall.Service> = []

    func result(of call: ServiceCall) -> CallResult {
        if unavailable.contains(call.service) { return .unavailable }
        switch call {
        case .orders:
            return .orders(orders)
        case .order(let number):
            return .order(orders.first { $0.number == number })
        case .shipment(.order(let number)):
            return .shipment(shipments.first { $0.orderNumber == number })
        case .shipment(.trackingNumber(let number)):
            return .shipment(shipments.first { $0.trackingNumber == number })
        case .products(let mention):
            return .products(products.filter { $0.name.chinese.contains(mention) })
        case .product(let id):
            return .product(products.first { $0.id == id })
        case .recommendations:
            return .recommendations(recommended)
        }
    }
}
