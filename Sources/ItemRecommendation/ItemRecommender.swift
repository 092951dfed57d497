package import RegressionTrees

/// Recommends items for a history of items.
///
/// Candidates come from item-to-item models; a ranker that was fitted on what users of the training data did next puts
/// them in order. An answer depends on the history it is given, so new events count at once without any training.
package struct ItemRecommender: Sendable, Equatable {
    package let itemNames: [String]
    package let models: ItemModels
    let blend: BlendRanker
    /// Absent where there was too little to learn from, or where they did worse than the blend.
    package let trees: TreeEnsemble?
    package let settings: RecommenderSettings
    /// How the ranker was chosen.
    package let rankerChoice: RankerChoice
    /// The most frequent items first.
    private let popular: [UInt32]
    private let itemNumbers: [String: UInt32]

    init(
        itemNames: [String],
        models: ItemModels,
        blend: BlendRanker,
        trees: TreeEnsemble?,
        rankerChoice: RankerChoice,
        settings: RecommenderSettings
    ) {
        self.itemNames = itemNames
        self.models = models
        self.blend = blend
        self.trees = trees
        self.rankerChoice = rankerChoice
        self.settings = settings
        itemNumbers = Dictionary(itemNames.enumerated().map { ($1, UInt32($0)) }) { first, _ in first }
        popular = models.frequencies.indices.sorted {
            models.frequencies[$0] != models.frequencies[$1]
                ? models.frequencies[$0] > models.frequencies[$1] : itemNames[$0] < itemNames[$1]
        }.map { UInt32($0) }
    }

    /// Fits the ranker on each user's last item with models of the items before it, then the models again on everything.
    package init(
        fitting sequences: InteractionSequences,
        settings: RecommenderSettings = RecommenderSettings(),
        progress: (String) -> Void = { _ in }
    ) throws(ItemRecommendationError) {
        let earlier = sequences.droppingLast(1)
        progress("models of all but the last items")
        let earlierModels = try ItemModels(fitting: earlier, settings: settings, progress: progress)
        progress("ranker")
        let examples = Ranker.examples(sequences, histories: earlier, models: earlierModels, settings: settings)
        let ranker = try Ranker.fit(examples, settings: settings)
        progress("models of all items")
        let models = try ItemModels(fitting: sequences, settings: settings, progress: progress)
        self.init(
            itemNames: sequences.itemNames,
            models: models,
            blend: ranker.blend,
            trees: ranker.trees,
            rankerChoice: ranker.choice,
            settings: settings
        )
    }

    /// The number of an item by its name; nil for one that the training data did not hold.
    package func number(of name: String) -> UInt32? { itemNumbers[name] }

    var ranker: Ranker { trees.map(Ranker.trees) ?? .blend(blend) }

    package struct Recommendation: Sendable, Hashable {
        package let item: UInt32
        /// Comparable within one answer only.
        package let score: Float
    }

    /// The best items for a history of item numbers, oldest first.
    ///
    /// - Parameters:
    ///   - limit: at most this many; fewer only where fewer are allowed.
    ///   - scores: working memory, one for each caller that runs at once.
    ///   - fillsWithPopular: whether popular items make up for what the history does not lead to.
    ///   - isAllowed: says of an item that is not in the history whether it may be recommended.
    package func recommend(
        for history: some BidirectionalCollection<UInt32>,
        limit: Int,
        scores: inout SignalScores,
        fillsWithPopular: Bool = true,
        isAllowed: (UInt32) -> Bool = { _ in true }
    ) -> [Recommendation] {
        precondition(limit > 0, "limit must be positive (is \(limit))")
        let known = Set(history)
        let candidates = candidates(for: history, scores: &scores) { !known.contains($0) && isAllowed($0) }
        var selection = StrongestSelection(limit: limit)
        for (item, score) in zip(candidates.items, rank(candidates)) { selection.offer(score, item) }
        var result = selection.sorted.map { Recommendation(item: $0.item, score: $0.score) }
        if fillsWithPopular { appendPopular(to: &result, limit: limit) { !known.contains($0) && isAllowed($0) } }
        return result
    }

    func candidates(
        for history: some BidirectionalCollection<UInt32>,
        scores: inout SignalScores,
        isAllowed: (UInt32) -> Bool
    ) -> CandidateSet {
        scores.fill(history, models: models, historyItemsMax: settings.historyItemsMax)
        return CandidateSet(scores, history: history, models: models, settings: settings, isAllowed: isAllowed)
    }

    /// A score for each candidate.
    func rank(_ candidates: CandidateSet) -> [Float] { ranker.scores(candidates.features) }

    /// Fills up with what is popular, below everything that speaks from the history.
    private func appendPopular(to result: inout [Recommendation], limit: Int, isAllowed: (UInt32) -> Bool) {
        guard result.count < limit else { return }
        let present = Set(result.map(\.item))
        let floor = (result.last?.score ?? 0) - 1
        for (place, item) in popular.enumerated() where !present.contains(item) && isAllowed(item) {
            result.append(Recommendation(item: item, score: floor - Float(place)))
            if result.count == limit { return }
        }
    }

    /// A history item's share of what speaks for an item.
    package struct Evidence: Sendable, Hashable {
        package let historyItem: UInt32
        /// Shares of one item's evidence add up to 1.
        package let share: Float
        /// How strongly users went from the history's item to this one: the sum over users of 1 / distance^exponent.
        package let support: Float
    }

    /// The items of a history that speak for an item, the strongest first; empty where only its popularity does.
    package func explain(_ item: UInt32, history: some BidirectionalCollection<UInt32>) -> [Evidence] {
        let recent = history.reversed().prefix(settings.historyItemsMax).enumerated()
        let weights = recent.map { back, source in
            (source: source, weight: association(from: source, to: item) / Float(back + 1))
        }
        let total = weights.reduce(0) { $0 + $1.weight }
        guard total > 0 else { return [] }
        return weights.filter { $0.weight > 0 }.sorted { $0.weight > $1.weight }.map { entry in
            Evidence(
                historyItem: entry.source,
                share: entry.weight / total,
                support: models[.following].weight(from: Int(entry.source), to: item)
            )
        }
    }

    /// How strongly one item leads to another over the tables that propose candidates, each as a share of its best.
    private func association(from source: UInt32, to item: UInt32) -> Float {
        var sum: Float = 0
        for table in [ItemModels.Table.following, .joined, .itemAutoencoder, .nextItemModel] {
            guard let strongest = models[table].range(of: Int(source)).first else { continue }
            sum += models[table].weight(from: Int(source), to: item) / models[table].weights[strongest]
        }
        return sum
    }
}
