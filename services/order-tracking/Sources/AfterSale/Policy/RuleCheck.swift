/// Collects the rules that an action breaks. Each method is one rule, named in its string.
struct RuleCheck {
    let policy: ShopPolicy
    let facts: AfterSaleFacts
    let kind: ActionKind
    private(set) var violations: [RuleViolation] = []

    init(policy: ShopPolicy, facts: AfterSaleFacts, kind: ActionKind) {
        self.policy = policy
        self.facts = facts
        self.kind = kind
    }

    var rule: ActionRule { policy.rules[kind] ?? ActionRule() }

    mutating func refuse(_ rule: String, _ violationFacts: KeyValuePairs<String, String> = [:]) {
        violations.append(RuleViolation("\(kind.rawValue).\(rule)", violationFacts))
    }

    // MARK: The order as a whole

    mutating func order() {
        guard policy.rules[kind] != nil else { return refuse("not_offered") }
        status()
        times()
        window()
        if kind == .changePayment { singleCharge() }
        if kind == .requestInvoice || kind == .refund { paid() }
    }

    private mutating func status() {
        guard !rule.statuses.contains(facts.order.status) else { return }
        refuse(
            "status",
            ["status": facts.order.status.rawValue, "allowed": rule.statuses.map(\.rawValue).sorted().listed]
        )
    }

    private mutating func times() {
        let done = facts.timesDone[kind] ?? 0
        guard let timesMax = rule.timesMax, done >= timesMax else { return }
        refuse("times", ["times_max": "\(timesMax)", "times_done": "\(done)"])
    }

    var windowEnd: Timestamp? {
        guard let days = rule.windowDays else { return nil }
        return windowStart?.adding(days: days)
    }

    private var windowStart: Timestamp? {
        switch kind.windowStart {
        case .delivery: facts.deliveredAt
        case .purchase: facts.order.createdAt
        }
    }

    /// A window that starts at a delivery nobody knows of is closed: the shop could not say when it ends.
    private mutating func window() {
        guard let days = rule.windowDays, rule.statuses.contains(facts.order.status) else { return }
        let start = kind.windowStart == .delivery ? "delivered" : "purchased"
        guard let end = windowEnd, let startedAt = windowStart else {
            return refuse("window", ["window_days": "\(days)", start: "unknown"])
        }
        guard facts.now > end else { return }
        let ago = (facts.now.milliseconds - startedAt.milliseconds) / Timestamp.millisecondsPerDay
        refuse("window", ["window_days": "\(days)", "\(start)_days_ago": "\(ago)"])
    }

    /// Money must have come in, and must not have gone back or be promised already.
    private mutating func paid() {
        guard facts.order.paidMinorUnits - facts.promisedRefund <= 0 else { return }
        refuse("paid", ["paid": "\(facts.order.paidMinorUnits)", "promised": "\(facts.promisedRefund)"])
    }

    /// What was paid in parts, or in part given back, has no one payment that could move to another method.
    private mutating func singleCharge() {
        let paid = facts.order.paidByMethod
        guard paid.count != 1 || paid.first?.minorUnits != facts.order.paidMinorUnits else { return }
        refuse("single_payment", ["payments": "\(facts.order.payments.count)"])
    }

    mutating func reason(_ reason: String) {
        guard let reasons = rule.reasons, !reasons.contains(reason) else { return }
        refuse("reason", ["reason": reason, "allowed": reasons.listed])
    }

    // MARK: Items

    /// At least one item could be asked for.
    mutating func anyItem() {
        guard [.returnItems, .exchangeItems, .refund, .reportItem, .protectPrice].contains(kind) else { return }
        let open = facts.order.items.filter(\.isOpen)
        guard !open.isEmpty else { return refuse("item_status", ["status": "none left"]) }
        let excluded = open.compactMap { excludedCategory(of: $0) }
        guard excluded.count < open.count else {
            return refuse("category", ["category": Set(excluded).sorted().listed])
        }
        guard kind == .protectPrice, open.allSatisfy({ cheaperVariant(of: $0) == nil }) else { return }
        refuse("price")
    }

    /// The items named, in the order of the request; those that do not exist or may not are left out.
    mutating func items(_ ids: [String]) -> [OrderItem] {
        var found: [OrderItem] = []
        for id in ids {
            guard let item = facts.item(id) else {
                refuse("item", ["item": id])
                continue
            }
            guard item.isOpen else {
                refuse("item_status", ["item": id, "status": item.status.rawValue])
                continue
            }
            if let category = excludedCategory(of: item) {
                refuse("category", ["item": id, "category": category])
            }
            found.append(item)
        }
        return found
    }

    /// What the shop accepted as damaged or wrong comes back whatever it is.
    private func excludedCategory(of item: OrderItem) -> String? {
        if kind == .returnItems || kind == .exchangeItems, facts.isProblemAccepted(item.id) { return nil }
        guard let category = facts.products[item.productID]?.category else { return nil }
        return rule.excludedCategories.contains(category) ? category : nil
    }

    /// The variant that takes an item's place: of the same product, another one, and there in the quantity wanted.
    mutating func newVariant(_ id: String, for item: OrderItem, taken: inout [String: Int]) -> Variant? {
        guard let variant = facts.variant(id, of: item.productID) else {
            refuse("same_product", ["item": item.id, "product": item.productID, "variant": id])
            return nil
        }
        guard variant.id != item.variantID else {
            refuse("other_variant", ["item": item.id, "variant": id])
            return nil
        }
        let wanted = taken[id, default: 0] + item.quantity
        taken[id] = wanted
        guard variant.isListed, variant.stock.map({ $0 >= wanted }) ?? true else {
            let stock = variant.isListed ? variant.stock ?? 0 : 0
            refuse("available", ["item": item.id, "variant": id, "stock": "\(stock)", "wanted": "\(wanted)"])
            return nil
        }
        return variant
    }

    /// An item for which money came back already cannot be given back or swapped as if it had not.
    mutating func refunded(_ item: OrderItem) {
        refuse("refunded", ["item": item.id, "refunded": "\(facts.refunded(item.id))", "price": "\(item.price)"])
    }

    /// One problem is one report.
    mutating func notReported(_ item: OrderItem) {
        let reports = facts.cases.filter { $0.kind == .reportItem && !$0.status.isFailed }
        guard let report = reports.first(where: { $0.items.map(\.itemID).contains(item.id) }) else { return }
        refuse("reported", ["item": item.id, "case": report.id])
    }

    /// The item's own variant where it is sold for less today.
    func cheaperVariant(of item: OrderItem) -> Variant? {
        guard let variant = facts.variant(item.variantID, of: item.productID), variant.isListed,
            variant.price.minorUnits < item.unitPrice.minorUnits
        else { return nil }
        return variant
    }

    // MARK: Money

    /// What an amount gives back to each method that paid, in the order of their first charges.
    mutating func originalShares(of minorUnits: Int64) -> [RefundShare] {
        var shares: [RefundShare] = []
        var left = minorUnits
        for (methodID, paid) in facts.order.paidByMethod {
            // A difference may have gone back to another method than the one that paid it.
            let amount = min(paid, left)
            guard amount > 0, let method = method(methodID) else { continue }
            shares.append(RefundShare(method: method, minorUnits: amount))
            left -= amount
        }
        return shares
    }

    mutating func amount(_ minorUnits: Int64, upTo most: Int64) {
        guard minorUnits > most else { return }
        refuse("amount", ["amount": "\(minorUnits)", "items_cost": "\(most)"])
    }

    mutating func method(_ id: String) -> PaymentMethod? {
        guard let method = facts.method(id) else {
            refuse("payment_method", ["payment_method": id])
            return nil
        }
        if let balance = method.balance, balance.currency != facts.order.currency {
            refuse("currency", ["currency": facts.order.currency.code, "gift_card_currency": balance.currency.code])
            return nil
        }
        return method
    }

    /// A gift card must hold what it is to pay.
    mutating func balance(of method: PaymentMethod, covers minorUnits: Int64) {
        guard let balance = method.balance, balance.minorUnits < minorUnits else { return }
        refuse(
            "gift_card_balance",
            ["balance": "\(balance.minorUnits)", "needed": "\(minorUnits)", "currency": balance.currency.code]
        )
    }

    mutating func destination(_ method: PaymentMethod) {
        let isOriginal = facts.order.paidByMethod.contains { $0.methodID == method.id }
        let allowed = policy.refund.destinations
        if allowed.contains(.original), isOriginal { return }
        if allowed.contains(.giftCard), method.kind == .giftCard { return }
        refuse(
            "refund_destination",
            ["payment_method": method.id, "allowed": allowed.map(\.rawValue).sorted().listed]
        )
    }

    /// No more goes back than is still paid and not promised already.
    mutating func refundable(_ minorUnits: Int64) {
        let left = facts.order.paidMinorUnits - facts.promisedRefund
        guard minorUnits > left else { return }
        refuse("refund_limit", ["refund": "\(minorUnits)", "paid": "\(left)"])
    }
}

extension [String] {
    fileprivate var listed: String { joined(separator: ", ") }
}
