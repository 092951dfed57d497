/// Joins lists that cannot be compared by their scores (trees, counts, cosines) by their ranks.
///
/// Reciprocal rank fusion (Cormack, Clarke and Büttcher, 2009): a list gives its product of rank r a part of
/// weight x offset / (offset + r), r from 0. What the trained model knows is ordered by its trees alone; counts and
/// content speak for what it does not know.
struct CandidateBlend: Hashable, Sendable {
    enum Source: String, CaseIterable, Hashable, Sendable {
        case learned
        case live
        case content
        case intent
        case popular
    }

    private(set) var parts: [String: [Source: Double]] = [:]
    private let rankOffset: Double

    init(rankOffset: Double) {
        self.rankOffset = rankOffset
    }

    /// - Parameter products: best first, each once.
    mutating func add(_ products: some Sequence<String>, from source: Source, weight: Double) {
        for (rank, product) in products.enumerated() {
            parts[product, default: [:]][source] = weight * rankOffset / (rankOffset + Double(rank))
        }
    }

    func score(of product: String) -> Double {
        let parts = parts[product] ?? [:]
        // In a fixed order, since a sum of floating-point numbers depends on its order and a dictionary has none.
        return Source.allCases.reduce(0) { $0 + (parts[$1] ?? 0) }
    }
}
