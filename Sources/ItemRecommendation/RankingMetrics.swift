import Foundation

/// Hit rate, normalised discounted cumulative gain and reciprocal rank of one held-out item a user.
package struct RankingMetrics: Sendable, Hashable, Codable {
    package static let cutoffs = [5, 10, 20]

    /// The share of users whose item is among the first 5, 10, 20.
    package var hitRate: [String: Double] = [:]
    package var normalisedGain: [String: Double] = [:]
    package var meanReciprocalRank = 0.0

    /// - Parameter ranks: each user's rank of the held-out item, from 0.
    init(ranks: [Double]) {
        let count = Double(max(1, ranks.count))
        for cutoff in Self.cutoffs {
            hitRate["\(cutoff)"] = ranks.reduce(0) { $0 + Self.hit(rank: $1, cutoff: cutoff) } / count
            normalisedGain["\(cutoff)"] = ranks.reduce(0) { $0 + Self.gain(rank: $1, cutoff: cutoff) } / count
        }
        meanReciprocalRank = ranks.reduce(0) { $0 + 1 / ($1 + 1) } / count
    }

    static func hit(rank: Double, cutoff: Int) -> Double { rank < Double(cutoff) ? 1 : 0 }

    static func gain(rank: Double, cutoff: Int) -> Double { rank < Double(cutoff) ? 1 / log2(rank + 2) : 0 }
}

/// The rank, from 0, that an item has among others when equal scores are put in every order alike: half of the ties
/// count as better. A model that scores everything the same so earns nothing from the order of the item numbers.
enum MiddleRank {
    /// - Parameter score: of an item whose own score is among `scores` once.
    static func of(_ score: Float, among scores: some Sequence<Float>) -> Double {
        var better = 0
        var equal = 0
        for other in scores {
            if other > score { better += 1 }
            if other == score { equal += 1 }
        }
        return Double(better) + Double(equal - 1) / 2
    }
}
