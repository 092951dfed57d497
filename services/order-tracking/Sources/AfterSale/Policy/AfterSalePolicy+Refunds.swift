/// Money back while the goods stay where they are.
extension AfterSalePolicy {
    /// A small refund is paid at once, a larger one waits in a case for somebody of the shop.
    func refund(
        _ ids: [String],
        amount: Money?,
        reason: String,
        _ check: inout RuleCheck
    ) -> AfterSalePlan? {
        let items = check.items(ids)
        guard items.count == ids.count else { return nil }
        guard let wanted = wanted(amount, for: items, &check) else { return nil }
        let shares = check.originalShares(of: wanted)
        let isAtOnce = isAtOnce(wanted, check)
        var draft = PlanDraft(check.facts)
        if isAtOnce { for share in shares { draft.pay(.refund, share.minorUnits, with: share.method) } }
        var consequence = consequence(check, draft, items: ids)
        consequence.giveBack(shares, check)
        let opened = check.facts.newCase(
            .refund,
            status: isAtOnce ? .completed : .open,
            reason: reason,
            items: check.facts.filled(wanted, over: items),
            consequence: consequence
        )
        consequence.facts.append(Attribute(name: "case_status", value: opened.status.rawValue))
        return draft.plan(consequence, .opened(opened))
    }

    /// What is asked for, or all that the items still cost.
    private func wanted(_ amount: Money?, for items: [OrderItem], _ check: inout RuleCheck) -> Int64? {
        if let amount, amount.currency != check.facts.order.currency {
            check.refuse(
                "currency",
                ["currency": check.facts.order.currency.code, "amount_currency": amount.currency.code]
            )
            return nil
        }
        for item in items where check.facts.refunded(item.id) >= item.price { check.refunded(item) }
        let most = items.reduce(0) { $0 + $1.price - check.facts.refunded($1.id) }
        let left = check.facts.order.paidMinorUnits - check.facts.promisedRefund
        // An order may have been paid with a discount, so that its items cost more than was paid.
        let wanted = amount?.minorUnits ?? min(most, left)
        check.amount(wanted, upTo: most)
        check.refundable(wanted)
        return wanted
    }

    /// The item costs from now on what it costs today, so that nothing gives the difference back a second time.
    func protectPrice(of itemID: String, _ check: inout RuleCheck) -> AfterSalePlan? {
        guard let item = check.items([itemID]).first else { return nil }
        guard let variant = check.cheaperVariant(of: item) else {
            check.refuse("price", ["item": item.id, "unit_price": "\(item.unitPrice.minorUnits)"])
            return nil
        }
        if check.facts.refunded(item.id) > 0 { check.refunded(item) }
        let difference = (item.unitPrice.minorUnits - variant.price.minorUnits) * Int64(item.quantity)
        check.refundable(difference)
        let shares = check.originalShares(of: difference)
        var draft = PlanDraft(check.facts)
        draft.setPrice(variant.price.minorUnits, of: item)
        for share in shares { draft.pay(.refund, share.minorUnits, with: share.method) }
        var consequence = consequence(check, draft, items: [itemID])
        consequence.giveBack(shares, check)
        consequence.facts += [
            Attribute(name: "unit_price_before", value: "\(item.unitPrice.minorUnits)"),
            Attribute(name: "unit_price_after", value: "\(variant.price.minorUnits)"),
        ]
        let opened = check.facts.newCase(
            .protectPrice,
            status: .completed,
            items: [.init(itemID: itemID)],
            details: consequence.facts,
            consequence: consequence
        )
        return draft.plan(consequence, .opened(opened))
    }

    private func isAtOnce(_ minorUnits: Int64, _ check: RuleCheck) -> Bool {
        guard let most = check.rule.atOnceMax, most.currency == check.facts.order.currency else { return false }
        return minorUnits <= most.minorUnits
    }
}

/// What one payment method gets of a refund.
struct RefundShare: Hashable, Sendable {
    var method: PaymentMethod
    var minorUnits: Int64
}

extension Consequence {
    /// The sum of the shares; the latest of them says when all of it has arrived.
    mutating func giveBack(_ shares: [RefundShare], _ check: RuleCheck) {
        let sum = shares.reduce(0) { $0 + $1.minorUnits }
        refund = sum > 0 ? Money(minorUnits: sum, currency: check.facts.order.currency) : nil
        methodID = shares.first?.method.id ?? ""
        refundDaysMax = shares.map { check.policy.refund.days(to: $0.method.kind) }.max() ?? 0
        guard shares.count > 1 else { return }
        facts += shares.map { Attribute(name: "refund.\($0.method.id)", value: "\($0.minorUnits)") }
    }
}

extension AfterSaleFacts {
    /// Spreads an amount over items, each up to what it still costs, in their order.
    func filled(_ minorUnits: Int64, over items: [OrderItem]) -> [AfterSaleCase.Item] {
        var left = minorUnits
        return items.map { item in
            let share = min(left, item.price - refunded(item.id))
            left -= share
            return AfterSaleCase.Item(itemID: item.id, refund: share)
        }
    }
}
