// How after-sale under way stands: returns, exchanges, refunds.
extension Policy {
    func listCases(tracker: Tracker, findings: Findings) throws(Need) -> Decision {
        let cases = try findings.cases()
        guard !cases.isEmpty else { return try listRefunds(tracker: tracker, findings: findings) }
        let shown = cases.prefix(settings.optionsMax)
        let listed = shown.enumerated().map { position, found -> Facts in
            var facts: Facts = [
                .index: .number(position + 1), .caseNumber: .text(found.number), .orderNumber: .text(found.orderNumber),
                .task: .word(.task, code: found.kind?.rawValue ?? found.number),
                .status: .word(.caseStatus, code: found.status.rawValue), .eventTime: .time(found.changedAt),
            ]
            facts[.refund] = found.refund.map { .money($0) }
            return facts
        }
        let reply = Reply(
            Answer(.afterSaleCases, [.cases: .list(listed)]),
            focus: shown.first.map { Focus(orderNumber: $0.orderNumber) }
        )
        return Decision(.reply(reply), because: "after-sale under way was asked for")
    }

    /// Without a case, money that went back for a cancelled order is what can be meant.
    private func listRefunds(tracker: Tracker, findings: Findings) throws(Need) -> Decision {
        let customer = try findings.customer()
        var listed: [Facts] = []
        for order in try findings.orders() where listed.count < settings.optionsMax {
            guard let refund = order.payments.last(where: { $0.isRefund && $0.amount.minorUnits > 0 }) else { continue }
            var facts = try named(order, tracker: tracker, findings: findings)
            facts[.index] = .number(listed.count + 1)
            facts[.refund] = .money(refund.amount)
            facts[.eventTime] = .time(refund.at)
            facts[.method] = customer?.paymentMethods.first { $0.id == refund.methodID }.map { .method($0) }
            listed.append(facts)
        }
        guard !listed.isEmpty else { return say(.noCases, because: "the customer has neither cases nor refunds") }
        return say(.refundsPaid, [.cases: .list(listed)], because: "these orders were refunded")
    }
}
