import Foundation

/// How much each product was turned to of late: daily counts, each worth half of one a half-life younger.
struct Popularity: Hashable, Sendable {
    /// The most popular ones alone.
    let products: [String: Entry]
    private let days: Int
    private let largestWeight: Double

    struct Entry: Hashable, Sendable {
        /// Decayed sum of strengths.
        var weight = 0.0
        /// Purchases of the whole window, undecayed: the number that may be told.
        var purchases = 0
    }

    /// Days after `today` (clocks differ) count as today.
    init(days counts: [BehaviourCounts.ProductDay: BehaviourCounts.Count], today: Int, rules: RankingRules) {
        days = rules.popularDays
        var all: [String: Entry] = [:]
        // In order of day, since a sum of floating-point numbers depends on its order and a dictionary has none.
        for (key, count) in counts.sorted(by: { $0.key.day < $1.key.day }) where today - key.day < rules.popularDays {
            let age = Double(max(0, today - key.day))
            all[key.product, default: Entry()].weight += Double(count.weight) * exp2(-age / rules.popularHalfLifeDays)
            all[key.product, default: Entry()].purchases += count.buyers
        }
        // A product that was only looked at sells no better than one that nobody knows.
        let sold = all.filter { $0.value.purchases >= rules.customersMin }
            .sorted { ($1.value.weight, $0.key) < ($0.value.weight, $1.key) }
            .prefix(rules.popularMax)
        products = Dictionary(uniqueKeysWithValues: sold.map { ($0.key, $0.value) })
        largestWeight = sold.first?.value.weight ?? 0
    }

    /// The weight beside the largest one; 0 to 1.
    func share(of product: String) -> Double {
        guard let entry = products[product], largestWeight > 0 else { return 0 }
        return entry.weight / largestWeight
    }

    func reason(for product: String) -> RankedProduct.Reason? {
        products[product].map { .popular(purchases: $0.purchases, days: days) }
    }
}
