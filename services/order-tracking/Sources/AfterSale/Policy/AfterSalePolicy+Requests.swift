/// What the shop's staff is asked for. Nothing moves until they answer the case.
extension AfterSalePolicy {
    func reportItem(
        _ itemID: String,
        _ problem: ItemProblem,
        description: String,
        _ check: inout RuleCheck
    ) -> AfterSalePlan? {
        guard let item = check.items([itemID]).first else { return nil }
        check.notReported(item)
        let details = [Attribute(name: "problem", value: problem.rawValue)].adding("description", description)
        return request([itemID], reason: problem.rawValue, details, check)
    }

    /// On what is paid now; what goes back later is corrected by whoever writes invoices.
    func requestInvoice(
        title: String,
        taxpayerNumber: String,
        _ check: inout RuleCheck
    ) -> AfterSalePlan? {
        let order = check.facts.order
        let details =
            [Attribute(name: "title", value: title)].adding("taxpayer_number", taxpayerNumber) + [
                Attribute(name: "amount", value: "\(order.paidMinorUnits)"),
                Attribute(name: "currency", value: order.currency.code),
            ]
        return request([], reason: "", details, check)
    }

    private func request(
        _ itemIDs: [String],
        reason: String,
        _ details: [Attribute],
        _ check: RuleCheck
    ) -> AfterSalePlan {
        let draft = PlanDraft(check.facts)
        var consequence = consequence(check, draft, items: itemIDs)
        consequence.facts = details + [Attribute(name: "case_status", value: CaseStatus.open.rawValue)]
        let opened = check.facts.newCase(
            check.kind,
            status: .open,
            reason: reason,
            items: itemIDs.map { .init(itemID: $0) },
            details: details,
            consequence: consequence
        )
        return draft.plan(consequence, .opened(opened))
    }
}

extension [Attribute] {
    /// Nothing for an empty value: an attribute always says something.
    fileprivate func adding(_ name: String, _ value: String) -> [Attribute] {
        value.isEmpty ? self : self + [Attribute(name: name, value: value)]
    }
}
