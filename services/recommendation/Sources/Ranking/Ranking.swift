import Foundation

/// Puts candidates in order. This file holds the order by counts alone: how related candidates are to what the customer
/// turned to, and a little how popular; the others join it with what was learned, with content and with the shop's rules.
struct Ranking: Sendable {
    let rules: RankingRules
    var counting = CountingRules()
    var business = BusinessRules()

    /// A product that stands for the customer's taste.
    struct Seed: Hashable, Sendable {
        let productID: String
        var weight: Double
    }

    /// The context's products where there are some; the customer's latest ones otherwise.
    func seeds(context: [String], history: CustomerHistory, now: Int64) -> [Seed] {
        guard context.isEmpty else { return context.map { Seed(productID: $0, weight: 1) } }
        var seeds: [Seed] = []
        for event in history.events.reversed() where seeds.count < rules.seedsMax {
            let strength = counting.strength(of: event, in: history)
            guard strength > 0, !seeds.contains(where: { $0.productID == event.productID }) else { continue }
            let age = Double(max(0, now - event.at)) / Double(CountingRules.millisecondsOfDay)
            let weight = Double(strength) * exp2(-age / rules.seedHalfLifeDays)
            seeds.append(Seed(productID: event.productID, weight: weight))
        }
        return seeds
    }

    /// Best first; equal scores in order of their ids, so that the same counts give the same answer.
    func rank(
        seeds: [Seed],
        related: [String: [RelatedProduct]],
        popularity: Popularity?,
        excluding excluded: Set<String>,
        limit: Int
    ) -> [RankedProduct] {
        var candidates: [String: Candidate] = [:]
        let totalWeight = seeds.reduce(0) { $0 + $1.weight }
        for seed in seeds where totalWeight > 0 {
            for product in related[seed.productID] ?? [] where product.pair.customers >= rules.customersMin {
                let part = seed.weight / totalWeight * product.similarity(shrinkage: rules.shrinkage)
                let reason = product.reason(seed: seed.productID, customersMin: rules.customersMin)
                candidates[product.productID, default: Candidate()].add(part, because: reason)
            }
        }
        for product in popularity?.products.keys.sorted() ?? [] {
            guard let popularity, let reason = popularity.reason(for: product) else { continue }
            let part = rules.popularityShare * popularity.share(of: product)
            candidates[product, default: Candidate()].add(part, because: reason)
        }
        return
            candidates
            .filter { !excluded.contains($0.key) }
            .map { $0.value.ranked(as: $0.key, reasonsMax: rules.reasonsMax) }
            .sorted { ($1.score, $0.productID) < ($0.score, $1.productID) }
            .prefix(limit)
            .map(\.self)
    }

    private struct Candidate {
        var parts: [(part: Double, reason: RankedProduct.Reason)] = []

        mutating func add(_ part: Double, because reason: RankedProduct.Reason) {
            parts.append((part, reason))
        }

        func ranked(as productID: String, reasonsMax: Int) -> RankedProduct {
            // The sort must not depend on the order of arrival, which for equal parts is that of the seeds.
            let strongest = parts.enumerated().sorted { ($1.element.part, $0.offset) < ($0.element.part, $1.offset) }
            return RankedProduct(
                productID: productID,
                score: parts.reduce(0) { $0 + $1.part },
                reasons: strongest.prefix(reasonsMax).map(\.element.reason)
            )
        }
    }
}
