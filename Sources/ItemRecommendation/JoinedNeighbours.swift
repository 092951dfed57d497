/// Neighbours of neighbours: two steps of the walk that leaves each item for a later one in proportion to its weight.
///
/// It reaches items that were never seen beside one another, which is most of what is missing in sparse data.
enum JoinedNeighbours {
    static func table(of following: NeighbourTable, totals: [Float], settings: RecommenderSettings) -> NeighbourTable {
        let joined = settings.joinedNeighboursMax
        let chunks = mapRanges(following.itemCount, chunk: 512, threads: settings.threads) { range in
            var accumulator = NeighbourAccumulator(itemCount: following.itemCount)
            return range.map { item in
                for entry in following.range(of: item).prefix(joined) {
                    let middle = Int(following.items[entry])
                    let share = following.weights[entry] / totals[item] / max(totals[middle], 1)
                    for next in following.range(of: middle).prefix(joined) {
                        accumulator.add(share * following.weights[next], to: following.items[next])
                    }
                }
                return accumulator.take(limit: settings.neighboursMax, except: item)
            }
        }
        return NeighbourTable(lists: chunks.flatMap { $0 })
    }
}
