import Foundation
import Testing

@testable import ItemRecommendation

@Suite struct ItemModelsTests {
    private let sequences = InteractionSequences(itemCount: 4, users: [[0, 1, 2], [0, 2], [2, 3], [1, 0, 3]])

    private func index() -> InteractionIndex { InteractionIndex(sequences, sequenceItemsMax: 10) }

    @Test func followingCountsLaterItemsByDistance() {
        let counts = CoOccurrence(index(), settings: RecommenderSettings())
        let root = Float(2).squareRoot()
        // 0 -> 2 at distance 2 and 1, 0 -> 1 at 1, 0 -> 3 at 1.
        #expect(abs(counts.following.weight(from: 0, to: 2) - (1 / root + 1)) < 1e-6)
        #expect(counts.following.weight(from: 0, to: 1) == 1)
        #expect(counts.following.weight(from: 2, to: 0) == 0)
        #expect(abs(counts.followingTotals[0] - (1 / root + 3)) < 1e-6)
        #expect(abs(counts.precedingTotals[2] - (1 / root + 2)) < 1e-6)
    }

    @Test func viewsOfTheSamePairsDiffer() {
        let counts = CoOccurrence(index(), settings: RecommenderSettings())
        #expect(counts.adjacent.weight(from: 0, to: 2) == 1)
        #expect(counts.undirected.weight(from: 0, to: 1) == 2)
        #expect(counts.undirected.weight(from: 1, to: 0) == 2)
        #expect(abs(counts.lengthNormalised.weight(from: 2, to: 3) - 1 / Float(2).squareRoot()) < 1e-6)
    }

    @Test func listsAreCutToTheStrongest() {
        var settings = RecommenderSettings()
        settings.neighboursMax = 1
        let counts = CoOccurrence(index(), settings: settings)
        #expect(counts.following.range(of: 0).count == 1)
        #expect(counts.following.items[counts.following.range(of: 0).lowerBound] == 2)
    }

    @Test func joinedReachesItemsNeverSeenTogether() {
        let chain = InteractionSequences(itemCount: 3, users: [[0, 1], [1, 2]])
        let settings = RecommenderSettings()
        let counts = CoOccurrence(InteractionIndex(chain, sequenceItemsMax: 10), settings: settings)
        let joined = JoinedNeighbours.table(of: counts.following, totals: counts.followingTotals, settings: settings)
        #expect(counts.following.weight(from: 0, to: 2) == 0)
        #expect(joined.weight(from: 0, to: 2) == 1)
    }

    /// The definition of EASE, in double precision with a plain elimination.
    @Test func itemAutoencoderEqualsItsDefinition() throws {
        var settings = RecommenderSettings()
        settings.autoencoderPenalty = 2
        let sequences = Small.sequences()
        let table = try LinearAutoencoder(InteractionIndex(sequences, sequenceItemsMax: 200), settings: settings)
            .itemAutoencoder()
        let count = sequences.itemCount
        var gram = Small.diagonal(count, 2)
        for user in 0..<sequences.userCount {
            for left in sequences[user] { for right in sequences[user] { gram[Int(left)][Int(right)] += 1 } }
        }
        let inverse = Small.inverse(gram)
        for row in 0..<count {
            for column in 0..<count where row != column {
                let expected = max(0, -inverse[row][column] / inverse[column][column])
                #expect(abs(Double(table.weight(from: row, to: UInt32(column))) - expected) < 1e-5)
            }
        }
    }

    /// The definition of SLIT: the faded earlier items of every next item, written out.
    @Test func nextItemModelEqualsItsDefinition() throws {
        var settings = RecommenderSettings()
        settings.sequencePenalty = 3
        settings.sequenceDistanceMax = 4
        let sequences = Small.sequences()
        let table = try LinearAutoencoder(InteractionIndex(sequences, sequenceItemsMax: 200), settings: settings)
            .nextItemModel()
        let count = sequences.itemCount
        var gram = Small.diagonal(count, 3)
        var targets = Small.diagonal(count, 0)
        for user in 0..<sequences.userCount {
            let items = sequences[user].map(Int.init)
            for next in 1..<items.count {
                let sources = (max(0, next - 4)..<next).map { (item: items[$0], weight: 1 / Double(next - $0)) }
                for left in sources {
                    targets[left.item][items[next]] += left.weight
                    for right in sources { gram[left.item][right.item] += left.weight * right.weight }
                }
            }
        }
        let inverse = Small.inverse(gram)
        for row in 0..<count {
            for column in 0..<count where row != column {
                let weight = (0..<count).reduce(0.0) { $0 + inverse[row][$1] * targets[$1][column] }
                #expect(abs(Double(table.weight(from: row, to: UInt32(column))) - max(0, weight)) < 1e-5)
            }
        }
    }

    @Test func autoencoderCoversOnlyTheMostFrequentItems() throws {
        var settings = RecommenderSettings()
        settings.autoencoderItemsMax = 2
        let table = try LinearAutoencoder(index(), settings: settings).itemAutoencoder()
        // 0 and 2 occur three times each, 1 and 3 twice.
        #expect(table.range(of: 1).isEmpty)
        #expect(table.range(of: 3).isEmpty)
        #expect(table.items.allSatisfy { [0, 2].contains($0) })
    }

    @Test func fullEmbeddingReproducesTheNormalisedCounts() {
        var settings = RecommenderSettings()
        settings.embeddingDimension = 64
        let sequences = Small.sequences()
        let counts = CoOccurrence(InteractionIndex(sequences, sequenceItemsMax: 200), settings: settings)
        let embedding = DirectedEmbedding(counts, settings: settings)
        for source in 0..<sequences.itemCount {
            for target in 0..<sequences.itemCount {
                let totals = max(counts.followingTotals[source], 1) * max(counts.precedingTotals[target], 1)
                let expected = counts.following.weight(from: source, to: UInt32(target)) / totals.squareRoot()
                let product = (0..<64).reduce(Float(0)) {
                    $0 + embedding.sources[source * 64 + $1] * embedding.targets[target * 64 + $1]
                }
                #expect(abs(product - expected) < 1e-3)
            }
        }
    }

    @Test func modelsDoNotDependOnThreads() throws {
        var settings = RecommenderSettings()
        settings.threads = 1
        let single = try ItemModels(fitting: Small.sequences(), settings: settings)
        settings.threads = 4
        #expect(try ItemModels(fitting: Small.sequences(), settings: settings) == single)
    }
}
