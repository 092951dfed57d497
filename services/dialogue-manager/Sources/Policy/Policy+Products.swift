extension Policy {
    func askAboutProduct(
        _ aspect: ProductAspect,
        _ reference: ProductReference,
        tracker: Tracker,
        findings: Findings
    ) throws(Need) -> Decision {
        let isAboutFocus = reference.mention == nil && reference.unknownWords == nil
        if let id = reference.id ?? (isAboutFocus ? tracker.focus.productID : nil) {
            guard let product = try findings.product(id: id) else {
                return say(.productNotNamed, because: "the product has left the catalogue")
            }
            return tell(aspect, of: product, reference)
        }
        guard let mention = reference.mention ?? reference.unknownWords else {
            return say(.productNotNamed, because: "no product was named before")
        }
        let products = try findings.products(mention: mention)
        guard let first = products.first else {
            guard reference.mention != nil else {
                return say(.productNotNamed, because: "the words that may name a product are none of the catalogue's")
            }
            return say(.productNotFound, [.mention: .text(mention)], because: "the catalogue has no such product")
        }
        if let exact = products.first(where: { $0.isCalled(mention) }) {
            return tell(aspect, of: exact, reference)
        }
        guard products.count > 1 else { return tell(aspect, of: first, reference) }
        return ask(.whichProduct, about: aspect, products, tracker: tracker)
    }

    private func tell(_ aspect: ProductAspect, of product: Product, _ reference: ProductReference) -> Decision {
        let options = reference.options
        let answer =
            switch aspect {
            case _ where reference.extreme != nil && product.isForSale: extreme(of: product, reference.extreme)
            case .price: price(of: product)
            case .stock: stock(of: product, options: options)
            case .size where !options.isEmpty: stock(of: product, options: options)
            case .size: sizes(of: product)
            case .details: details(of: product)
            }
        let reply = Reply(
            answer,
            focus: Focus(productID: product.id),
            cards: [.product(product)],
            settles: .product
        )
        return Decision(.reply(reply), because: "the product is known")
    }

    private func price(of product: Product) -> Answer {
        guard let facts = product.priceFacts else {
            return Answer(.productSoldOut, [.product: .localized(product.name)])
        }
        return Answer(.productPrice, facts)
    }

    /// The cheapest or dearest version that can be bought.
    private func extreme(of product: Product, _ extreme: PriceExtreme?) -> Answer {
        let variants = product.variants.filter { $0.has(units: 1) }
        let listed = extreme?.chosen(of: variants) ?? variants
        return Answer(
            extreme == .highest ? .productDearest : .productCheapest,
            [
                .product: .localized(product.name),
                .variants: .list(
                    listed.prefix(settings.optionsMax).map {
                        [.variant: .words(.option, codes: $0.options), .price: .money($0.price)]
                    }
                ),
            ]
        )
    }

    /// Stock of the variants that have all the named options.
    private func stock(of product: Product, options: [String]) -> Answer {
        let wanted = options.map { PlainText($0).text }
        let meant = product.variants.filter { variant in
            let own = variant.options.map { PlainText($0).text }
            return wanted.allSatisfy { option in own.contains { $0 == option || $0.contains(option) } }
        }
        var facts: Facts = [.product: .localized(product.name)]
        if !options.isEmpty { facts[.variant] = .texts(options) }
        guard !meant.isEmpty || options.isEmpty else {
            if !product.sizes.isEmpty { facts[.sizes] = .texts(product.sizes) }
            return Answer(.productWithoutVariant, facts)
        }
        let available = meant.filter { $0.has(units: 1) }
        guard !available.isEmpty else { return Answer(.productSoldOut, facts) }
        if !available.contains(where: { $0.isUncounted == true }) {
            facts[.stock] = .number(available.map(\.stock).reduce(0, +))
        }
        facts[.count] = .number(available.count)
        facts[.variants] = .list(
            available.filter { !$0.options.isEmpty }.prefix(settings.optionsMax).map { variant in
                var facts: Facts = [.variant: .texts(variant.options)]
                facts[.stock] = variant.stockFact
                return facts
            }
        )
        return Answer(.productInStock, facts)
    }

    private func sizes(of product: Product) -> Answer {
        let name: Facts = [.product: .localized(product.name)]
        guard !product.sizes.isEmpty else { return Answer(.productWithoutSizes, name) }
        return Answer(.productSizes, name.merging([.sizes: .texts(product.sizes)]) { $1 })
    }

    /// All that the catalogue says: whether it answers the question is for the customer to judge.
    private func details(of product: Product) -> Answer {
        var facts = product.priceFacts ?? [.product: .localized(product.name)]
        facts[.attributes] = .list(
            product.attributes.map { [.attribute: .text($0.name), .value: .text($0.value)] }
        )
        if !product.description.isEmpty { facts[.description] = .localized(product.description) }
        if product.stock > 0 { facts[.stock] = .number(product.stock) }
        let versions = product.variants.filter { $0.has(units: 1) }.count
        if versions > 0 { facts[.count] = .number(versions) }
        return Answer(.productDetails, facts)
    }

    private func ask(
        _ key: AnswerKey,
        about aspect: ProductAspect,
        _ products: [Product],
        tracker: Tracker
    ) -> Decision {
        let attempts = attempts(at: .whichProduct(aspect), tracker: tracker)
        guard attempts <= settings.clarificationAttemptsMax else { return handOver(.notUnderstood) }
        let shown = Array(products.filter { $0.priceRange != nil }.prefix(settings.optionsMax))
        var facts: Facts = [.products: .list(shown.enumerated().compactMap { $1.listed(at: $0) })]
        if products.count > shown.count { facts[.more] = .number(products.count - shown.count) }
        let question = Question(
            .whichProduct(aspect),
            options: shown.map { Question.Option($0) },
            attempts: attempts
        )
        let reply = Reply(Answer(key, facts), question: question, cards: shown.map { .product($0) })
        return Decision(.reply(reply), because: "\(products.count) products fit")
    }

    func recommend(_ reference: ProductReference, tracker: Tracker, findings: Findings) throws(Need) -> Decision {
        if let mention = reference.mention ?? reference.unknownWords {
            let matching = try findings.products(mention: mention).filter(\.isForSale)
            if !matching.isEmpty {
                return show(matching, as: .matchingProducts, because: "the catalogue has what was named")
            }
        }
        let context = reference.id ?? (reference.unknownWords == nil ? tracker.focus.productID : nil)
        let found = try findings.recommendations(productID: context)
        if let silence = found.silence { return keepSilent(silence) }
        let products = found.products.filter(\.isForSale)
        guard !products.isEmpty else { return say(.noRecommendations, because: "nothing in stock was recommended") }
        return show(products, as: .recommendations, for: found.reasons, because: "recommendation ranked these")
    }

    private func show(
        _ products: [Product],
        as key: AnswerKey,
        for reasons: [String: RecommendationReason] = [:],
        because reason: String
    ) -> Decision {
        let shown = Array(products.filter { $0.priceRange != nil }.prefix(settings.optionsMax))
        let listed = shown.enumerated().compactMap { position, product in
            product.listed(at: position)?.merging(reasons[product.id]?.facts ?? [:]) { $1 }
        }
        let facts: Facts = [.products: .list(listed)]
        let focus = shown.count == 1 ? shown.first.map { Focus(productID: $0.id) } : nil
        let question = Question(.listedProducts, options: shown.map { Question.Option($0) })
        var reply = Reply(Answer(key, facts), question: question, focus: focus, cards: shown.map { .product($0) })
        if !reasons.isEmpty { reply.reasons = reasons }
        return Decision(.reply(reply), because: reason)
    }
}

extension Policy {
    /// Asks the open question once more, with the facts of today; after too many tries brings in a human.
    func repeatQuestion(tracker: Tracker, findings: Findings) throws(Need) -> Decision {
        guard let question = tracker.question else { return unclear(tracker: tracker) }
        let ids = question.options.map(\.id)
        switch question.subject {
        case .whichOrder:
            let orders = try findings.orders().filter { ids.contains($0.number) }
            guard !orders.isEmpty else { return unclear(tracker: tracker) }
            return try ask(.whichOrderAgain, orders, tracker: tracker, findings: findings)
        case .whichProduct(let aspect):
            var products: [Product] = []
            for id in ids {
                if let product = try findings.product(id: id) { products.append(product) }
            }
            guard !products.isEmpty else { return unclear(tracker: tracker) }
            return ask(.whichProductAgain, about: aspect, products, tracker: tracker)
        case .task:
            return try askAgain(tracker: tracker, findings: findings)
        case .offerHuman, .listedOrders, .listedProducts, .whichKnowledge:
            return unclear(tracker: tracker)
        }
    }
}

extension Question.Option {
    fileprivate init(_ product: Product) {
        self.init(id: product.id, names: [product.name.chinese, product.name.english], productIDs: [product.id])
    }
}

extension Product {
    func isCalled(_ mention: String) -> Bool {
        [name.chinese, name.english].contains { PlainText($0) == PlainText(mention) }
    }

    fileprivate var priceFacts: Facts? {
        guard let range = priceRange else { return nil }
        var facts: Facts = [.product: .localized(name), .lowestPrice: .money(range.lowest)]
        if range.lowest != range.highest { facts[.highestPrice] = .money(range.highest) }
        return facts
    }

    fileprivate func listed(at position: Int) -> Facts? {
        guard let range = priceRange else { return nil }
        return [.index: .number(position + 1), .product: .localized(name), .price: .money(range.lowest)]
    }
}
