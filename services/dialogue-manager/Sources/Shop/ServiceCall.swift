/// A read of another service, as data: the policy asks for it, the turn runner makes it, the turn's record keeps it.
enum ServiceCall: Codable, Hashable, Sendable {
    /// The customer's orders, newest first.
    case orders
    /// One order of the customer by its number. Somebody else's number is answered like an unknown one.
    case order(number: String)
    case shipment(ShipmentKey)
    /// Catalogue search by the customer's words.
    case products(mention: String)
    case product(id: String)
    /// Products to recommend, with their facts; beside `productID` where one is given.
    case recommendations(productID: String?)
}

extension ServiceCall {
    enum Service: String, Codable, Sendable {
        case orderTracking = "order-tracking"
        case recommendation
    }

    var service: Service {
        switch self {
        case .orders, .order, .shipment, .products, .product: .orderTracking
        case .recommendations: .recommendation
        }
    }

    /// A name for logs and records; holds nothing that the customer wrote.
    var method: String {
        switch self {
        case .orders: "Orders/ListOrders"
        case .order: "Orders/GetOrder"
        case .shipment: "Orders/GetShipment"
        case .products: "Orders/SearchProducts"
        case .product: "Orders/GetProduct"
        case .recommendations: "Recommender/Recommend"
        }
    }
}

/// What a call brought back.
enum CallResult: Codable, Hashable, Sendable {
    case orders([Order])
    /// Nil when the customer has no such order.
    case order(Order?)
    case shipment(Shipment?)
    case products([Product])
    case product(Product?)
    case recommendations([Product])
    /// The service could not be reached, was too slow, or failed.
    case unavailable
}
