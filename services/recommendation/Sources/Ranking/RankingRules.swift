/// How counts become an order. Changing these needs no new counting.
struct RankingRules: Hashable, Sendable {
    /// Products bought within this many days are not recommended to their buyer.
    var boughtDays = 90
    /// Popularity looks at this many days.
    var popularDays = 30
    /// What happened this many days ago counts half.
    var popularHalfLifeDays = 7.0
    /// Products that are popular at once; the others are not recommended for being sold.
    var popularMax = 500
    /// Popularity is computed again when it is this old.
    var popularAgeMaxMilliseconds: Int64 = 30_000
    /// Counts of fewer customers are no evidence; they could also tell one customer what another did.
    var customersMin = 2
    /// Pulls pairs that few customers stand behind towards zero: with as many customers as this, a similarity counts
    /// half.
    var shrinkage = 2.0
    /// What full popularity adds beside the relation to the seeds, which is at most 1.
    var popularityShare = 0.1
    /// How many of the customer's latest products stand for their taste.
    var seedsMax = 10
    /// A seed's weight halves with every so many days since the customer turned to it.
    var seedHalfLifeDays = 30.0
    /// Reasons given for one product.
    var reasonsMax = 3
}
