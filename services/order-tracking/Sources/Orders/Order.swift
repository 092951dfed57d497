/// One purchase: what, by whom, where to, how paid, and where it stands.
struct Order: Hashable, Sendable {
    var id: String
    var customerID: String
    var status: OrderStatus
    /// Nil where the shop has no record of it.
    var createdAt: Timestamp?
    /// All amounts of the order are in it.
    var currency: Currency
    var total: Money
    /// Copied at purchase: a later change of the customer's address does not move this parcel.
    var address: Address
    var items: [OrderItem]
    var payments: [Payment]
    /// Statuses passed so far, oldest first; empty where the shop has no record of them.
    var history: [StatusChange] = []
    var cancelReason = ""
    /// Grows by one with every change.
    var revision: Int = 1
}

struct OrderItem: Hashable, Sendable {
    /// Unique within its order, stable over its life.
    var id: String
    var productID: String
    var variantID: String
    /// Name and options at the time of purchase.
    var name: String
    var options: [Attribute]
    var quantity: Int
    var unitPrice: Money
    var status = Status.ordered

    enum Status: String, CaseIterable, Sendable {
        case ordered
        case cancelled
        case returnRequested = "return_requested"
        case returned
        case exchangeRequested = "exchange_requested"
        case exchanged
    }
}

struct Payment: Hashable, Sendable {
    var id: String
    var direction: Direction
    var amount: Money
    /// One of the customer's payment methods.
    var methodID: String
    var at: Timestamp?

    enum Direction: String, CaseIterable, Sendable {
        case charge
        case refund
    }
}

struct StatusChange: Hashable, Sendable {
    var status: OrderStatus
    var at: Timestamp
}
