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
    /// Each source's list is fused by reciprocal ranks with this offset; see `CandidateBlend`.
    var rankOffset = 20.0
    /// Weights of the sources. The sentence of this moment counts as much as everything before it; the most alike of the
    /// new products comes about as early as the seventh of those that the model knows.
    var learnedWeight = 1.0
    var liveWeight = 1.0
    var contentWeight = 0.75
    var intentWeight = 1.0
    var popularWeight = 0.1
    /// What every source offers at most.
    var candidatesOfSourceMax = 100
    /// How many of the customer's latest products new ones are compared with.
    var contentSeedsMax = 3
    /// Cosine of centred embeddings from which on products count as alike.
    var contentLikenessMin: Float = 0.2
    /// How much sooner popular products come whose category is all that the customer turns to.
    var segmentWeight = 2.0
    /// Share of the score that a price far from the usual one costs at most, and that a doubled or halved one costs.
    var pricePenaltyMax = 0.3
    var pricePenaltyOfDoubling = 0.1
    /// Share of the score that returns cost at most.
    var returnsPenaltyMax = 0.5
    /// A product is left out where this share of its buyers gave it back for a reason for which the customer gave
    /// something back too.
    var returnedForReasonShareMax = 0.2
    /// See `Diversity`.
    var diversityWeight = 0.3
    /// Share of an answer that one category may fill, rounded up.
    var categoryShareMax = 0.6
    /// Best products among which a diverse answer is picked.
    var diversityPoolMax = 60
    /// A sentence or a search is the customer's intent for so long.
    var intentMinutes = 30
}
