/// Everything that shapes a model. The defaults were chosen on the second-to-last items of two public collections and
/// are meant to be left alone: what depends on the data (the ranker's weights and trees) is fitted.
package struct RecommenderSettings: Sendable, Hashable, Codable {
    /// Only a user's last interactions are learned from, at most this many.
    package var sequenceItemsMax = 200
    /// Pairs further apart in a sequence than this many interactions are not counted.
    package var pairDistanceMax = 50
    /// A pair counts 1 / distance^exponent.
    package var distanceExponent: Float = 0.5
    /// Only a customer's last interactions count in an answer, at most this many.
    package var historyItemsMax = 50
    /// Entries kept of each item's list in each neighbour table.
    package var neighboursMax = 200
    /// Entries of two lists that are joined for neighbours of neighbours.
    package var joinedNeighboursMax = 100
    /// The linear autoencoders cover at most this many items, the most frequent ones: their memory is 4 bytes times its
    /// square, their time grows with its cube. Rarer items are reached through the other tables.
    package var autoencoderItemsMax = 12_500
    /// Penalty on the squared weights of the autoencoder (EASE).
    package var autoencoderPenalty: Float = 100
    /// Penalty on the squared weights of the sequence-aware linear model (SLIT).
    package var sequencePenalty: Float = 10
    /// The sequence-aware linear model looks back this many interactions.
    package var sequenceDistanceMax = 20
    /// Numbers an item's embedding has; a multiple of 8.
    package var embeddingDimension = 128
    /// Rounds of subspace iteration for the embeddings.
    package var embeddingRounds = 4
    /// Candidates taken from each signal that proposes some.
    package var candidatesPerSignal = 60
    /// The ranker learns from at most about this many users whose held-out item is among their candidates,
    package var rankingExamplesMax = 8_000
    /// and looks at no more than this many users to find them.
    package var rankingUsersMax = 100_000
    /// Trees are grown only where at least this many users' held-out item was among their candidates.
    package var treeUsersMin = 1_000
    /// Trees in the ranker.
    package var treeCount = 250
    /// Levels of a tree.
    package var treeDepth = 4
    /// Share of a tree's answer that is added.
    package var treeLearningRate: Float = 0.05
    /// Least sum of second derivatives in a leaf.
    package var treeLeafWeightMin: Float = 10
    /// Seed of everything drawn at random.
    package var seed: UInt64 = 20_211
    /// Threads that fit at once; the result does not depend on it.
    package var threads = 2

    package init() {}
}
