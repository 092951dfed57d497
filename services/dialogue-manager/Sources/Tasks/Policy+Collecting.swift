// Finds the values that a flow needs in what was said, and asks for those that are missing.
extension Policy {
    /// Nil when the value is known; else the question, or why it cannot be found.
    func collect(
        _ slot: FlowSlot,
        _ collecting: Collecting,
        _ task: inout FlowTask,
        _ context: TaskContext
    ) throws(Need) -> Decision? {
        switch slot {
        case .order: return task.orderNumber == nil ? try findOrder(&task, context) : nil
        case .items:
            if task.itemIDs.isEmpty, let decision = try findItems(&task, context) { return decision }
            task.joinKeptItems()
            return nil
        case .variants: return try findVariants(&task, context)
        case .reason: return task.reason == nil ? findReason(&task, collecting, context) : nil
        case .paymentMethod: return task.methodID == nil ? try findMethod(&task, collecting, context) : nil
        case .invoiceTitle: return task.invoice == nil ? try findInvoiceTitle(&task, context) : nil
        case .address: return task.address == nil ? try askForAddress(&task, context) : nil
        }
    }

    // MARK: Orders

    private func findOrder(_ task: inout FlowTask, _ context: TaskContext) throws(Need) -> Decision? {
        let search = GoodsSearch(try goods(&task, context), said: task.said, focus: context.tracker.focus)
        let found: [Order]
        switch search.orders {
        case .none(let decision): return none(decision, task, context)
        case .some(let orders): found = orders
        }
        let allowed = try self.allowed(found, task, context)
        if allowed.orders.count == 1 || found.count == 1, let order = allowed.orders.first ?? found.first {
            task.orderNumber = order.number
            return try allowed.orders.isEmpty ? refuse(task, allowed.violations, context) : nil
        }
        guard !allowed.orders.isEmpty else { return try refuseAll(found, task, allowed.violations, context) }
        let options = Array(allowed.orders.prefix(settings.optionsMax))
        if task.said.meansAll {
            split(&task, into: options.map { ($0, []) })
            return nil
        }
        return try askForOrder(options, task, more: allowed.orders.count - options.count, context)
    }

    private func askForOrder(
        _ orders: [Order],
        _ task: FlowTask,
        more: Int,
        _ context: TaskContext
    ) throws(Need) -> Decision {
        var facts = task.facts.merging(context.facts) { $1 }
        facts[.orders] = .list(
            try listed(orders, withTotals: false, tracker: context.tracker, findings: context.findings)
        )
        if more > 0 { facts[.more] = .number(more) }
        let question = Question(.task(.order), options: orders.map { Question.Option($0) })
        return hold(
            task,
            Answer(.taskWhichOrder, facts),
            question: question,
            cards: orders.map { .order($0) },
            isNew: context.isNew,
            because: "\(orders.count) orders fit"
        )
    }

    // MARK: Items

    private func findItems(_ task: inout FlowTask, _ context: TaskContext) throws(Need) -> Decision? {
        let orders = try goods(&task, context)
        task.goodsNames = Array(Set(orders.flatMap(\.items).map(\.name))).sorted()
        let search = GoodsSearch(orders, said: task.said, focus: context.tracker.focus)
        let found: [Goods]
        switch search.items {
        case .none(let decision): return none(decision, task, context)
        case .some(let items): found = items
        }
        let allowed = try self.allowed(found.map(\.order), task, context)
        let fitting = found.filter { goods in allowed.orders.contains { $0.number == goods.order.number } }
        guard let first = fitting.first else {
            return try refuseAll(found.map(\.order), task, allowed.violations, context)
        }
        if fitting.count == 1 || task.said.meansAll || search.isExact(fitting) {
            let numbers = fitting.map(\.order.number).reduce(into: [String]()) { numbers, number in
                if !numbers.contains(number) { numbers.append(number) }
            }
            split(
                &task,
                into: numbers.flatMap { number -> [(Order, [String])] in
                    let own = fitting.filter { $0.order.number == number }
                    if task.action.takesOneItem { return own.map { ($0.order, [$0.item.id]) } }
                    return [(own.first?.order ?? first.order, own.map(\.item.id))]
                }
            )
            return nil
        }
        return try askForItems(fitting, task, context)
    }

    private func askForItems(_ goods: [Goods], _ task: FlowTask, _ context: TaskContext) throws(Need) -> Decision {
        let shown = Array(goods.prefix(settings.optionsMax))
        var items: [Facts] = []
        for one in shown {
            var facts = try described(one.item, context)
            facts[.index] = .number(items.count + 1)
            facts[.orderNumber] = .text(one.order.number)
            items.append(facts)
        }
        var facts = task.facts.merging(context.facts) { $1 }
        facts[.items] = .list(items)
        if goods.count > shown.count { facts[.more] = .number(goods.count - shown.count) }
        let question = Question(.task(.items), options: shown.map { Question.Option($0) })
        return hold(
            task,
            Answer(.taskWhichItems, facts),
            question: question,
            isNew: context.isNew,
            because: "\(goods.count) items fit"
        )
    }

    /// Goods in several orders make a task of each order: each has a consequence of its own to agree to.
    private func split(_ task: inout FlowTask, into parts: [(order: Order, itemIDs: [String])]) {
        guard let first = parts.first else { return }
        task.orderNumber = first.order.number
        task.itemIDs = first.itemIDs
        task.followers = parts.dropFirst().map { FlowTask.Part(orderNumber: $0.order.number, itemIDs: $0.itemIDs) }
    }

    // MARK: Which orders the shop allows it for

    private func goods(_ task: inout FlowTask, _ context: TaskContext) throws(Need) -> [Order] {
        // A number that was written is looked up by itself: it may be older than those listed.
        if let number = task.said.orderNumbers.first {
            if let order = try context.findings.order(number: number) {
                task.said.orderNumbers = [order.number]
                return [order]
            }
            return []
        }
        return try context.findings.orders()
    }

    private func allowed(
        _ orders: [Order],
        _ task: FlowTask,
        _ context: TaskContext
    ) throws(Need) -> (orders: [Order], violations: [RuleViolation]) {
        var allowed: [Order] = []
        var violations: [RuleViolation]?
        var seen: Set<String> = []
        for order in orders where seen.count < settings.checkedOrdersMax && !seen.contains(order.number) {
            seen.insert(order.number)
            let options = try context.findings.afterSaleOptions(orderNumber: order.number)
            guard let option = options.first(where: { $0.kind == task.action }) else { continue }
            if option.violations.isEmpty { allowed.append(order) } else { violations = violations ?? option.violations }
        }
        return (allowed, violations ?? [])
    }

    private func refuseAll(
        _ orders: [Order],
        _ task: FlowTask,
        _ violations: [RuleViolation],
        _ context: TaskContext
    ) throws(Need) -> Decision {
        guard Set(orders.map(\.number)).count == 1, let order = orders.first else {
            return finish(task, .taskNothingFits, isNew: context.isNew, because: "no order allows it")
        }
        var refused = task
        refused.orderNumber = order.number
        return try refuse(refused, violations, context)
    }

    private func none(_ reason: GoodsSearch.Nothing, _ task: FlowTask, _ context: TaskContext) -> Decision {
        let because = "nothing is what was named"
        switch reason {
        case .noOrders:
            return finish(task, .noOrders, isNew: context.isNew, because: because)
        case .noSuchOrder(let number):
            return finish(task, .orderNotFound, [.orderNumber: .text(number)], isNew: context.isNew, because: because)
        case .noSuchProduct(let mention):
            return finish(
                task,
                .noOrderWithProduct,
                [.mention: .text(mention)],
                isNew: context.isNew,
                because: because
            )
        }
    }
}

extension Question.Option {
    fileprivate init(_ goods: Goods) {
        let described = ([goods.item.name] + goods.item.options).joined(separator: " ")
        self.init(
            id: "\(goods.order.number)/\(goods.item.id)",
            names: [described],
            productIDs: [goods.item.productID]
        )
    }
}
