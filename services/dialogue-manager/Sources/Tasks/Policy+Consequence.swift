// Preparing, showing, confirming and telling: the part of every task that moves money or goods.
extension Policy {
    /// Nil when order tracking would do it; what it would do is in the task then.
    func prepare(_ task: inout FlowTask, _ context: TaskContext) throws(Need) -> Decision? {
        // A yes belongs to the consequence that was shown, and to no other.
        if task.isAgreed { return nil }
        guard let request = task.request else {
            return finish(task, .taskDropped, isNew: context.isNew, because: "a value is missing")
        }
        switch try context.findings.preparation(request) {
        case .ready(let prepared):
            task.prepared = prepared
            return nil
        case .refused(let violations):
            return try refuse(task, violations, context)
        case .unknownOrder:
            let number = task.orderNumber ?? ""
            return finish(
                task,
                .orderNotFound,
                [.orderNumber: .text(number)],
                isNew: context.isNew,
                because: "the customer has no such order"
            )
        case .invalid:
            if task.invoice != nil {
                task.invoice = nil
                return try findInvoiceTitle(&task, context)
            }
            guard task.address != nil else { return handOver(.cannotDo) }
            task.address = nil
            return try askForAddress(&task, context)
        case .notServed:
            return offerHuman(for: task.action.topic)
        }
    }

    func confirm(_ key: AnswerKey, _ task: FlowTask, _ context: TaskContext) throws(Need) -> Decision {
        guard let prepared = task.prepared else {
            return finish(task, .taskDropped, because: "nothing was prepared")
        }
        let facts = try facts(of: task, prepared.consequence, context).merging(context.facts) { $1 }
        return hold(
            task,
            Answer(key, facts),
            question: Question(.task(nil)),
            isNew: context.isNew,
            because: "the customer must agree to the consequence"
        )
    }

    /// Nil when it is done; the answer follows.
    func execute(_ task: inout FlowTask, _ flow: Flow, _ context: TaskContext) throws(Need) -> Decision? {
        guard let prepared = task.prepared else {
            return finish(task, .taskDropped, because: "nothing was prepared")
        }
        // The token executes once, and the key is the token's own: whoever repeats the yes, nothing happens twice.
        let key = "task-" + String(stableHash(prepared.token), radix: 16)
        guard let confirmation = try context.findings.confirmation(token: prepared.token, key: key) else {
            task.isUncertain = true
            task.isAgreed = false
            task.step = flow.confirmStep(before: task.step) ?? task.step
            return hold(
                task,
                Answer(.taskUncertain, task.facts),
                question: Question(.task(nil)),
                because: "order-tracking did not answer the confirmation"
            )
        }
        switch confirmation {
        case .done(let executed):
            task.prepared?.consequence = executed.consequence
            task.caseNumber = executed.caseNumber
            return nil
        case .refused(let violations):
            return try refuse(task, violations, context)
        case .changed:
            return try prepareAnew(task, flow, context)
        }
    }

    /// The facts are not those that the customer agreed to: what would happen now is shown, and a new yes is needed.
    private func prepareAnew(_ task: FlowTask, _ flow: Flow, _ context: TaskContext) throws(Need) -> Decision {
        var task = task
        (task.isAgreed, task.isUncertain, task.prepared) = (false, false, nil)
        if let decision = try prepare(&task, context) { return decision }
        guard let step = flow.confirmStep(before: task.step), let index = flow.index(of: step),
            case .confirm(let key) = flow.steps[index].action
        else { return finish(task, .taskDropped, because: "the flow asks for no yes") }
        task.step = step
        var decision = try confirm(key, task, context)
        if case .reply(var reply) = decision.action {
            reply.answer.facts[.changed] = .text("")
            decision.action = .reply(reply)
        }
        return decision
    }

    /// Done: says what happened.
    func conclude(_ task: FlowTask, _ key: AnswerKey, _ context: TaskContext) throws(Need) -> Decision {
        var facts: Facts = task.facts
        do throws(Need) {
            if let prepared = task.prepared { facts = try self.facts(of: task, prepared.consequence, context) }
        } catch .unavailable {
            // It is done all the same, and that is said; only the details cannot be looked up now.
            return finish(task, .taskDonePlain, isNew: context.isNew, because: "it is done; its facts are out of reach")
        }
        if let number = task.caseNumber, !number.isEmpty { facts[.caseNumber] = .text(number) }
        var decision = finish(task, key, facts, isNew: context.isNew, because: "the flow is at its end")
        if case .reply(var reply) = decision.action, let moved = task.prepared?.consequence {
            reply.settlement = Settlement(refund: moved.refund, charge: moved.charge)
            decision.action = .reply(reply)
        }
        return decision
    }

    /// Says which rule forbids it, in the customer's words.
    func refuse(_ task: FlowTask, _ violations: [RuleViolation], _ context: TaskContext) throws(Need) -> Decision {
        let violation = violations.first ?? RuleViolation(rule: "")
        var facts: Facts = [:]
        if let number = task.orderNumber, let order = try context.findings.order(number: number) {
            facts = try named(order, tracker: context.tracker, findings: context.findings)
            facts[.status] = .word(.orderStatus, code: order.status.rawValue)
        }
        facts.merge(violation.wording) { $1 }
        return finish(
            task,
            facts[.orderNumber] == nil ? .taskRefusedAlone : AnswerKey(refusing: violation, facts),
            facts,
            isNew: context.isNew,
            because: "the rule \(violation.rule) forbids it"
        )
    }
}

extension Flow {
    fileprivate func confirmStep(before id: String) -> String? {
        guard let index = index(of: id) else { return nil }
        return steps[...index].last { step in if case .confirm = step.action { true } else { false } }?.id
    }
}

extension FlowTask {
    /// What order tracking is asked for; nil while a value is missing.
    var request: AfterSaleRequest? {
        let order = orderNumber ?? ""
        let exchanges = itemIDs.compactMap { id in variants[id].map { ItemExchange(itemID: id, variantID: $0) } }
        let action: AfterSaleAction
        switch self.action {
        case .cancelOrder:
            action = .cancelOrder(reason: reason ?? "")
        case .changeAddress:
            guard let address else { return nil }
            action = .changeAddress(address)
        case .changeDefaultAddress:
            guard let address else { return nil }
            return AfterSaleRequest(orderNumber: "", action: .changeDefaultAddress(address))
        case .changePayment:
            guard let methodID else { return nil }
            action = .changePayment(methodID: methodID)
        case .changeItems:
            guard let methodID, exchanges.count == itemIDs.count else { return nil }
            action = .changeItems(exchanges, methodID: methodID)
        case .returnItems:
            guard let methodID, !itemIDs.isEmpty else { return nil }
            action = .returnItems(itemIDs, methodID: methodID, reason: reason ?? "")
        case .refundItems:
            guard !itemIDs.isEmpty else { return nil }
            action = .refundItems(itemIDs, reason: reason ?? "")
        case .reportItem:
            guard let item = itemIDs.first, let problem = reason.flatMap(ItemProblem.init) else { return nil }
            action = .reportItem(item, problem: problem, description: said.text)
        case .requestInvoice:
            guard let invoice else { return nil }
            action = .requestInvoice(title: invoice.name, taxpayerNumber: invoice.taxpayerNumber)
        case .protectPrice:
            guard let item = itemIDs.first else { return nil }
            action = .protectPrice(itemID: item)
        case .exchangeItems:
            guard let methodID, exchanges.count == itemIDs.count else { return nil }
            action = .exchangeItems(exchanges, methodID: methodID, reason: reason ?? "")
        }
        return order.isEmpty ? nil : AfterSaleRequest(orderNumber: order, action: action)
    }
}

extension RuleViolation {
    /// The facts that broke it, as far as words need them.
    fileprivate var wording: Facts {
        var wording: Facts = [:]
        wording[.windowDays] = facts["window_days"].flatMap { Int($0) }.map { .number($0) }
        wording[.daysAgo] = facts["delivered_days_ago"].flatMap { Int($0) }.map { .number($0) }
        wording[.timesMax] = facts["times_max"].flatMap { Int($0) }.map { .number($0) }
        if let amount = facts["balance"].flatMap({ Int64($0) }), let currency = facts["currency"] {
            wording[.balance] = .money(Money(amount, currency))
        }
        return wording
    }
}

extension AnswerKey {
    /// The answer that explains a rule; a rule without one of its own gets the plain refusal.
    fileprivate init(refusing violation: RuleViolation, _ facts: Facts) {
        self =
            switch violation.name {
            case "status": .taskRefusedStatus
            case "window" where facts[.daysAgo] != nil && facts[.windowDays] != nil: .taskRefusedWindow
            case "times" where facts[.timesMax] != nil: .taskRefusedTimes
            case "category": .taskRefusedCategory
            case "item_status", "reported", "refunded": .taskRefusedItemStatus
            case "price": .taskNoPriceDrop
            case "available": .taskRefusedStock
            case "gift_card_balance" where facts[.balance] != nil: .taskRefusedBalance
            case "refund_destination": .taskRefusedDestination
            default: .taskRefused
            }
    }
}

extension AfterSaleKind {
    /// What a human is offered for where order tracking does not carry it out.
    var topic: Topic {
        switch self {
        case .cancelOrder: .cancelOrder
        case .changeAddress, .changeDefaultAddress: .changeAddress
        case .changePayment, .changeItems: .changeOrder
        case .returnItems: .returnItem
        case .exchangeItems: .exchangeItem
        case .refundItems: .refund
        case .reportItem: .damagedItem
        case .requestInvoice: .invoice
        case .protectPrice: .promotion
        }
    }
}
