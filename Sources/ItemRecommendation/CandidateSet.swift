import CItemRecommendation

/// The items worth ranking for one history, with what the ranker knows of each.
///
/// Features, in order: every signal and the embeddings' product as they are; the same as a share of the best candidate's;
/// the item's frequency; the history's length.
package struct CandidateSet: Sendable {
    static let scoreCount = Signal.all.count + 1
    static let featureCount = 2 * scoreCount + 2
    static let featureNames: [String] = {
        let scores = Signal.all.map(\.name) + ["embedding"]
        return scores + scores.map { $0 + "-share-of-best" } + ["frequency", "history-length"]
    }()

    package private(set) var items: [UInt32] = []
    /// Items x features.
    private(set) var features: [Float] = []

    /// - Parameter isAllowed: says of an item whether it may be a candidate.
    init(
        _ scores: SignalScores,
        history: some BidirectionalCollection<UInt32>,
        models: ItemModels,
        settings: RecommenderSettings,
        isAllowed: (UInt32) -> Bool
    ) {
        items = Self.proposals(scores, settings: settings, isAllowed: isAllowed)
        features = [Float](repeating: 0, count: items.count * Self.featureCount)
        let recent = Array(history.suffix(settings.historyItemsMax))
        fillScores(scores, embedding: Self.embeddingScores(of: items, history: recent, models: models))
        fillShares()
        for (row, item) in items.enumerated() {
            features[(row + 1) * Self.featureCount - 2] = Float(models.frequencies[Int(item)])
            features[(row + 1) * Self.featureCount - 1] = Float(recent.count)
        }
    }

    private static func proposals(
        _ scores: SignalScores,
        settings: RecommenderSettings,
        isAllowed: (UInt32) -> Bool
    ) -> [UInt32] {
        let allowed = scores.items.indices.filter { isAllowed(scores.items[$0]) }
        var chosen: Set<UInt32> = []
        for signal in Signal.all.indices where Signal.all[signal].proposes {
            var selection = StrongestSelection(limit: settings.candidatesPerSignal)
            for slot in allowed {
                let score = scores.score(slot: slot, signal: signal)
                if score > 0 { selection.offer(score, scores.items[slot]) }
            }
            chosen.formUnion(selection.entries.lazy.map(\.item))
        }
        return chosen.sorted()
    }

    private static func embeddingScores(of items: [UInt32], history: [UInt32], models: ItemModels) -> [Float] {
        let dimension = models.embedding.dimension
        var user = [Float](repeating: 0, count: dimension)
        return models.embedding.sources.withUnsafeBufferPointer { sources in
            models.embedding.targets.withUnsafeBufferPointer { targets in
                guard let source = sources.baseAddress, let target = targets.baseAddress else { return [] }
                for (back, item) in history.reversed().enumerated() {
                    let totals = max(models.followingTotals[Int(item)], 1).squareRoot()
                    ir_add_scaled(1 / Float(back + 1) / totals, source + Int(item) * dimension, &user, dimension)
                }
                return items.map { ir_dot(user, target + Int($0) * dimension, dimension) }
            }
        }
    }

    private mutating func fillScores(_ scores: SignalScores, embedding: [Float]) {
        for (row, item) in items.enumerated() {
            guard let slot = scores.slot(of: item) else { continue }
            let start = row * Self.featureCount
            for signal in Signal.all.indices { features[start + signal] = scores.score(slot: slot, signal: signal) }
            features[start + Self.scoreCount - 1] = max(0, embedding[row])
        }
    }

    private mutating func fillShares() {
        for score in 0..<Self.scoreCount {
            var best: Float = 0
            for row in items.indices { best = max(best, features[row * Self.featureCount + score]) }
            guard best > 0 else { continue }
            for row in items.indices {
                let start = row * Self.featureCount
                features[start + Self.scoreCount + score] = features[start + score] / best
            }
        }
    }
}
