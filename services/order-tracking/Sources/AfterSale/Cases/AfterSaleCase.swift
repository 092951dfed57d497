/// Goods on their way back, and what the customer gets for them.
struct AfterSaleCase: Hashable, Sendable {
    /// The order's id, a letter for the kind and a number: "XD1-R1".
    var id: String
    var orderID: String
    var kind: ActionKind
    var status: CaseStatus
    var openedAt: Timestamp
    var reason = ""
    /// Pays or receives the money; one of the customer's payment methods.
    var methodID: String
    var currency: Currency
    /// Due to the customer once the goods are back.
    var refund: Money?
    /// Due from the customer.
    var charge: Money?
    var items: [Item]
    /// Oldest first.
    var steps: [Step]

    struct Item: Hashable, Sendable {
        var itemID: String
        /// Nil for a return.
        var newVariantID: String?
    }

    struct Step: Hashable, Sendable {
        var at: Timestamp
        var status: CaseStatus
        var note = ""
    }
}

/// Where a case stands. ``followers`` is the whole state machine.
enum CaseStatus: String, CaseIterable, Sendable {
    /// Taken down. Waits for goods, for an inspection or for the money.
    case open
    /// The customer is to send the goods. They come, or the customer thinks better of it.
    case awaitingGoods = "awaiting_goods"
    /// The goods are there. Accepted or refused.
    case inspecting
    /// The money is on its way.
    case refunding
    /// Nothing follows.
    case completed
    /// Nothing follows.
    case rejected
    /// Nothing follows.
    case withdrawn

    var followers: Set<CaseStatus> {
        switch self {
        case .open: [.awaitingGoods, .inspecting, .refunding, .rejected, .withdrawn]
        case .awaitingGoods: [.inspecting, .withdrawn]
        case .inspecting: [.refunding, .completed, .rejected]
        case .refunding: [.completed]
        case .completed, .rejected, .withdrawn: []
        }
    }

    /// Whether its refund is still to come.
    var isPending: Bool { !followers.isEmpty }
}
