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
}

extension [String] {
    var listed: String { joined(separator: ", ") }
}
