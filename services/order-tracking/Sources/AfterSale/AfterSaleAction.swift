/// What is asked for, with all that it needs to be decided.
enum AfterSaleAction: Hashable, Sendable {
    case cancelOrder(reason: String)
    case changeAddress(Address)
    /// The order is to be paid with another of the customer's payment methods.
    case changePayment(methodID: String)
    /// `methodID` pays or receives the difference.
    case changeItems([ItemExchange], methodID: String)
    case returnItems([String], refundMethodID: String, reason: String)
    case exchangeItems([ItemExchange], methodID: String, reason: String)
    /// Money back for items that the customer keeps; without an amount all that they still cost.
    case refund([String], amount: Money?, reason: String)
    case changeDefaultAddress(Address)
    case reportItem(String, problem: ItemProblem, description: String)
    /// `taxpayerNumber` is empty for a person.
    case requestInvoice(title: String, taxpayerNumber: String)
    case protectPrice(itemID: String)
    case advanceCase(CaseAdvance)

    var kind: ActionKind {
        switch self {
        case .cancelOrder: .cancelOrder
        case .changeAddress: .changeAddress
        case .changePayment: .changePayment
        case .changeItems: .changeItems
        case .returnItems: .returnItems
        case .exchangeItems: .exchangeItems
        case .refund: .refund
        case .changeDefaultAddress: .changeDefaultAddress
        case .reportItem: .reportItem
        case .requestInvoice: .requestInvoice
        case .protectPrice: .protectPrice
        case .advanceCase: .advanceCase
        }
    }

    /// The customer's words where the action has a reason; the staff's note for a case.
    var reason: String {
        switch self {
        case .cancelOrder(let reason), .returnItems(_, _, let reason), .exchangeItems(_, _, let reason),
            .refund(_, _, let reason):
            reason
        case .reportItem(_, let problem, _): problem.rawValue
        case .advanceCase(let advance): advance.note
        case .changeAddress, .changePayment, .changeItems, .changeDefaultAddress, .requestInvoice, .protectPrice: ""
        }
    }

    var itemIDs: [String] {
        switch self {
        case .changeItems(let exchanges, _), .exchangeItems(let exchanges, _, _): exchanges.map(\.itemID)
        case .returnItems(let ids, _, _), .refund(let ids, _, _): ids
        case .reportItem(let id, _, _), .protectPrice(let id): [id]
        case .cancelOrder, .changeAddress, .changePayment, .changeDefaultAddress, .requestInvoice, .advanceCase: []
        }
    }
}

/// An item of the order and the variant that takes its place.
struct ItemExchange: Hashable, Sendable {
    var itemID: String
    var newVariantID: String
}

enum ItemProblem: String, CaseIterable, Sendable {
    case damaged
    case missing
    case wrong
}
