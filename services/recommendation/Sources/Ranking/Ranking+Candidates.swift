import ItemRecommendation

extension Ranking {
    /// What may be recommended, each list with its weight.
    func candidates(_ input: RankingInput) -> CandidateBlend {
        var blend = CandidateBlend(rankOffset: rules.rankOffset)
        blend.add(learned(input), from: .learned, weight: rules.learnedWeight)
        blend.add(live(input), from: .live, weight: rules.liveWeight)
        blend.add(contentNeighbours(input), from: .content, weight: rules.contentWeight)
        if let intent = input.intent {
            let fitting = input.catalogue.content.nearest(to: intent, limit: rules.candidatesOfSourceMax)
            blend.add(fitting.filter { $0.similarity > 0 }.map(\.name), from: .intent, weight: rules.intentWeight)
        }
        blend.add(popular(input), from: .popular, weight: rules.popularWeight)
        return blend
    }

    /// By the trained trees, from the customer's history.
    private func learned(_ input: RankingInput) -> [String] {
        let history = input.modelHistory
        guard let model = input.model, !history.isEmpty else { return [] }
        let recommender = model.recommender
        let unwelcome = Set(
            (input.customer.disliked.union(input.customer.boughtAt.keys)).compactMap(recommender.number(of:))
        )
        return model.withWorkspace { scores in
            recommender.recommend(
                for: history,
                limit: rules.candidatesOfSourceMax,
                scores: &scores,
                fillsWithPopular: false
            ) { !unwelcome.contains($0) }
        }.map { recommender.itemNames[Int($0.item)] }
    }

    /// By what is counted up to this moment; of products that the model knows, the model speaks.
    private func live(_ input: RankingInput) -> [String] {
        let known = input.model?.recommender
        let related = input.related.mapValues { neighbours in
            neighbours.filter { known?.number(of: $0.productID) == nil }
        }
        return rank(
            seeds: input.seeds,
            related: related,
            popularity: nil,
            excluding: Set(input.contextProductIDs),
            limit: rules.candidatesOfSourceMax
        ).map(\.productID)
    }

    /// New products that are like what the customer turned to, the best likeness of each.
    private func contentNeighbours(_ input: RankingInput) -> [String] {
        var best: [String: Float] = [:]
        for seed in input.seeds.prefix(rules.contentSeedsMax) {
            let neighbours = input.catalogue.content.nearest(
                to: seed.productID,
                limit: rules.candidatesOfSourceMax,
                in: input.newProducts
            )
            for neighbour in neighbours where neighbour.similarity >= rules.contentLikenessMin {
                best[neighbour.name] = max(best[neighbour.name] ?? 0, neighbour.similarity)
            }
        }
        return best.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(rules.candidatesOfSourceMax).map(\.key)
    }

    /// What sells of late, sooner where it is of the categories that the customer turns to.
    private func popular(_ input: RankingInput) -> [String] {
        let shares = CustomerSegments.categoryShares(
            of: input.customer.history,
            counting: counting,
            catalogue: input.catalogue
        )
        return input.popularity.products.keys.map { product in
            let share = input.catalogue.category(of: product).map { shares[$0] ?? 0 } ?? 0
            return (product: product, worth: input.popularity.share(of: product) * (1 + rules.segmentWeight * share))
        }
        .sorted { ($1.worth, $0.product) < ($0.worth, $1.product) }
        .prefix(rules.candidatesOfSourceMax).map(\.product)
    }
}
