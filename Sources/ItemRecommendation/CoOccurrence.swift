import Foundation

/// Item-to-item counts with direction: what comes after an item in the same user's sequence, and how soon.
///
/// A pair counts 1 / distance^exponent. Four views of the same pairs differ in what they stress: all later items, the
/// very next one, later items in short sequences (a long sequence says less about each of its pairs), and neighbours on
/// either side.
struct CoOccurrence: Sendable {
    var following: NeighbourTable
    var adjacent: NeighbourTable
    var lengthNormalised: NeighbourTable
    var undirected: NeighbourTable
    /// Sums of all of an item's weights in `following` before it was cut, as the earlier and as the later item.
    var followingTotals: [Float]
    var precedingTotals: [Float]

    init(_ index: InteractionIndex, settings: RecommenderSettings) {
        let distanceWeights = (0...settings.pairDistanceMax).map {
            1 / pow(Float(max(1, $0)), settings.distanceExponent)
        }
        let chunks = mapRanges(index.itemCount, chunk: 512, threads: settings.threads) { range in
            var counter = PairCounter(index: index, distanceWeights: distanceWeights, limit: settings.neighboursMax)
            return range.map { counter.count($0) }
        }
        let counts = chunks.flatMap { $0 }
        following = NeighbourTable(lists: counts.map(\.following))
        adjacent = NeighbourTable(lists: counts.map(\.adjacent))
        lengthNormalised = NeighbourTable(lists: counts.map(\.lengthNormalised))
        undirected = NeighbourTable(lists: counts.map(\.undirected))
        followingTotals = counts.map(\.followingTotal)
        precedingTotals = counts.map(\.precedingTotal)
    }
}

/// The pairs of one item.
private struct PairCounts: Sendable {
    var following = NeighbourList()
    var adjacent = NeighbourList()
    var lengthNormalised = NeighbourList()
    var undirected = NeighbourList()
    var followingTotal: Float = 0
    var precedingTotal: Float = 0
}

private struct PairCounter {
    let index: InteractionIndex
    let distanceWeights: [Float]
    let limit: Int
    private var following: NeighbourAccumulator
    private var adjacent: NeighbourAccumulator
    private var lengthNormalised: NeighbourAccumulator
    private var undirected: NeighbourAccumulator

    init(index: InteractionIndex, distanceWeights: [Float], limit: Int) {
        self.index = index
        self.distanceWeights = distanceWeights
        self.limit = limit
        let empty = NeighbourAccumulator(itemCount: index.itemCount)
        (following, adjacent, lengthNormalised, undirected) = (empty, empty, empty, empty)
    }

    mutating func count(_ item: Int) -> PairCounts {
        var counts = PairCounts()
        for occurrence in index.occurrences(of: item) {
            let lengthWeight = 1 / Float(occurrence.user.count).squareRoot()
            let position = occurrence.position
            let farthest = distanceWeights.count - 1
            for later in (position + 1)..<max(position + 1, min(occurrence.user.upperBound, position + farthest + 1)) {
                let weight = distanceWeights[later - position]
                following.add(weight, to: index.items[later])
                lengthNormalised.add(weight * lengthWeight, to: index.items[later])
                undirected.add(weight, to: index.items[later])
                counts.followingTotal += weight
            }
            for earlier in max(occurrence.user.lowerBound, position - farthest)..<position {
                let weight = distanceWeights[position - earlier]
                undirected.add(weight, to: index.items[earlier])
                counts.precedingTotal += weight
            }
            if position + 1 < occurrence.user.upperBound { adjacent.add(1, to: index.items[position + 1]) }
        }
        counts.following = following.take(limit: limit, except: item)
        counts.adjacent = adjacent.take(limit: limit, except: item)
        counts.lengthNormalised = lengthNormalised.take(limit: limit, except: item)
        counts.undirected = undirected.take(limit: limit, except: item)
        return counts
    }
}
