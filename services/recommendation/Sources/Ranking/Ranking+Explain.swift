import ItemRecommendation

/// Everything behind one recommendation, whether it would be made or not.
struct Explanation: Hashable, Sendable {
    struct Contribution: Hashable, Sendable {
        let feature: String
        let value: Double
        let contribution: Double
    }

    let product: RankedProduct
    let contributions: [Contribution]
    /// The rule that keeps it out now.
    let exclusion: Exclusion?
}

extension Ranking {
    func explain(_ productID: String, _ input: RankingInput) -> Explanation {
        let blend = candidates(input)
        let usualPrice = ScoreFactors.usualPrice(
            of: input.customer.history,
            counting: counting,
            catalogue: input.catalogue
        )
        let placed = Placed(
            productID: productID,
            parts: blend.parts[productID] ?? [:],
            factors: factors(of: productID, usualPriceMinor: usualPrice, input)
        )
        let reasons = reasons(for: [placed], input)[productID] ?? []
        return Explanation(
            product: RankedProduct(productID: productID, score: placed.score, reasons: reasons),
            contributions: learnedContributions(productID, input) + parts(of: placed),
            exclusion: exclusion(of: productID, input)
        )
    }

    private func learnedContributions(_ productID: String, _ input: RankingInput) -> [Explanation.Contribution] {
        guard let model = input.model, let number = model.recommender.number(of: productID) else { return [] }
        return model.withWorkspace { scores in
            model.recommender.contributions(to: number, for: input.modelHistory, scores: &scores)
        }.map {
            Explanation.Contribution(
                feature: $0.feature,
                value: Double($0.value),
                contribution: Double($0.contribution)
            )
        }
    }

    /// The final score is the sum of the sources' parts, times each factor.
    private func parts(of placed: Placed) -> [Explanation.Contribution] {
        let sources = CandidateBlend.Source.allCases.compactMap { source in
            placed.parts[source].map {
                Explanation.Contribution(feature: "source.\(source.rawValue)", value: $0, contribution: $0)
            }
        }
        let sum = sources.reduce(0) { $0 + $1.contribution }
        let factors = [
            ("rule.price_fit", placed.factors.priceFit), ("rule.returns", placed.factors.returns),
            ("rule.business", placed.factors.business),
        ].filter { $0.1 != 1 }
        return sources
            + factors.map { Explanation.Contribution(feature: $0.0, value: $0.1, contribution: sum * ($0.1 - 1)) }
    }
}
