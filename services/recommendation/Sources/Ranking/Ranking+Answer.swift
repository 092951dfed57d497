import ItemRecommendation

extension Ranking {
    /// A candidate with everything that its place rests on.
    struct Placed: Hashable, Sendable {
        let productID: String
        let parts: [CandidateBlend.Source: Double]
        let factors: ScoreFactors

        var score: Double {
            CandidateBlend.Source.allCases.reduce(0) { $0 + (parts[$1] ?? 0) } * factors.product
        }
    }

    /// Best first, with their reasons; equal scores in order of their ids, so that equal customers get equal answers.
    func answer(_ input: RankingInput, limit: Int) -> [RankedProduct] {
        let placed = place(candidates(input), input)
        let byID = Dictionary(uniqueKeysWithValues: placed.map { ($0.productID, $0) })
        let scored = placed.prefix(rules.diversityPoolMax).map {
            Diversity.Scored(
                productID: $0.productID,
                score: $0.score,
                category: input.category.isEmpty ? input.catalogue.category(of: $0.productID) : nil
            )
        }
        let diversity = Diversity(
            weight: rules.diversityWeight,
            categoryMax: max(1, Int((Double(limit) * rules.categoryShareMax).rounded(.up)))
        )
        let picks = diversity.pick(scored, limit: limit) { likeness($0, $1, input.catalogue) }
        let reasons = reasons(for: picks.compactMap { byID[$0.productID] }, input)
        return picks.map {
            RankedProduct(productID: $0.productID, score: $0.score, reasons: reasons[$0.productID] ?? [])
        }
    }

    /// Candidates that no rule keeps out, best first.
    func place(_ blend: CandidateBlend, _ input: RankingInput) -> [Placed] {
        let usualPrice = ScoreFactors.usualPrice(
            of: input.customer.history,
            counting: counting,
            catalogue: input.catalogue
        )
        return blend.parts.filter { exclusion(of: $0.key, input) == nil }.map { product, parts in
            Placed(
                productID: product,
                parts: parts,
                factors: factors(of: product, usualPriceMinor: usualPrice, input)
            )
        }
        .map { (placed: $0, score: $0.score) }
        .sorted { ($1.score, $0.placed.productID) < ($0.score, $1.placed.productID) }
        .map(\.placed)
    }

    func factors(of productID: String, usualPriceMinor: Int64?, _ input: RankingInput) -> ScoreFactors {
        ScoreFactors(
            of: input.catalogue.products[productID],
            usualPriceMinor: usualPriceMinor,
            returnShare: input.returns.share(of: productID, customersMin: rules.customersMin),
            rules: rules,
            business: business
        )
    }

    /// By content where both have vectors, else the same category or not.
    private func likeness(_ one: Diversity.Scored, _ other: Diversity.Scored, _ catalogue: Catalogue) -> Double {
        if let similarity = catalogue.content.similarity(one.productID, other.productID) {
            return Double(max(0, similarity))
        }
        return one.category != nil && one.category == other.category ? 0.5 : 0
    }
}
