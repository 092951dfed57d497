import ItemRecommendation

/// Everything that one answer rests on. Gathered first, so that ranking is a function of values.
struct RankingInput: Sendable {
    let now: Int64
    let customer: CustomerState
    let contextProductIDs: [String]
    /// Empty is every category.
    let category: String
    let seeds: [Ranking.Seed]
    /// The neighbours of each seed.
    let related: [String: [RelatedProduct]]
    let popularity: Popularity
    let returns: ReturnStatistics
    let model: ServingModel?
    let catalogue: Catalogue
    /// The vectors of products that the model does not know.
    let newProducts: VectorIndex
    /// Of what the customer asked for just now.
    let intent: [Float]?

    /// The history as the model numbers it, the context's products last.
    var modelHistory: [UInt32] {
        guard let model else { return [] }
        let events = customer.history.events.filter { $0.kind.showsInterest }
        return (events.map(\.productID) + contextProductIDs).compactMap(model.recommender.number(of:))
    }
}

extension BehaviourEvent.Kind {
    /// Whether it says that the customer turned to the product.
    var showsInterest: Bool {
        switch self {
        case .view, .cart, .buy: true
        case .return, .rate, .dislike, .search, .say, .mute, .unmute, .complaintOpened, .complaintClosed,
            .unsubscribe:
            false
        }
    }
}

/// Why a product is not recommended to this customer now.
enum Exclusion: String, Hashable, Sendable {
    case inContext = "in_context"
    case disliked
    case bought
    case notSold = "not_sold"
    case outOfStock = "out_of_stock"
    case otherCategory = "other_category"
    case shopRule = "shop_rule"
    /// Customers often give it back for the very reason for which this one gave something back.
    case returnedForSameReason = "returned_for_same_reason"
}
