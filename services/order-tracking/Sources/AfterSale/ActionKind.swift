/// What may be asked for after buying. The raw value is its section in the policy file and the prefix of its rules.
enum ActionKind: String, CaseIterable, Sendable {
    case cancelOrder = "cancel"
    case changeAddress = "change_address"
    case changePayment = "change_payment"
    case changeItems = "change_items"
    case returnItems = "return"
    case exchangeItems = "exchange"
    /// Money back for goods that stay with the customer.
    case refund = "refund_only"
    /// The one that concerns no order.
    case changeDefaultAddress = "change_default_address"
    /// Something came damaged, or did not come, or is not what was ordered.
    case reportItem = "report_item"
    case requestInvoice = "request_invoice"
    /// The difference to a price that fell since the purchase.
    case protectPrice = "protect_price"
    /// The next step of a case that one of the others opened. Its rules are the case's state machine, not the policy
    /// file.
    case advanceCase = "case"

    /// Whether it may be asked for an order, so that the order's options list it.
    var isOrderOption: Bool { self != .changeDefaultAddress && self != .advanceCase }

    /// Statuses of an order from which the state machine lets this action lead on. A policy may allow fewer, never
    /// more.
    var possibleStatuses: Set<OrderStatus> {
        switch self {
        case .cancelOrder: Self.statuses(followedBy: .cancelled)
        case .changeAddress, .changePayment: [.awaitingPayment, .pending, .itemsModified, .processing]
        case .changeItems: Self.statuses(followedBy: .itemsModified).union([.itemsModified])
        case .returnItems: Self.statuses(followedBy: .returnRequested)
        case .exchangeItems: Self.statuses(followedBy: .exchangeRequested)
        case .refund, .reportItem: [.delivered, .returned]
        case .requestInvoice: Set(OrderStatus.allCases).subtracting([.awaitingPayment, .cancelled])
        case .protectPrice: [.pending, .itemsModified, .processing, .shipped, .delivered]
        case .changeDefaultAddress, .advanceCase: []
        }
    }

    private static func statuses(followedBy status: OrderStatus) -> Set<OrderStatus> {
        Set(OrderStatus.allCases.filter { $0.followers.contains(status) })
    }

    /// What the days of its window count from.
    var windowStart: WindowStart {
        switch self {
        case .requestInvoice, .protectPrice: .purchase
        default: .delivery
        }
    }

    enum WindowStart: String, Sendable {
        case delivery
        case purchase
    }

    /// The letter in the id of a case that it opens; nil where it opens none.
    var caseLetter: Character? {
        switch self {
        case .returnItems: "R"
        case .exchangeItems: "E"
        case .refund: "F"
        case .reportItem: "D"
        case .requestInvoice: "I"
        case .protectPrice: "P"
        default: nil
        }
    }
}
