extension Ranking {
    /// The first rule that keeps a product out; nil where none does. Rules about products hold once products are known.
    func exclusion(of productID: String, _ input: RankingInput) -> Exclusion? {
        if input.contextProductIDs.contains(productID) { return .inContext }
        if input.customer.disliked.contains(productID) { return .disliked }
        let boughtSince = input.now - Int64(rules.boughtDays) * CountingRules.millisecondsOfDay
        if let at = input.customer.boughtAt[productID], at >= boughtSince { return .bought }
        if let exclusion = exclusionByFacts(productID, input) { return exclusion }
        let isLikelyToComeBack = Set(input.customer.returnReasons.values).contains { reason in
            input.returns.share(of: productID, reason: reason, customersMin: rules.customersMin)
                >= rules.returnedForReasonShareMax
        }
        return isLikelyToComeBack ? .returnedForSameReason : nil
    }

    private func exclusionByFacts(_ productID: String, _ input: RankingInput) -> Exclusion? {
        guard input.catalogue.isKnown else { return nil }
        guard let product = input.catalogue.products[productID] else { return .notSold }
        if product.stock == 0 { return .outOfStock }
        if !input.category.isEmpty, product.category != input.category { return .otherCategory }
        return business.allows(product) ? nil : .shopRule
    }
}
