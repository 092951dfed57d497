/// An order of the customer, as far as the dialogue needs it. Order tracking owns the real one.
struct Order: Codable, Hashable, Sendable {
    /// The number that the customer sees and writes.
    var number: String
    var status: OrderStatus
    var placedAt: Moment
    var items: [OrderItem]
    var total: Money

    /// What to call the order in a sentence: its first item's name.
    var headline: String { items.first?.name ?? number }

    /// True when an item is one of these products, or its name holds the customer's word for it.
    func holds(productIDs: [String], mention: String?) -> Bool {
        items.contains { item in
            productIDs.contains(item.productID)
                || mention.map { !$0.isEmpty && item.name.lowercased().contains($0.lowercased()) } ?? false
        }
    }
}

struct OrderItem: Codable, Hashable, Sendable {
    var productID: String
    /// As it was called when it was bought.
    var name: String
    var quantity: Int

    init(productID: String, name: String, quantity: Int = 1) {
        self.productID = productID
        self.name = name
        self.quantity = quantity
    }
}

/// Where an order stands; the raw values are order tracking's names.
enum OrderStatus: String, Codable, CaseIterable, Sendable {
    case awaitingPayment = "awaiting_payment"
    case pending
    case processing
    case shipped
    case delivered
    case cancelled
    case returnRequested = "return_requested"
    case returned
    case exchangeRequested = "exchange_requested"
    case itemsModified = "items_modified"
    /// A status that this release does not know; the answer names the order and says no more.
    case unknown

    /// True while nothing has been handed to a carrier, but will be.
    var isPreparing: Bool { self == .pending || self == .processing || self == .itemsModified }
}

/// An amount in minor units (fen, cents) of an ISO 4217 currency.
struct Money: Codable, Hashable, Sendable {
    var minorUnits: Int64
    var currency: String

    init(_ minorUnits: Int64, _ currency: String = "CNY") {
        self.minorUnits = minorUnits
        self.currency = currency
    }
}
