import SpokenWishes

/// A call of another service, as data: the policy asks for it, the turn runner makes it, the turn's record keeps it.
///
/// All but ``confirm(token:key:)`` and ``record(_:)`` are reads.
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
    /// Has the message recorded, and with it what it asks of recommending.
    case record(SpokenWish)
    /// The customer's payment methods and default address.
    case customer
    case afterSaleOptions(orderNumber: String)
    /// The customer's after-sale cases, newest first.
    case cases
    /// Asks what an action would do; changes nothing.
    case prepare(AfterSaleRequest)
    /// Carries out what was prepared. The same key gets the same answer, so a turn that is made anew does nothing twice.
    case confirm(token: String, key: String)
}

extension ServiceCall {
    /// True when what was read before it may no longer hold.
    var isWrite: Bool { if case .confirm = self { true } else { false } }

    enum Service: String, Codable, Sendable {
        case orderTracking = "order-tracking"
        case recommendation
    }

    var service: Service {
        switch self {
        case .orders, .order, .shipment, .products, .product, .customer, .afterSaleOptions, .cases, .prepare, .confirm:
            .orderTracking
        case .recommendations, .record: .recommendation
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
        case .record: "Recommender/RecordEvents"
        case .customer: "Orders/FindCustomer"
        case .afterSaleOptions: "Orders/ListAfterSaleOptions"
        case .cases: "Orders/ListCases"
        case .prepare: "Orders/PrepareAction"
        case .confirm: "Orders/ConfirmAction"
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
    case recommendations(Recommendations)
    case recorded
    /// Nil when order tracking does not know the customer.
    case customer(Customer?)
    case afterSaleOptions([AfterSaleOption])
    case cases([AfterSaleCase])
    case preparation(Preparation)
    case confirmation(Confirmation)
    /// The service could not be reached, was too slow, or failed.
    case unavailable
}
