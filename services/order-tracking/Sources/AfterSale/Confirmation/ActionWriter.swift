import SQLStorage

/// Writes what was decided, and that it was done, inside the transaction that it was decided in.
struct ActionWriter {
    let database: Database
    let policy: AfterSalePolicy
    let now: Timestamp

    func write(_ decided: Decided, _ action: AfterSaleAction, customerID: String, actor: Actor, key: String) throws {
        let texts = try apply(decided.change, customerID: customerID)
        try AuditRecord(
            at: now,
            customerID: customerID,
            orderID: decided.consequence.orderID,
            kind: action.kind,
            reason: action.reason,
            actor: actor,
            before: texts.before,
            after: texts.after,
            idempotencyKey: key
        ).insert(database)
        guard case .order(let plan, _) = decided.change, let shipment = plan.shipment else { return }
        var intake = LogisticsIntake(database: database, policy: policy, now: now)
        try intake.attach(to: shipment)
        try intake.follow()
    }

    /// Answers with the texts of what was and what is.
    private func apply(_ change: Decided.Change, customerID: String) throws -> (before: String, after: String) {
        switch change {
        case .defaultAddress(let address, let before):
            try Customer.setDefaultAddress(database, customerID: customerID, address)
            return (before?.object.columnText ?? "", address.object.columnText)
        case .order(let plan, let facts):
            try apply(plan, before: facts)
            return (text(facts.order, plan.caseChange?.before), text(plan.order, plan.caseChange?.after))
        }
    }

    private func apply(_ plan: AfterSalePlan, before facts: AfterSaleFacts) throws {
        try plan.order.update(database, from: facts.order)
        for (methodID, minorUnits) in plan.balanceChanges {
            try PaymentMethod.add(database, minorUnits, customerID: plan.order.customerID, methodID: methodID)
        }
        for (variantID, units) in plan.stockChanges {
            try Variant.addStock(database, units, variantID: variantID)
        }
        switch plan.caseChange {
        case .opened(let opened): try opened.insert(database)
        case .moved(let moved, _): try moved.update(database)
        case nil: break
        }
        if let after = plan.caseChange?.after { try OrderChange.insert(database, plan.order, of: after) }
        try plan.shipment?.insert(database, region: plan.order.address.province)
    }

    /// The order and, where one is concerned, the case, as lines of the import format.
    private func text(_ order: Order, _ afterSaleCase: AfterSaleCase?) -> String {
        ([ShopRecord.order(order)] + (afterSaleCase.map { [.afterSaleCase($0)] } ?? []))
            .map(\.json.columnText).joined(separator: "\n")
    }
}
