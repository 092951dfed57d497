/// What may happen to an order that has arrived. Money follows the goods: the case says how much is due.
extension AfterSalePolicy {
    func returnItems(
        _ ids: [String],
        methodID: String,
        reason: String,
        _ check: inout RuleCheck
    ) -> AfterSalePlan? {
        let items = check.items(ids)
        guard items.count == ids.count, let method = check.method(methodID) else { return nil }
        check.destination(method)
        for item in items where check.facts.refunded(item.id) >= item.price { check.refunded(item) }
        let value = items.reduce(0) { $0 + $1.price - check.facts.refunded($1.id) }
        let fee = fee(for: reason, items, check)
        // An order may have been paid with a discount, so that the prices of its items add up to more than was paid.
        let left = check.facts.order.paidMinorUnits - check.facts.promisedRefund
        let refund = max(0, min(value, left) - fee)
        var draft = PlanDraft(check.facts)
        draft.setStatus(.returnRequested, of: ids)
        draft.move(to: .returnRequested)
        var consequence = consequence(check, draft, items: ids)
        consequence.settle(-refund, method, check)
        if fee > 0 { consequence.facts = [Attribute(name: "fee", value: "\(fee)")] }
        let opened = check.facts.newCase(
            .returnItems,
            reason: reason,
            items: ids.map { .init(itemID: $0) },
            consequence: consequence
        )
        return draft.plan(consequence, .opened(opened))
    }

    /// The new goods are set aside; the difference is settled when the old ones are back.
    func exchangeItems(
        _ exchanges: [ItemExchange],
        methodID: String,
        reason: String,
        _ check: inout RuleCheck
    ) -> AfterSalePlan? {
        guard let swaps = swaps(exchanges, &check), let method = check.method(methodID) else { return nil }
        for swap in swaps where check.facts.refunded(swap.item.id) > 0 { check.refunded(swap.item) }
        check.settlement(swaps.difference, method)
        var draft = PlanDraft(check.facts)
        for swap in swaps { draft.moveStock(swap.variant.id, of: swap.item.productID, by: -swap.item.quantity) }
        let ids = exchanges.map(\.itemID)
        draft.setStatus(.exchangeRequested, of: ids)
        draft.move(to: .exchangeRequested)
        var consequence = consequence(check, draft, items: ids)
        consequence.settle(swaps.difference, method, check)
        consequence.facts = swaps.facts
        let opened = check.facts.newCase(
            .exchangeItems,
            reason: reason,
            items: swaps.map { swap in
                .init(
                    itemID: swap.item.id,
                    newVariantID: swap.variant.id,
                    newUnitPrice: swap.variant.price.minorUnits
                )
            },
            consequence: consequence
        )
        return draft.plan(consequence, .opened(opened))
    }

    /// The shop bears the way back where it is to blame: by the reason, or since it has accepted a report on each item.
    private func fee(for reason: String, _ items: [OrderItem], _ check: RuleCheck) -> Int64 {
        guard let fee = check.rule.fee, fee.amount.currency == check.facts.order.currency,
            !fee.freeReasons.contains(reason),
            !items.allSatisfy({ check.facts.isProblemAccepted($0.id) })
        else { return 0 }
        return fee.amount.minorUnits
    }
}
