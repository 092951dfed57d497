/// Where a case stands. ``followers`` is the whole state machine; ``after(_:of:)`` says which step leads where.
enum CaseStatus: String, CaseIterable, Sendable {
    /// Taken down; somebody of the shop decides. Approved, refused or withdrawn.
    case open
    /// The customer is to send the goods. They are announced, or come, or the customer thinks better of it.
    case awaitingGoods = "awaiting_goods"
    /// The goods are there. Accepted or refused.
    case inspecting
    /// The money is to be sent. Ends when it was.
    case refunding
    /// The new goods are to be sent. They are announced, and end it when they arrive.
    case replacing
    /// Nothing follows.
    case completed
    /// Nothing follows.
    case rejected
    /// Nothing follows.
    case withdrawn

    var followers: Set<CaseStatus> {
        switch self {
        case .open: [.refunding, .completed, .rejected, .withdrawn]
        case .awaitingGoods: [.awaitingGoods, .inspecting, .withdrawn]
        case .inspecting: [.refunding, .replacing, .completed, .rejected]
        case .refunding: [.completed]
        case .replacing: [.replacing, .completed]
        case .completed, .rejected, .withdrawn: []
        }
    }

    /// Something is still to come.
    var isPending: Bool { !followers.isEmpty }

    /// Ended without giving the customer anything.
    var isFailed: Bool { self == .rejected || self == .withdrawn }
}

/// What moves a case on. Raw values are stable names.
enum CaseStep: String, CaseIterable, Sendable {
    case approve
    case reject
    /// By the customer.
    case withdraw
    /// A parcel with the goods is on its way to the shop.
    case goodsSent = "goods_sent"
    case goodsReceived = "goods_received"
    /// The goods are what they should be.
    case accept
    case refunded
    /// A parcel with the new goods is on its way to the customer.
    case replacementSent = "replacement_sent"
    case replacementReceived = "replacement_received"

    /// Who may take it. A customer decides only about the own goods.
    var roles: Set<Actor.Role> {
        switch self {
        case .withdraw, .goodsSent: [.customer, .bot, .agent]
        case .goodsReceived, .replacementReceived: [.agent, .logistics]
        case .approve, .reject, .accept, .refunded, .replacementSent: [.agent]
        }
    }

    var needsParcel: Bool { self == .goodsSent || self == .replacementSent }
}

extension CaseStatus {
    /// Nil where a case of this kind cannot take the step now.
    func after(_ step: CaseStep, of kind: ActionKind) -> CaseStatus? {
        switch (kind, self, step) {
        case (.returnItems, .awaitingGoods, .goodsSent), (.exchangeItems, .awaitingGoods, .goodsSent): .awaitingGoods
        case (.returnItems, .awaitingGoods, .goodsReceived), (.exchangeItems, .awaitingGoods, .goodsReceived):
            .inspecting
        case (.returnItems, .awaitingGoods, .withdraw), (.exchangeItems, .awaitingGoods, .withdraw): .withdrawn
        case (.returnItems, .inspecting, .reject), (.exchangeItems, .inspecting, .reject): .rejected
        case (.returnItems, .inspecting, .accept): .refunding
        case (.exchangeItems, .inspecting, .accept): .replacing
        case (.exchangeItems, .replacing, .replacementSent): .replacing
        case (.exchangeItems, .replacing, .replacementReceived): .completed
        case (.refund, .open, .approve): .refunding
        case (.returnItems, .refunding, .refunded), (.refund, .refunding, .refunded): .completed
        case (.reportItem, .open, .approve), (.requestInvoice, .open, .approve): .completed
        case (.refund, .open, .reject), (.reportItem, .open, .reject), (.requestInvoice, .open, .reject): .rejected
        case (.refund, .open, .withdraw), (.reportItem, .open, .withdraw), (.requestInvoice, .open, .withdraw):
            .withdrawn
        default: nil
        }
    }
}
