// What an action would do, as facts for words.
extension Policy {
    func facts(
        of task: FlowTask,
        _ consequence: Consequence,
        _ context: TaskContext
    ) throws(Need) -> Facts {
        var facts = task.facts
        let order =
            try task.orderNumber.map { number throws(Need) in try context.findings.order(number: number) } ?? nil
        if let order {
            facts.merge(try named(order, tracker: context.tracker, findings: context.findings)) { $1 }
        }
        facts[.items] = .list(try items(of: task, consequence, order, context))
        facts[.reason] = task.reason.map { .word(.reason, code: $0) }
        facts.merge(try money(consequence, context)) { $1 }
        if task.action == .changePayment, let paid = order?.payments.last(where: { !$0.isRefund }) {
            facts[.oldMethod] = try method(paid.methodID, context).map { .method($0) }
        }
        if let address = task.address {
            facts[.address] = .text(address.text)
            if !address.recipient.isEmpty { facts[.recipient] = .text(address.recipient) }
            if !address.phone.isEmpty { facts[.phone] = .text(address.phone) }
        }
        if let invoice = task.invoice {
            facts[.invoiceTitle] = .text(invoice.name)
            if !invoice.taxpayerNumber.isEmpty { facts[.taxpayerNumber] = .text(invoice.taxpayerNumber) }
        }
        if consequence.needsApproval { facts[.approval] = .text("") }
        let blocks = consequence.blocks.map(\.rawValue)
        if !blocks.isEmpty { facts[.blocks] = .words(.task, codes: blocks) }
        return facts
    }

    private func money(_ consequence: Consequence, _ context: TaskContext) throws(Need) -> Facts {
        var facts: Facts = [:]
        facts[.refund] = consequence.refund.map { .money($0) }
        facts[.charge] = consequence.charge.map { .money($0) }
        facts[.fee] = consequence.fee.map { .money($0) }
        if consequence.refund != nil {
            if consequence.refundDaysMax > 0 { facts[.days] = .number(consequence.refundDaysMax) }
        }
        if !consequence.methodID.isEmpty {
            facts[.method] = try method(consequence.methodID, context).map { .method($0) }
        }
        return facts
    }

    func method(_ id: String, _ context: TaskContext) throws(Need) -> PaymentMethod? {
        try context.findings.customer()?.paymentMethods.first { $0.id == id }
    }

    /// The items with what they are; for a swap also what they become. A finished change shows the new item already,
    /// so what there was is taken from the order as the task found it, where that still holds it.
    private func items(
        of task: FlowTask,
        _ consequence: Consequence,
        _ order: Order?,
        _ context: TaskContext
    ) throws(Need) -> [Facts] {
        var listed: [Facts] = []
        for item in consequence.items {
            var facts = try described(item, context)
            facts[.index] = .number(listed.count + 1)
            if let variantID = task.variants[item.id],
                let variant = try context.findings.product(id: item.productID)?.variants
                    .first(where: { $0.id == variantID })
            {
                let before = order?.items.first { $0.id == item.id } ?? item
                facts[.variant] = before.variantID == variantID ? nil : .words(.option, codes: before.options)
                facts[.newVariant] = .words(.option, codes: variant.options)
                facts[.price] = .money(variant.price)
            }
            listed.append(facts)
        }
        return listed
    }

    /// What an item is called, which one it is, how many, and its price.
    func described(_ item: OrderItem, _ context: TaskContext) throws(Need) -> Facts {
        var name = LocalizedText(item.name)
        if context.tracker.language == .english {
            name = try context.findings.product(id: item.productID)?.name ?? name
        }
        var facts: Facts = [.product: .localized(name), .quantity: .number(item.quantity)]
        if !item.options.isEmpty { facts[.variant] = .words(.option, codes: item.options) }
        facts[.price] = item.unitPrice.map { .money($0) }
        return facts
    }
}
