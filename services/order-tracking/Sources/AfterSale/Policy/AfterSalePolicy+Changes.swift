/// What may happen to an order that nobody has sent yet.
extension AfterSalePolicy {
    /// The whole of what was paid goes back the way it came.
    func cancel(reason: String, _ check: inout RuleCheck) -> AfterSalePlan? {
        let facts = check.facts
        var draft = PlanDraft(facts)
        let shares = check.originalShares(of: facts.order.paidMinorUnits)
        for share in shares { draft.pay(.refund, share.minorUnits, with: share.method) }
        let open = facts.order.items.filter(\.isOpen)
        for item in open { draft.moveStock(item.variantID, of: item.productID, by: item.quantity) }
        draft.setStatus(.cancelled, of: open.map(\.id))
        draft.setCancelReason(reason)
        draft.move(to: .cancelled)
        var consequence = consequence(check, draft, items: open.map(\.id))
        consequence.giveBack(shares, check)
        return draft.plan(consequence)
    }

    func changeAddress(_ address: Address, _ check: inout RuleCheck) -> AfterSalePlan? {
        var draft = PlanDraft(check.facts)
        draft.setAddress(address)
        var consequence = consequence(check, draft, items: [])
        consequence.facts = address.facts
        return draft.plan(consequence)
    }

    /// The new method pays what the old one paid, and the old one gets it back.
    func changePayment(to methodID: String, _ check: inout RuleCheck) -> AfterSalePlan? {
        guard let paid = check.facts.order.paidByMethod.first, let method = check.method(methodID),
            let original = check.method(paid.methodID)
        else { return nil }
        guard method.id != original.id else {
            check.refuse("other_method", ["payment_method": methodID])
            return nil
        }
        check.balance(of: method, covers: paid.minorUnits)
        var draft = PlanDraft(check.facts)
        draft.pay(.charge, paid.minorUnits, with: method)
        draft.pay(.refund, paid.minorUnits, with: original)
        let amount = Money(minorUnits: paid.minorUnits, currency: check.facts.order.currency)
        var consequence = consequence(check, draft, items: [])
        consequence.charge = amount
        consequence.refund = amount
        consequence.methodID = method.id
        consequence.refundDaysMax = shop.refund.days(to: original.kind)
        consequence.facts = [Attribute(name: "refund_payment_method", value: original.id)]
        return draft.plan(consequence)
    }

    /// The difference moves at once, and the order can then neither change again nor be cancelled.
    func changeItems(
        _ exchanges: [ItemExchange],
        methodID: String,
        _ check: inout RuleCheck
    ) -> AfterSalePlan? {
        guard let swaps = swaps(exchanges, &check), let method = check.method(methodID) else { return nil }
        var draft = PlanDraft(check.facts)
        for swap in swaps {
            draft.moveStock(swap.item.variantID, of: swap.item.productID, by: swap.item.quantity)
            draft.moveStock(swap.variant.id, of: swap.item.productID, by: -swap.item.quantity)
            draft.replace(swap.item, with: swap.variant, unitPrice: swap.variant.price.minorUnits)
        }
        let difference = swaps.difference
        check.settlement(difference, method)
        // An even swap leaves a refund of nothing, so that the payments show every settlement.
        draft.pay(difference > 0 ? .charge : .refund, abs(difference), with: method)
        draft.move(to: .itemsModified)
        var consequence = consequence(check, draft, items: exchanges.map(\.itemID))
        consequence.settle(difference, method, check)
        consequence.facts = swaps.facts
        return draft.plan(consequence)
    }

    func consequence(_ check: RuleCheck, _ draft: PlanDraft, items ids: [String]) -> Consequence {
        Consequence(
            kind: check.kind,
            orderID: draft.order.id,
            items: draft.items(ids),
            statusAfter: draft.order.status,
            blocks: blocked(check.facts, by: check.kind, in: draft.order.status)
        )
    }
}

extension Address {
    /// Its parts that are there, for words.
    var facts: [Attribute] {
        let parts = [
            ("recipient", recipient), ("phone", phone), ("country", country), ("province", province), ("city", city),
            ("district", district), ("line", line), ("postal_code", postalCode),
        ]
        return parts.filter { !$0.1.isEmpty }.map { Attribute(name: "address.\($0.0)", value: $0.1) }
    }
}
