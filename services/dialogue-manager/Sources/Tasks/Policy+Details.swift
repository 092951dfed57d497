// What replaces an item, why, paid how, sent where.
extension Policy {
    // MARK: Variants

    /// Each item needs another variant of its product; they are asked for one after the other.
    func findVariants(_ task: inout FlowTask, _ context: TaskContext) throws(Need) -> Decision? {
        guard let number = task.orderNumber, let order = try context.findings.order(number: number) else {
            return finish(task, .orderNotFound, [.orderNumber: .text(task.orderNumber ?? "")], because: "it is gone")
        }
        for id in task.itemIDs where task.variants[id] == nil {
            guard let item = order.items.first(where: { $0.id == id }),
                let product = try context.findings.product(id: item.productID)
            else { return handOver(.cannotDo) }
            let others = product.variants.filter { $0.id != nil && $0.id != item.variantID }
            let wish = VariantWish(said: task.said, item: item, product: product, besides: names(of: task, in: order))
            let wanted = wish.fitting(others)
            let available = wish.chosen(of: wanted.filter { $0.has(units: item.quantity) })
            task.optionValues = Array(
                Set(
                    product.variants.flatMap(\.options).filter { !OptionWords.answers.contains($0.lowercased()) }
                        + (task.optionValues ?? [])
                )
            ).sorted()
            if available.count == 1, let variant = available.first, wish.isStated || others.count == 1 {
                task.variants[id] = variant.id
                continue
            }
            let choices = available.isEmpty ? others.filter { $0.has(units: item.quantity) } : available
            guard !choices.isEmpty else {
                let facts = try described(item, context)
                return finish(task, .taskNoOtherVariant, facts, isNew: context.isNew, because: "nothing else is there")
            }
            let isMissing = available.isEmpty && !task.said.newOptions.isEmpty
            return try askForVariant(choices, of: item, task, isMissing: isMissing, context)
        }
        return nil
    }

    private func names(of task: FlowTask, in order: Order) -> [String] {
        order.items.filter { task.itemIDs.contains($0.id) }.map(\.name)
    }

    private func askForVariant(
        _ variants: [ProductVariant],
        of item: OrderItem,
        _ task: FlowTask,
        isMissing: Bool,
        _ context: TaskContext
    ) throws(Need) -> Decision {
        let shown = Array(variants.prefix(settings.variantsMax))
        var facts = try described(item, context).merging(task.facts) { $1 }.merging(context.facts) { $1 }
        if isMissing { facts[.missing] = .words(.option, codes: task.said.newOptions) }
        facts[.variants] = .list(
            shown.enumerated().map { position, variant in
                var facts: Facts = [
                    .index: .number(position + 1), .variant: .words(.option, codes: variant.options),
                    .price: .money(variant.price),
                ]
                facts[.stock] = variant.stockFact
                return facts
            }
        )
        let question = Question(
            .task(.variants),
            options: shown.map {
                Question.Option(id: $0.id ?? "", names: [$0.options.joined(separator: " ")], productIDs: [])
            }
        )
        return hold(
            task,
            Answer(.taskWhichVariant, facts),
            question: question,
            isNew: context.isNew,
            because: "\(variants.count) variants can replace it"
        )
    }

    // MARK: Reasons

    func findReason(_ task: inout FlowTask, _ collecting: Collecting, _ context: TaskContext) -> Decision? {
        if let code = collecting.code(in: task.said.text) ?? collecting.assume {
            task.reason = code
            return nil
        }
        var facts = task.facts.merging(context.facts) { $1 }
        facts[.reasons] = .list(
            collecting.choices.enumerated().map { position, choice in
                [.index: .number(position + 1), .reason: .word(.reason, code: choice.code)]
            }
        )
        let question = Question(
            .task(.reason),
            options: collecting.choices.map { Question.Option(id: $0.code, names: $0.words, productIDs: []) }
        )
        return hold(
            task,
            Answer(.taskWhichReason, facts),
            question: question,
            isNew: context.isNew,
            because: "the shop's rules depend on the reason"
        )
    }

    // MARK: Payment methods

    /// `assume: original` takes what the order was paid with; without it another one is asked for.
    func findMethod(
        _ task: inout FlowTask,
        _ collecting: Collecting,
        _ context: TaskContext
    ) throws(Need) -> Decision? {
        let methods = try context.findings.customer()?.paymentMethods ?? []
        let order =
            try task.orderNumber.map { number throws(Need) in try context.findings.order(number: number) } ?? nil
        let original = order?.payments.first { !$0.isRefund }?.methodID
        let named = methods.filter { $0.isNamed(by: task.said) }
        if named.count == 1, let method = named.first {
            task.methodID = method.id
            return nil
        }
        if named.isEmpty, collecting.assume == "original", let original {
            task.methodID = original
            return nil
        }
        let options = (named.isEmpty ? methods : named).filter { collecting.assume != nil || $0.id != original }
        guard !options.isEmpty else {
            return finish(task, .taskNoOtherMethod, isNew: context.isNew, because: "the customer has no other method")
        }
        if options.count == 1, let method = options.first {
            task.methodID = method.id
            return nil
        }
        var facts = task.facts.merging(context.facts) { $1 }
        facts[.methods] = .list(
            options.enumerated().map { [.index: .number($0 + 1), .method: .method($1)] }
        )
        let question = Question(
            .task(.paymentMethod),
            options: options.map {
                Question.Option(id: $0.id, names: [$0.brand, $0.lastFour].filter { !$0.isEmpty }, productIDs: [])
            }
        )
        return hold(
            task,
            Answer(.taskWhichMethod, facts),
            question: question,
            isNew: context.isNew,
            because: "\(options.count) methods fit"
        )
    }

    // MARK: Invoices

    func findInvoiceTitle(_ task: inout FlowTask, _ context: TaskContext) throws(Need) -> Decision? {
        let plain = PlainText(task.said.text)
        if ["个人", "personal", "my name", "myself"].contains(where: { plain.mentions($0) }),
            let number = task.orderNumber, let name = try context.findings.order(number: number)?.address?.recipient,
            !name.isEmpty
        {
            task.invoice = InvoiceTitle(name: name)
            return nil
        }
        if task.isAnsweringInvoice, let title = InvoiceTitle(task.said.text) {
            task.invoice = title
            return nil
        }
        task.isAnsweringInvoice = true
        return hold(
            task,
            Answer(.taskWhichInvoiceTitle, task.facts.merging(context.facts) { $1 }),
            question: Question(.task(.invoiceTitle)),
            isNew: context.isNew,
            because: "an invoice needs a name"
        )
    }

    // MARK: Addresses

    func askForAddress(_ task: inout FlowTask, _ context: TaskContext) throws(Need) -> Decision? {
        let customer = try context.findings.customer()
        let order =
            try task.orderNumber.map { number throws(Need) in try context.findings.order(number: number) } ?? nil
        let present = order?.address ?? customer?.defaultAddress
        if let address = AddressText.address(in: task.said.text, replacing: present) {
            task.address = address
            return nil
        }
        let known = customer?.defaultAddress.flatMap { $0 == present ? nil : $0 }
        if let known, DefaultAddressWords.areIn(task.said.text) {
            task.address = known
            return nil
        }
        var facts = task.facts.merging(context.facts) { $1 }
        facts[.oldAddress] = present.map { .text($0.text) }
        facts[.address] = known.map { .text($0.text) }
        return hold(
            task,
            Answer(.taskWhichAddress, facts),
            question: Question(.task(.address)),
            isNew: context.isNew,
            because: "no address was written"
        )
    }
}

/// "用我的默认地址".
enum DefaultAddressWords {
    static func areIn(_ text: String) -> Bool {
        let plain = PlainText(text)
        return ["默认地址", "常用地址", "default address"].contains { plain.text.contains($0) }
    }
}

extension Collecting {
    /// The choice whose words stand in the text; the longest word wins, since "不太合适" says more than "合适".
    func code(in text: String) -> String? {
        let plain = PlainText(text)
        var best: (code: String, length: Int)?
        for choice in choices {
            for word in choice.words where plain.mentions(word) && word.count > best?.length ?? 0 {
                best = (choice.code, word.count)
            }
        }
        return best?.code
    }
}

extension PaymentMethod {
    /// By its brand, its kind, or its last four digits.
    func isNamed(by said: Said) -> Bool {
        let text = PlainText(said.text)
        if !lastFour.isEmpty, text.codes.contains(where: { $0 == lastFour }) { return true }
        let words = said.methods.map { PlainText($0).text }
        if !brand.isEmpty, text.mentions(brand) || words.contains(where: { brand.lowercased().contains($0) }) {
            return true
        }
        switch kind {
        case .giftCard: return ["礼品卡", "gift card"].contains { text.text.contains($0) }
        case .card:
            return ["信用卡", "银行卡", "储蓄卡", "credit card", "debit card", "my card"].contains { text.text.contains($0) }
        case .wallet: return ["钱包", "wallet", "paypal"].contains { text.text.contains($0) }
        case .unknown: return false
        }
    }
}
