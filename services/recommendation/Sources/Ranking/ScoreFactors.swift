import Foundation

/// What the facts about a product do to its score, as factors; 1 changes nothing.
struct ScoreFactors: Hashable, Sendable {
    var priceFit = 1.0
    var returns = 1.0
    var business = 1.0

    var product: Double { priceFit * returns * business }

    /// - Parameters:
    ///   - usualPriceMinor: what this customer pays for one piece; nil where it is not known.
    ///   - returnShare: the share of buyers who gave the product back.
    init(
        of product: ProductFacts?,
        usualPriceMinor: Int64?,
        returnShare: Double,
        rules: RankingRules,
        business: BusinessRules
    ) {
        returns = 1 - min(rules.returnsPenaltyMax, returnShare)
        guard let product else { return }
        self.business = business.factor(of: product)
        if let usual = usualPriceMinor, let price = product.priceMinor, usual > 0, price > 0 {
            // Twice and half the usual price are equally far from it.
            let distance = abs(log2(Double(price) / Double(usual)))
            priceFit = max(1 - rules.pricePenaltyMax, 1 - rules.pricePenaltyOfDoubling * distance)
        }
    }

    /// The median price of what the history turned to; nil where fewer than two prices are known.
    static func usualPrice(of history: CustomerHistory, counting: CountingRules, catalogue: Catalogue) -> Int64? {
        let products = Set(history.events.filter { counting.strength(of: $0, in: history) > 0 }.map(\.productID))
        let prices = products.compactMap { catalogue.products[$0]?.priceMinor }.sorted()
        return prices.count < 2 ? nil : prices[prices.count / 2]
    }
}
