import Foundation

/// How much each product was turned to of late: daily counts, each worth half of one a half-life younger.
struct Popularity: Hashable, Sendable {
    private(set) var products: [String: Entry] = [:]
    private(set) var days = 0

    struct Entry: Hashable, Sendable {
        /// Decayed sum of strengths.
        var weight = 0.0
        /// Purchases of the whole window, undecayed: the number that may be told.
        var purchases = 0
    }

    /// Days after `today` (clocks differ) count as today.
    init(days counts: [BehaviourCounts.ProductDay: BehaviourCounts.Count], today: Int, rules: RankingRules) {
        days = rules.popularDays
        for (key, count) in counts where today - key.day < rules.popularDays {
            let age = Double(max(0, today - key.day))
            products[key.product, default: Entry()].weight +=
                Double(count.weight) * exp2(-age / rules.popularHalfLifeDays)
            products[key.product, default: Entry()].purchases += count.buyers
        }
        // A product that was only looked at sells no better than one that nobody knows.
        products = products.filter { $0.value.purchases >= rules.customersMin }
    }

    /// The weight beside the largest one; 0 to 1.
    func share(of product: String) -> Double {
        guard let entry = products[product], largestWeight > 0 else { return 0 }
        return entry.weight / largestWeight
    }

    func reason(for product: String) -> RankedProduct.Reason? {
        products[product].map { .popular(purchases: $0.purchases, days: days) }
    }

    private var largestWeight: Double { products.values.map(\.weight).max() ?? 0 }
}
