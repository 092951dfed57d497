/// An order of the customer, as far as the dialogue needs it. Order tracking owns the real one.
struct Order: Codable, Hashable, Sendable {
    /// The number that the customer sees and writes.
    var number: String
    var status: OrderStatus
    var placedAt: Moment
    var items: [OrderItem]
    var total: Money
    var address: Address?
    /// Oldest first.
    var payments: [Payment] = []

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
    var quantity = 1
    /// Unique within its order.
    var id = ""
    var variantID = ""
    /// Option values, "灰色", "L".
    var options: [String] = []
    var unitPrice: Money?
    /// False once it was cancelled, or is on its way back.
    var isOpen = true
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

// Cards of recorded events hold orders as they were written then; what later releases added has its plain value.
extension Order {
    init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            number: try fields.decode(String.self, forKey: .number),
            status: try fields.decode(OrderStatus.self, forKey: .status),
            placedAt: try fields.decode(Moment.self, forKey: .placedAt),
            items: try fields.decode([OrderItem].self, forKey: .items),
            total: try fields.decode(Money.self, forKey: .total),
            address: try fields.decodeIfPresent(Address.self, forKey: .address),
            payments: try fields.decodeIfPresent([Payment].self, forKey: .payments) ?? []
        )
    }
}

extension OrderItem {
    init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            productID: try fields.decode(String.self, forKey: .productID),
            name: try fields.decode(String.self, forKey: .name),
            quantity: try fields.decode(Int.self, forKey: .quantity),
            id: try fields.decodeIfPresent(String.self, forKey: .id) ?? "",
            variantID: try fields.decodeIfPresent(String.self, forKey: .variantID) ?? "",
            options: try fields.decodeIfPresent([String].self, forKey: .options) ?? [],
            unitPrice: try fields.decodeIfPresent(Money.self, forKey: .unitPrice),
            isOpen: try fields.decodeIfPresent(Bool.self, forKey: .isOpen) ?? true
        )
    }
}
