import ItemRecommendation

extension Ranking {
    /// What speaks for each product, strongest first: counted evidence, then what the trained model leads from, then
    /// likeness, then popularity.
    func reasons(for products: [Placed], _ input: RankingInput) -> [String: [RankedProduct.Reason]] {
        let counted = countedReasons(for: Set(products.map(\.productID)), input)
        var reasons: [String: [RankedProduct.Reason]] = [:]
        for product in products {
            let id = product.productID
            var own: [RankedProduct.Reason] = product.parts[.intent] != nil ? [.lastIntent] : []
            own += counted[id] ?? []
            if product.parts[.learned] != nil { own += learnedReasons(for: id, beside: own, input) }
            if product.parts[.content] != nil, let seed = nearestSeed(to: id, input) {
                own.append(.similarContent(to: seed))
            }
            if let popular = input.popularity.reason(for: id) { own.append(popular) }
            reasons[id] = Array(own.prefix(rules.reasonsMax))
        }
        return reasons
    }

    private func countedReasons(
        for products: Set<String>,
        _ input: RankingInput
    ) -> [String: [RankedProduct.Reason]] {
        var found: [String: [(part: Double, reason: RankedProduct.Reason)]] = [:]
        for seed in input.seeds {
            for product in input.related[seed.productID] ?? []
            where products.contains(product.productID) && product.pair.customers >= rules.customersMin {
                found[product.productID, default: []].append(
                    (
                        part: seed.weight * product.similarity(shrinkage: rules.shrinkage),
                        reason: product.reason(seed: seed.productID, customersMin: rules.customersMin)
                    )
                )
            }
        }
        return found.mapValues { parts in
            // The sort must not depend on the order of arrival, which for equal parts is that of the seeds.
            parts.enumerated().sorted { ($1.element.part, $0.offset) < ($0.element.part, $1.offset) }
                .map(\.element.reason)
        }
    }

    /// Two at most, of products that no counted reason names already.
    private func learnedReasons(
        for productID: String,
        beside reasons: [RankedProduct.Reason],
        _ input: RankingInput
    ) -> [RankedProduct.Reason] {
        guard let recommender = input.model?.recommender, let number = recommender.number(of: productID) else {
            return []
        }
        let named = Set(reasons.compactMap(\.otherProductID))
        return recommender.explain(number, history: input.modelHistory)
            .map { recommender.itemNames[Int($0.historyItem)] }
            .filter { !named.contains($0) }
            .prefix(2)
            .map { input.customer.boughtAt[$0] != nil ? .ownPurchase(of: $0) : .ownInterest(in: $0) }
    }

    private func nearestSeed(to productID: String, _ input: RankingInput) -> String? {
        input.seeds.prefix(rules.contentSeedsMax)
            .compactMap { seed in
                input.catalogue.content.similarity(seed.productID, productID).map { (seed.productID, $0) }
            }
            .max { ($0.1, $1.0) < ($1.1, $0.0) }?.0
    }
}

extension RankedProduct.Reason {
    /// The product that it rests on, where there is one.
    var otherProductID: String? {
        switch self {
        case .boughtTogether(let product, _), .viewedTogether(let product, _), .similarContent(let product),
            .ownPurchase(let product), .ownInterest(let product):
            product
        case .popular, .lastIntent: nil
        }
    }
}
