/// The shop's after-sale rules as data. What it does not offer, nobody can obtain.
struct ShopPolicy: Hashable, Sendable {
    /// An action without a rule is not offered.
    var rules: [ActionKind: ActionRule]
    var refund: RefundRule
}

/// When one action may be taken.
struct ActionRule: Hashable, Sendable {
    /// Statuses of the order in which it may be taken.
    var statuses: Set<OrderStatus> = []
    /// Reasons accepted, word for word; nil where none has to be given.
    var reasons: [String]?
    /// Days in which it may be taken, see ``ActionKind/windowStart``; nil where it has no end.
    var windowDays: Int?
    /// How often an order may go through it; nil where it does not matter.
    var timesMax: Int?
    /// Categories of products that it never applies to.
    var excludedCategories: Set<String> = []
    var fee: ActionFee?
    /// A refund up to this amount is paid at once, a larger one waits for somebody of the shop; nil where all wait.
    var atOnceMax: Money?
}

/// Taken off the refund, unless the reason is the shop's fault.
struct ActionFee: Hashable, Sendable {
    var amount: Money
    var freeReasons: Set<String>
}

/// Where money goes back to, and how soon.
struct RefundRule: Hashable, Sendable {
    var destinations: Set<RefundDestination>
    /// Days until it arrives at the latest, by the kind of the payment method; 0 is at once.
    var daysMax: [PaymentMethod.Kind: Int]

    func days(to kind: PaymentMethod.Kind) -> Int { daysMax[kind] ?? 0 }
}

enum RefundDestination: String, CaseIterable, Sendable {
    /// What the order was paid with.
    case original
    /// Any of the customer's gift cards.
    case giftCard = "gift_card"
}
