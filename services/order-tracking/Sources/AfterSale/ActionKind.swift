/// What may be asked for after buying. The raw value is its section in the policy file and the prefix of its rules.
enum ActionKind: String, CaseIterable, Sendable {
    case cancelOrder = "cancel"
    case changeAddress = "change_address"
    case changePayment = "change_payment"
    case changeItems = "change_items"
    case returnItems = "return"
    case exchangeItems = "exchange"
    /// The one that concerns no order.
    case changeDefaultAddress = "change_default_address"

    var concernsOrder: Bool { self != .changeDefaultAddress }

    /// Statuses of an order from which the state machine lets this action lead on. A policy may allow fewer, never
    /// more.
    var possibleStatuses: Set<OrderStatus> {
        switch self {
        case .cancelOrder: Self.statuses(followedBy: .cancelled)
        case .changeAddress, .changePayment: [.awaitingPayment, .pending, .itemsModified, .processing]
        case .changeItems: Self.statuses(followedBy: .itemsModified).union([.itemsModified])
        case .returnItems: Self.statuses(followedBy: .returnRequested)
        case .exchangeItems: Self.statuses(followedBy: .exchangeRequested)
        case .changeDefaultAddress: []
        }
    }

    private static func statuses(followedBy status: OrderStatus) -> Set<OrderStatus> {
        Set(OrderStatus.allCases.filter { $0.followers.contains(status) })
    }
}
