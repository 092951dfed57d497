import RegressionTrees

/// Puts candidates in order: regression trees where enough was learned, a blend of the signals otherwise.
enum Ranker: Sendable, Equatable {
    case blend(BlendRanker)
    case trees(TreeEnsemble)

    /// A score for each row of features.
    func scores(_ features: [Float]) -> [Float] {
        switch self {
        case .blend(let blend): blend.scores(features)
        case .trees(let trees): trees.margins(rowValues: features)
        }
    }

    /// Fits both on four fifths of the users; keeps trees, fitted on all, where they rank the other fifth better.
    static func fit(
        _ examples: RankingExamples,
        settings: RecommenderSettings
    ) throws(ItemRecommendationError) -> (blend: BlendRanker, trees: TreeEnsemble?, choice: RankerChoice) {
        let (learning, choosing) = examples.split()
        var choice = RankerChoice(users: examples.count, usersExamined: examples.usersExamined)
        let blendScores = BlendRanker(fitting: learning).scores(choosing.features)
        choice.blendGain = choosing.gain(of: blendScores)
        choice.hitRate = choosing.hitRate(of: blendScores)
        let blend = BlendRanker(fitting: examples)
        guard examples.count >= settings.treeUsersMin else { return (blend, nil, choice) }
        let treesScores = try RankingTrees.fit(learning, settings: settings).margins(rowValues: choosing.features)
        choice.treesGain = choosing.gain(of: treesScores)
        guard choice.areTreesChosen else { return (blend, nil, choice) }
        choice.hitRate = choosing.hitRate(of: treesScores)
        return (blend, try RankingTrees.fit(examples, settings: settings), choice)
    }

    /// Users' candidates for the item that follows the history, where it is among them.
    static func examples(
        _ sequences: InteractionSequences,
        histories: InteractionSequences,
        models: ItemModels,
        settings: RecommenderSettings
    ) -> RankingExamples {
        let users = (0..<histories.userCount).filter { !histories[$0].isEmpty }
            .sorted { TieOrder.of(UInt32($0)) < TieOrder.of(UInt32($1)) }
            .prefix(settings.rankingUsersMax)
        var examples = RankingExamples()
        for start in stride(from: 0, to: users.count, by: usersAtOnce)
        where examples.count < settings.rankingExamplesMax {
            let block = users[start..<min(start + usersAtOnce, users.count)]
            let chunks = mapRanges(block.count, chunk: 256, threads: settings.threads) { range in
                Self.examples(
                    of: block[range.lowerBound + start..<range.upperBound + start],
                    sequences,
                    histories: histories,
                    models: models,
                    settings: settings
                )
            }
            for chunk in chunks { examples.append(chunk) }
        }
        return examples
    }

    private static let usersAtOnce = 4_096

    private static func examples(
        of users: ArraySlice<Int>,
        _ sequences: InteractionSequences,
        histories: InteractionSequences,
        models: ItemModels,
        settings: RecommenderSettings
    ) -> RankingExamples {
        var scores = SignalScores(itemCount: models.itemCount)
        var examples = RankingExamples()
        for user in users {
            let history = histories[user]
            guard let target = sequences[user].last, !history.contains(target) else { continue }
            let known = Set(history)
            scores.fill(history, models: models, historyItemsMax: settings.historyItemsMax)
            let candidates = CandidateSet(scores, history: history, models: models, settings: settings) {
                !known.contains($0)
            }
            examples.append(candidates, target: target)
        }
        return examples
    }
}

/// What the choice between trees and blend rested on, and what it promises.
package struct RankerChoice: Sendable, Hashable, Codable {
    /// Users whose held-out item was among their candidates,
    package var users: Int
    /// of so many that were looked at.
    package var usersExamined: Int
    /// NDCG at 10 among candidates, on the users kept for choosing.
    package var blendGain = 0.0
    /// Absent where there were too few users for trees.
    package var treesGain: Double?
    /// Hit rate at 10 among candidates of what was chosen, on the same users.
    package var hitRate = 0.0

    package var areTreesChosen: Bool { (treesGain ?? 0) > blendGain }

    /// What to expect of HR and NDCG at 10 among all items: users whose item is no candidate are misses.
    ///
    /// The fifth of users that it is measured on chose between two rankers and taught neither.
    package var expectedHitRate: Double { hitRate * candidateRecall }
    package var expectedGain: Double { max(blendGain, treesGain ?? 0) * candidateRecall }

    private var candidateRecall: Double { Double(users) / Double(max(1, usersExamined)) }
}
