/// Puts candidates in order: regression trees where enough was learned, a blend of the signals otherwise.
enum Ranker: Sendable, Hashable {
    case blend(BlendRanker)
    case trees(RegressionForest)

    /// A score for each row of features.
    func scores(_ features: [Float]) -> [Float] {
        switch self {
        case .blend(let blend): blend.scores(features)
        case .trees(let forest): forest.scores(features, width: CandidateSet.featureCount)
        }
    }

    /// Fits both on four fifths of the users; keeps trees, fitted on all, where they rank the other fifth better.
    static func fit(
        _ examples: RankingExamples,
        settings: RecommenderSettings
    ) throws(ItemRecommendationError)
        -> (blend: BlendRanker, trees: RegressionForest?, choice: RankerChoice)
    {
        let whole = BlendRanker(fitting: examples)
        var choice = RankerChoice(users: examples.count)
        guard examples.count >= settings.treeUsersMin else { return (whole, nil, choice) }
        let (learning, choosing) = examples.split()
        let blend = Ranker.blend(BlendRanker(fitting: learning))
        let trees = Ranker.trees(try ForestTraining.fit(learning, settings: settings))
        choice.blendGain = choosing.gain(of: blend.scores(choosing.features))
        choice.treesGain = choosing.gain(of: trees.scores(choosing.features))
        guard choice.areTreesChosen else { return (whole, nil, choice) }
        return (whole, try ForestTraining.fit(examples, settings: settings), choice)
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
            for chunk in chunks {
                for user in 0..<chunk.count { examples.append(chunk, user: user) }
            }
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

/// What the choice between trees and blend rested on.
package struct RankerChoice: Sendable, Hashable, Codable {
    /// Users whose held-out item was among their candidates.
    package var users: Int
    /// NDCG at 10 among candidates on the users kept for choosing; absent where there were too few users for trees.
    package var blendGain: Double?
    package var treesGain: Double?

    package var areTreesChosen: Bool {
        guard let blendGain, let treesGain else { return false }
        return treesGain > blendGain
    }
}
