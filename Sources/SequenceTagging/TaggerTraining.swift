import SeededRandom

/// Trains a `SequenceTagger` by the averaged structured perceptron (Collins, Discriminative Training Methods for Hidden
/// Markov Models, 2002): where the best path differs from the right one, the right one's weights rise by one and the other's
/// fall; the mean of all weights on the way forgets what single texts shouted. A wrong tag costs a margin while training
/// (Taskar and others, Max-Margin Markov Networks, 2003). The same texts and seed give the same tagger.
package struct TaggerTraining: Sendable {
    /// Passes over all texts.
    package var epochs = 12
    /// What a wrong tag costs while training.
    package var margin: Float = 2
    package var seed: UInt64 = 1

    package init() {}

    package func train(
        _ texts: [TaggedText],
        progress: (_ epoch: Int, _ wrongTexts: Int) -> Void = { _, _ in }
    ) throws(SequenceTaggingError) -> SequenceTagger {
        let tags = Set(texts.flatMap(\.tags)).sorted()
        guard tags.count >= 2 else { throw .oneTag(tags.first ?? "O") }
        let numbers = Dictionary(uniqueKeysWithValues: zip(tags, tags.indices))
        let gold = texts.map { $0.tags.map { numbers[$0] ?? 0 } }
        let features = texts.map { CharacterFeatures.buckets(of: $0.characters) }
        var state = PerceptronState(tags: tags)
        var random = SplitMix64(seed: seed)
        for epoch in 1...epochs {
            var wrong = 0
            for index in texts.indices.shuffled(using: &random) {
                let path = SequenceTagger.bestPath(
                    features[index],
                    weights: state.weights,
                    transitions: state.transitions,
                    tagCount: tags.count,
                    gold: gold[index],
                    cost: margin
                )
                if path != gold[index] {
                    wrong += 1
                    state.update(features[index], right: gold[index], wrong: path)
                }
                state.step += 1
            }
            progress(epoch, wrong)
        }
        return state.averaged(tags: tags)
    }
}

/// Weights and the sums that their means are made of: a weight's mean is the weight less the share of its changes that
/// came late.
private struct PerceptronState {
    var weights: [Float]
    var transitions: [Float]
    var step: Float = 1
    private var lateWeights: [Float]
    private var lateTransitions: [Float]
    private let tagCount: Int

    init(tags: [String]) {
        tagCount = tags.count
        weights = [Float](repeating: 0, count: CharacterFeatures.bucketCount * tags.count)
        lateWeights = weights
        transitions = SequenceTagger.allowedTransitions(tags)
        lateTransitions = [Float](repeating: 0, count: transitions.count)
    }

    mutating func update(_ features: [[Int32]], right: [Int], wrong: [Int]) {
        for position in features.indices {
            if right[position] != wrong[position] {
                for bucket in features[position] {
                    change(Int(bucket) * tagCount + right[position], by: 1)
                    change(Int(bucket) * tagCount + wrong[position], by: -1)
                }
            }
            let rightPair = pair(right, at: position)
            let wrongPair = pair(wrong, at: position)
            guard rightPair != wrongPair else { continue }
            changeTransition(rightPair, by: 1)
            changeTransition(wrongPair, by: -1)
        }
    }

    private func pair(_ path: [Int], at position: Int) -> Int {
        (position == 0 ? tagCount : path[position - 1]) * tagCount + path[position]
    }

    private mutating func change(_ index: Int, by amount: Float) {
        weights[index] += amount
        lateWeights[index] += amount * step
    }

    private mutating func changeTransition(_ index: Int, by amount: Float) {
        transitions[index] += amount
        lateTransitions[index] += amount * step
    }

    func averaged(tags: [String]) -> SequenceTagger {
        SequenceTagger(
            tags: tags,
            weights: zip(weights, lateWeights).map { $0 - $1 / step },
            transitions: zip(transitions, lateTransitions).map { $0 - $1 / step }
        )
    }
}
