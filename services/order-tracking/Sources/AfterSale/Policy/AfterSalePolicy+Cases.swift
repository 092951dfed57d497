/// The steps of a case: what its state machine allows, and the money, goods and order status that go with it.
extension AfterSalePolicy {
    /// `facts` are those of the order that the case belongs to.
    func advance(_ advance: CaseAdvance, _ facts: AfterSaleFacts, by role: Actor.Role) -> AfterSaleDecision {
        guard let before = facts.cases.first(where: { $0.id == advance.caseID }) else {
            preconditionFailure("a case is advanced by the facts of its own order")
        }
        var check = RuleCheck(policy: shop, facts: facts, kind: .advanceCase)
        check.mayTake(advance.step, role)
        guard let status = before.status.after(advance.step, of: before.kind) else {
            check.refuse(
                "step",
                ["case": before.kind.rawValue, "case_status": before.status.rawValue, "step": advance.step.rawValue]
            )
            return .refused(check.violations)
        }
        var work = CaseWork(before, facts)
        work.take(advance, &check)
        guard check.violations.isEmpty else { return .refused(check.violations) }
        var after = before
        // A return that gives nothing back has no refund to wait for.
        let end = status == .refunding && before.refund == nil ? .completed : status
        after.move(to: end, at: facts.now, note: advance.note)
        var consequence = consequence(check, work.draft, items: before.items.map(\.itemID))
        work.fill(&consequence, check)
        consequence.facts += [
            Attribute(name: "case", value: before.id),
            Attribute(name: "step", value: advance.step.rawValue),
            Attribute(name: "case_status_before", value: before.status.rawValue),
            Attribute(name: "case_status", value: end.rawValue),
        ]
        return .allowed(work.draft.plan(consequence, .moved(after, from: before), shipment: work.shipment))
    }
}

extension RuleCheck {
    fileprivate mutating func mayTake(_ step: CaseStep, _ role: Actor.Role) {
        guard !step.roles.contains(role) else { return }
        let allowed = step.roles.map(\.rawValue).sorted().joined(separator: ", ")
        refuse("actor", ["step": step.rawValue, "actor": role.rawValue, "allowed": allowed])
    }
}

/// What one step does besides moving its case.
private struct CaseWork {
    let current: AfterSaleCase
    let facts: AfterSaleFacts
    private(set) var draft: PlanDraft
    private(set) var shipment: Shipment?
    private var shares: [RefundShare] = []
    private var charged: RefundShare?

    private var itemIDs: [String] { current.items.map(\.itemID) }

    init(_ current: AfterSaleCase, _ facts: AfterSaleFacts) {
        self.current = current
        self.facts = facts
        draft = PlanDraft(facts)
    }

    mutating func take(_ advance: CaseAdvance, _ check: inout RuleCheck) {
        switch (advance.step, current.kind) {
        case (.accept, .returnItems):
            draft.setStatus(.returned, of: itemIDs)
            move(to: .returned, &check)
        case (.accept, .exchangeItems): exchange(&check)
        case (.reject, .returnItems), (.withdraw, .returnItems), (.reject, .exchangeItems),
            (.withdraw, .exchangeItems):
            undo(&check)
        case (.refunded, _): giveBack(&check)
        case (.goodsSent, _), (.replacementSent, _): shipment = parcel(advance)
        default: break
        }
    }

    func fill(_ consequence: inout Consequence, _ check: RuleCheck) {
        consequence.giveBack(shares, check)
        guard let charged else { return }
        consequence.charge = Money(minorUnits: charged.minorUnits, currency: facts.order.currency)
        consequence.methodID = charged.method.id
    }

    /// The items become what was agreed, at the price that was agreed, and the difference is settled.
    private mutating func exchange(_ check: inout RuleCheck) {
        for swap in current.items {
            guard let item = facts.item(swap.itemID), let variantID = swap.newVariantID,
                let variant = facts.variant(variantID, of: item.productID)
            else {
                check.refuse("item", ["item": swap.itemID])
                continue
            }
            draft.replace(item, with: variant, unitPrice: swap.newUnitPrice ?? variant.price.minorUnits)
        }
        draft.setStatus(.exchanged, of: itemIDs)
        move(to: .delivered, &check)
        if let charge = current.charge, let method = check.method(current.methodID) {
            check.balance(of: method, covers: charge.minorUnits)
            draft.pay(.charge, charge.minorUnits, with: method)
            charged = RefundShare(method: method, minorUnits: charge.minorUnits)
        }
        if current.refund != nil { giveBack(&check) }
    }

    /// The goods stay with the customer, and what was set aside for them goes back on the shelf.
    private mutating func undo(_ check: inout RuleCheck) {
        for swap in current.items {
            guard let item = facts.item(swap.itemID) else { continue }
            draft.setStatus(facts.wasExchanged(item.id) ? .exchanged : .ordered, of: [item.id])
            guard let variantID = swap.newVariantID else { continue }
            draft.moveStock(variantID, of: item.productID, by: item.quantity)
        }
        let isPartlyReturned = draft.order.items.contains { $0.status == .returned }
        move(to: isPartlyReturned && facts.order.status == .returnRequested ? .returned : .delivered, &check)
    }

    /// An imported order may not be where its case says that it is.
    private mutating func move(to status: OrderStatus, _ check: inout RuleCheck) {
        guard facts.order.status.followers.contains(status) else {
            return check.refuse("status", ["status": facts.order.status.rawValue, "next": status.rawValue])
        }
        draft.move(to: status)
    }

    /// To the method that was agreed, or, where the goods stayed, the way the money came.
    private mutating func giveBack(_ check: inout RuleCheck) {
        guard let refund = current.refund else { return }
        if current.kind == .refund {
            shares = check.originalShares(of: refund.minorUnits)
        } else if let method = check.method(current.methodID) {
            shares = [RefundShare(method: method, minorUnits: refund.minorUnits)]
        }
        for share in shares { draft.pay(.refund, share.minorUnits, with: share.method) }
    }

    private func parcel(_ advance: CaseAdvance) -> Shipment? {
        advance.parcel.map { parcel in
            Shipment(
                id: "\(current.id)-\(current.steps.count)",
                orderID: current.orderID,
                carrier: parcel.carrier,
                trackingNumber: parcel.trackingNumber,
                status: .created,
                itemIDs: itemIDs,
                createdAt: facts.now,
                caseID: current.id,
                isTowardShop: advance.step == .goodsSent
            )
        }
    }
}

extension AfterSaleFacts {
    fileprivate func wasExchanged(_ itemID: String) -> Bool {
        cases.contains { exchange in
            exchange.kind == .exchangeItems && (exchange.status == .replacing || exchange.status == .completed)
                && exchange.items.map(\.itemID).contains(itemID)
        }
    }
}
