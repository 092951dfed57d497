/// Decides every after-sale action from facts alone: the same question always gets the same answer.
struct AfterSalePolicy: Sendable {
    let shop: ShopPolicy

    /// `role` is who asks; it matters for the steps of a case alone.
    func decide(
        _ action: AfterSaleAction,
        _ facts: AfterSaleFacts,
        by role: Actor.Role = .customer
    ) -> AfterSaleDecision {
        if case .advanceCase(let advance) = action { return self.advance(advance, facts, by: role) }
        var check = RuleCheck(policy: shop, facts: facts, kind: action.kind)
        check.order()
        check.reason(action.reason)
        guard check.violations.isEmpty else { return .refused(check.violations) }
        let plan =
            switch action {
            case .cancelOrder(let reason): cancel(reason: reason, &check)
            case .changeAddress(let address): changeAddress(address, &check)
            case .changePayment(let methodID): changePayment(to: methodID, &check)
            case .changeItems(let exchanges, let methodID): changeItems(exchanges, methodID: methodID, &check)
            case .returnItems(let ids, let methodID, let reason):
                returnItems(ids, methodID: methodID, reason: reason, &check)
            case .exchangeItems(let exchanges, let methodID, let reason):
                exchangeItems(exchanges, methodID: methodID, reason: reason, &check)
            case .refund(let ids, let amount, let reason): refund(ids, amount: amount, reason: reason, &check)
            case .reportItem(let id, let problem, let description):
                reportItem(id, problem, description: description, &check)
            case .requestInvoice(let title, let taxpayerNumber):
                requestInvoice(title: title, taxpayerNumber: taxpayerNumber, &check)
            case .protectPrice(let id): protectPrice(of: id, &check)
            case .changeDefaultAddress, .advanceCase:
                preconditionFailure("a default address is decided without an order, a case by its own machine")
            }
        guard check.violations.isEmpty, let plan else { return .refused(check.violations) }
        return .allowed(plan)
    }

    /// Nothing but the shop's offer stands against a new default address. Its violations; none when it is allowed.
    func violationsOfDefaultAddress() -> [RuleViolation] {
        shop.rules[.changeDefaultAddress] == nil
            ? [RuleViolation("\(ActionKind.changeDefaultAddress.rawValue).not_offered")] : []
    }

    /// Whether an action may be asked for at all, and until when, before it is known for which items.
    func option(_ kind: ActionKind, _ facts: AfterSaleFacts) -> AfterSaleOption {
        var check = RuleCheck(policy: shop, facts: facts, kind: kind)
        check.order()
        if check.violations.isEmpty { check.anyItem() }
        return AfterSaleOption(kind: kind, violations: check.violations, until: check.windowEnd)
    }

    /// Actions that the status before allows and the plan does not leave possible.
    func blocked(_ facts: AfterSaleFacts, by kind: ActionKind, in status: OrderStatus) -> [ActionKind] {
        ActionKind.allCases.filter { other in
            guard let rule = shop.rules[other], rule.statuses.contains(facts.order.status) else { return false }
            let isSpent = other == kind && rule.timesMax == (facts.timesDone[kind] ?? 0) + 1
            return isSpent || !rule.statuses.contains(status)
        }
    }
}

/// One action and what stands against it.
struct AfterSaleOption: Hashable, Sendable {
    var kind: ActionKind
    /// Empty when it is allowed.
    var violations: [RuleViolation]
    /// Last moment at which it stays possible; nil where it has no such end.
    var until: Timestamp?
}
