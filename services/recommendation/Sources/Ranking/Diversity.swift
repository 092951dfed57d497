/// Picks from scored products so that an answer is not ten of a kind.
///
/// Maximal marginal relevance (Carbonell and Goldstein, 1998) in its multiplicative form: the next pick has the largest
/// score x (1 - weight x likeness to the picks so far). Beside it, at most so many of one category, unless only those are
/// left.
struct Diversity: Hashable, Sendable {
    struct Scored: Hashable, Sendable {
        let productID: String
        let score: Double
        /// Nil where it is not known, which limits nothing.
        let category: String?
    }

    /// 0 looks at scores alone, 1 never picks two that are the same.
    let weight: Double
    let categoryMax: Int

    /// - Parameters:
    ///   - scored: best first; work grows with their number times `limit`.
    ///   - likeness: of two products, 0 to 1.
    func pick(_ scored: [Scored], limit: Int, likeness: (Scored, Scored) -> Double) -> [Scored] {
        var left = scored
        var nearest = [Double](repeating: 0, count: scored.count)
        var picked: [Scored] = []
        var ofCategory: [String: Int] = [:]
        while picked.count < limit, !left.isEmpty {
            let isFull = left.map { $0.category.map { ofCategory[$0, default: 0] >= categoryMax } ?? false }
            let open = isFull.contains(false) ? left.indices.filter { !isFull[$0] } : Array(left.indices)
            var best = open[0]
            var bestWorth = -Double.infinity
            for index in open {
                let worth = left[index].score * (1 - weight * nearest[index])
                if worth > bestWorth { (best, bestWorth) = (index, worth) }
            }
            let pick = left.remove(at: best)
            nearest.remove(at: best)
            picked.append(pick)
            if let category = pick.category { ofCategory[category, default: 0] += 1 }
            for index in left.indices { nearest[index] = max(nearest[index], likeness(pick, left[index])) }
        }
        return picked
    }
}
