/// All that an action would do, in facts for words. A confirmation is bound to exactly these.
struct Consequence: Hashable, Sendable {
    var kind: ActionKind
    /// Empty for an action that concerns no order.
    var orderID: String
    /// The items concerned, as they are afterwards.
    var items: [OrderItem] = []
    var refund: Money?
    var charge: Money?
    /// What pays or receives; empty where no money moves.
    var methodID = ""
    /// Days until the refund arrives at the latest; 0 is at once.
    var refundDaysMax = 0
    var statusAfter: OrderStatus?
    /// What was possible in the order's status and is not afterwards.
    var blocks: [ActionKind] = []
    var facts: [Attribute] = []
}

extension Consequence {
    /// The one text of this consequence.
    var object: JSONValue {
        var record = ObjectBuilder()
        record.add("kind", kind.rawValue)
        record.add("order", orderID)
        record.add("items", items.map(\.object))
        record.add("refund", refund?.minorUnits)
        record.add("charge", charge?.minorUnits)
        record.add("currency", (refund ?? charge)?.currency.code)
        record.add("method", methodID)
        record.add("refund_days_max", Int64(refundDaysMax))
        record.add("status_after", statusAfter?.rawValue)
        record.add("blocks", blocks.map(\.rawValue))
        record.add("facts", facts)
        return record.object
    }
}

/// An allowed action: what it means, and every change that carries it out.
struct AfterSalePlan: Hashable, Sendable {
    var consequence: Consequence
    /// The order afterwards.
    var order: Order
    /// Change of a gift card's balance in minor units, by payment method.
    var balanceChanges: [String: Int64] = [:]
    /// Change of counted stock in units, by variant.
    var stockChanges: [String: Int] = [:]
    /// The case that this opens or moves on.
    var caseChange: CaseChange?
    /// A parcel that is to be followed from now on.
    var shipment: Shipment?
}

enum CaseChange: Hashable, Sendable {
    case opened(AfterSaleCase)
    case moved(AfterSaleCase, from: AfterSaleCase)

    var before: AfterSaleCase? {
        switch self {
        case .opened: nil
        case .moved(_, let before): before
        }
    }

    var after: AfterSaleCase {
        switch self {
        case .opened(let afterSaleCase), .moved(let afterSaleCase, _): afterSaleCase
        }
    }
}

enum AfterSaleDecision: Hashable, Sendable {
    case allowed(AfterSalePlan)
    /// At least one rule.
    case refused([RuleViolation])
}
