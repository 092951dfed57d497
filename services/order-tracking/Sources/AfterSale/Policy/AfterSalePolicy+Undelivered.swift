extension AfterSalePolicy {
    /// An order that came back undelivered: what it still holds of the customer's money waits for the staff's approval.
    /// Nil where there is none.
    func caseOfUndelivered(_ facts: AfterSaleFacts) -> AfterSaleCase? {
        let left = facts.order.paidMinorUnits - facts.promisedRefund
        guard left > 0 else { return nil }
        var check = RuleCheck(policy: shop, facts: facts, kind: .refund)
        var consequence = consequence(check, PlanDraft(facts), items: [])
        consequence.giveBack(check.originalShares(of: left), check)
        return facts.newCase(
            .refund,
            status: .open,
            reason: "undelivered",
            items: facts.filled(left, over: facts.order.items.filter(\.isOpen)),
            consequence: consequence
        )
    }
}
