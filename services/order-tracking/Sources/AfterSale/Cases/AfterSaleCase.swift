/// A matter that takes longer than one confirmation: goods on their way back, a decision of the shop, money to come.
struct AfterSaleCase: Hashable, Sendable {
    /// The order's id, a letter for the kind and a number: "XD1-R1".
    var id: String
    var orderID: String
    var kind: ActionKind
    var status: CaseStatus
    var openedAt: Timestamp
    var reason = ""
    /// Pays or receives the money; one of the customer's payment methods, or empty where no money moves.
    var methodID = ""
    var currency: Currency
    /// Due to the customer.
    var refund: Money?
    /// Due from the customer.
    var charge: Money?
    var items: [Item] = []
    /// What else was said: a report's problem, an invoice's title.
    var details: [Attribute] = []
    /// Oldest first.
    var steps: [Step]

    struct Item: Hashable, Sendable {
        var itemID: String
        /// What an exchange puts in its place, and the price of one that was agreed, in minor units.
        var newVariantID: String?
        var newUnitPrice: Int64?
        /// What a refund without return gives for it, in minor units.
        var refund: Int64?
    }

    struct Step: Hashable, Sendable {
        var at: Timestamp
        var status: CaseStatus
        var note = ""
    }
}

extension AfterSaleCase {
    /// Its refund is still to come. An exchange pays a difference when the goods are accepted, before it ends.
    var owesRefund: Bool { status.isPending && status != .replacing }

    /// Keeps the steps in order of time even where the clock was set back.
    mutating func move(to status: CaseStatus, at now: Timestamp, note: String) {
        self.status = status
        steps.append(Step(at: max(now, steps.last?.at ?? now), status: status, note: note))
    }
}
