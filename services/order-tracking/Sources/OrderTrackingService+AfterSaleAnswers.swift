import Contracts

extension OrdersV1.ActionKind {
    init(_ kind: ActionKind) {
        switch kind {
        case .cancelOrder: self = .cancelOrder
        case .changeAddress: self = .changeAddress
        case .changePayment: self = .changePayment
        case .changeItems: self = .changeItems
        case .returnItems: self = .returnItems
        case .exchangeItems: self = .exchangeItems
        case .changeDefaultAddress: self = .changeDefaultAddress
        case .refund: self = .refund
        case .reportItem: self = .reportItem
        case .requestInvoice: self = .requestInvoice
        case .protectPrice: self = .protectPrice
        case .advanceCase: self = .advanceCase
        }
    }
}

extension OrdersV1.RuleViolation {
    init(_ violation: RuleViolation) {
        self.init(rule: violation.rule, facts: violation.facts.map(TypesV1.Attribute.init))
    }
}

extension OrdersV1.AfterSaleOption {
    init(_ option: AfterSaleOption) {
        self.init(
            kind: OrdersV1.ActionKind(option.kind),
            allowed: option.violations.isEmpty,
            violations: option.violations.map(OrdersV1.RuleViolation.init),
            untilUnixMs: option.until?.milliseconds ?? 0
        )
    }
}

extension OrdersV1.Consequence {
    init(_ consequence: Consequence) {
        self.init(
            kind: OrdersV1.ActionKind(consequence.kind),
            orderId: consequence.orderID,
            items: consequence.items.map(OrdersV1.OrderItem.init),
            refund: consequence.refund.map(TypesV1.Money.init),
            charge: consequence.charge.map(TypesV1.Money.init),
            paymentMethodId: consequence.methodID,
            refundDaysMax: UInt32(clamping: consequence.refundDaysMax),
            statusAfter: consequence.statusAfter.map(OrdersV1.OrderStatus.init) ?? .unspecified,
            blocks: consequence.blocks.map(OrdersV1.ActionKind.init),
            facts: consequence.facts.map(TypesV1.Attribute.init)
        )
    }
}

extension OrdersV1.ConfirmActionResponse {
    init(_ executed: AfterSaleDesk.Executed) {
        self.init(
            executed: OrdersV1.Consequence(executed.consequence),
            order: executed.entry.map(OrdersV1.Order.init),
            afterSaleCase: executed.afterSaleCase.map(OrdersV1.AfterSaleCase.init)
        )
    }
}

extension OrdersV1.AfterSaleCase {
    init(_ afterSaleCase: AfterSaleCase) {
        self.init(
            id: afterSaleCase.id,
            orderId: afterSaleCase.orderID,
            kind: OrdersV1.ActionKind(afterSaleCase.kind),
            status: OrdersV1.CaseStatus(afterSaleCase.status),
            openedUnixMs: afterSaleCase.openedAt.milliseconds,
            steps: afterSaleCase.steps.map { step in
                OrdersV1.CaseStep(
                    atUnixMs: step.at.milliseconds,
                    status: OrdersV1.CaseStatus(step.status),
                    note: step.note
                )
            },
            refund: afterSaleCase.refund.map(TypesV1.Money.init),
            charge: afterSaleCase.charge.map(TypesV1.Money.init),
            itemIds: afterSaleCase.items.map(\.itemID),
            reason: afterSaleCase.reason,
            details: afterSaleCase.details.map(TypesV1.Attribute.init)
        )
    }
}

extension OrdersV1.CaseStatus {
    init(_ status: CaseStatus) {
        switch status {
        case .open: self = .open
        case .awaitingGoods: self = .awaitingGoods
        case .inspecting: self = .inspecting
        case .refunding: self = .refunding
        case .replacing: self = .replacing
        case .completed: self = .completed
        case .rejected: self = .rejected
        case .withdrawn: self = .withdrawn
        }
    }
}

extension OrdersV1.AuditRecord {
    init(_ record: AuditRecord) {
        self.init(
            id: UInt64(clamping: record.id),
            atUnixMs: record.at.milliseconds,
            actor: OrdersV1.Actor(
                role: record.actor.role.rawValue,
                id: record.actor.id,
                conversationId: record.actor.conversationID
            ),
            customerId: record.customerID,
            kind: OrdersV1.ActionKind(record.kind),
            reason: record.reason,
            beforeJson: record.before,
            afterJson: record.after,
            idempotencyKey: record.idempotencyKey
        )
    }
}
