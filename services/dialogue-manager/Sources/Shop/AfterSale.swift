/// What a customer may ask for after buying; the raw values are the flow files' names.
enum AfterSaleKind: String, Codable, CaseIterable, Sendable {
    case cancelOrder = "cancel_order"
    case changeAddress = "change_address"
    case changePayment = "change_payment"
    case changeItems = "change_items"
    case returnItems = "return_items"
    case exchangeItems = "exchange_items"
    case changeDefaultAddress = "change_default_address"
    /// Money back for goods that stay with the customer.
    case refundItems = "refund_items"
    case reportItem = "report_item"
    case requestInvoice = "request_invoice"
    case protectPrice = "protect_price"

    /// Order tracking takes one item at a time.
    var takesOneItem: Bool { self == .reportItem || self == .protectPrice }
}

/// One action with all that order tracking needs to decide it.
enum AfterSaleAction: Codable, Hashable, Sendable {
    case cancelOrder(reason: String)
    case changeAddress(Address)
    case changePayment(methodID: String)
    case changeItems([ItemExchange], methodID: String)
    case returnItems([String], methodID: String, reason: String)
    case exchangeItems([ItemExchange], methodID: String, reason: String)
    case changeDefaultAddress(Address)
    case refundItems([String], reason: String)
    case reportItem(String, problem: ItemProblem, description: String)
    case requestInvoice(title: String, taxpayerNumber: String)
    case protectPrice(itemID: String)
}

/// What is wrong with goods that arrived; the raw values are the flow files' reasons.
enum ItemProblem: String, Codable, Sendable {
    case damaged
    case missing
    case wrong = "wrong_item"
}

/// After-sale under way: what follows a confirmed action until it is settled.
struct AfterSaleCase: Codable, Hashable, Sendable {
    var number: String
    var orderNumber: String
    /// Nil for a kind that the dialogue has no words for.
    var kind: AfterSaleKind?
    var status: CaseStatus
    var refund: Money?
    /// When its last step was.
    var changedAt: Moment
}

enum CaseStatus: String, Codable, CaseIterable, Sendable {
    case open
    case awaitingGoods = "awaiting_goods"
    case inspecting
    case refunding
    case replacing
    case completed
    case rejected
    case withdrawn
    case unknown
}

/// An item of an order and the variant of the same product that takes its place.
struct ItemExchange: Codable, Hashable, Sendable {
    var itemID: String
    var variantID: String
}

/// An action of one customer, not yet decided.
struct AfterSaleRequest: Codable, Hashable, Sendable {
    /// Empty for what concerns no order.
    var orderNumber: String
    var action: AfterSaleAction
}

/// What order tracking says about a wish.
enum Preparation: Codable, Hashable, Sendable {
    /// It would be done exactly so; the token executes it.
    case ready(PreparedAction)
    /// At least one rule forbids it.
    case refused([RuleViolation])
    /// There is no such order, or it is another customer's.
    case unknownOrder
    /// The values themselves cannot be right, whatever the policy: an address without a street.
    case invalid
    /// This release of order tracking does not carry it out.
    case notServed
}

struct PreparedAction: Codable, Hashable, Sendable {
    var consequence: Consequence
    /// Opaque; executes exactly this consequence, once.
    var token: String
}

/// All that would happen, in facts.
struct Consequence: Codable, Hashable, Sendable {
    var orderNumber: String = ""
    var items: [OrderItem] = []
    var refund: Money?
    var charge: Money?
    var methodID = ""
    /// Days until the refund arrives at the latest; 0 is at once.
    var refundDaysMax = 0
    /// Taken off the refund for the way back.
    var fee: Money?
    /// What the customer can no longer do afterwards.
    var blocks: [AfterSaleKind] = []
    /// Somebody of the shop decides first.
    var needsApproval = false
}

/// One rule of the shop's policy, "return.window", with the facts that broke it.
struct RuleViolation: Codable, Hashable, Sendable {
    var rule: String
    var facts: [String: String] = [:]

    /// The rule without its section: "window".
    var name: String { rule.split(separator: ".", maxSplits: 1).last.map { String($0) } ?? rule }
}

/// What a confirmation came to.
enum Confirmation: Codable, Hashable, Sendable {
    case done(ExecutedAction)
    /// The facts are others than those shown, or the token is too old: nothing happened under it.
    case changed
    case refused([RuleViolation])
}

struct ExecutedAction: Codable, Hashable, Sendable {
    var consequence: Consequence
    /// The order afterwards; nil for what concerns none.
    var order: Order?
    /// Number of the case that follows the goods; empty when none was opened.
    var caseNumber = ""
}

/// Whether an order allows an action now, before it is known for which items.
struct AfterSaleOption: Codable, Hashable, Sendable {
    var kind: AfterSaleKind
    /// Empty when it is allowed.
    var violations: [RuleViolation] = []
    /// Last moment at which it stays possible; nil when it has no such end.
    var until: Moment?
}
