/// What promotions look at of a customer.
struct PromotionCustomer: Hashable, Sendable {
    let segments: Set<String>
    let silence: Silence?
    /// How what the customer turned to spreads over categories; adds up to 1, or is empty.
    let categoryShares: [String: Double]
    /// Turned to or bought.
    let products: Set<String>

    /// How well a promotion meets what the customer turns to, 0 to 1. It orders and announces; it changes no price.
    func preference(for promotion: Promotion) -> Double {
        if promotion.productIDs.isEmpty, promotion.categories.isEmpty { return 0.5 }
        if !promotion.productIDs.isDisjoint(with: products) { return 1 }
        return promotion.categories.reduce(0) { $0 + (categoryShares[$1] ?? 0) }
    }

    /// Whether to tell the customer of it unasked.
    func fits(_ promotion: Promotion) -> Bool { preference(for: promotion) > 0 }
}

struct PromotionCustomers: Sendable {
    let store: BehaviourStore
    let catalogue: CatalogueShelf

    /// `now` is in Unix milliseconds.
    func of(_ customerID: String, now: Int64) async throws -> PromotionCustomer {
        let state = try await store.state(of: customerID, now: now)
        let catalogue = catalogue.catalogue
        return PromotionCustomer(
            segments: CustomerSegments.of(state, counting: store.counting, catalogue: catalogue, now: now),
            silence: Silence(state),
            categoryShares: CustomerSegments.categoryShares(
                of: state.history,
                counting: store.counting,
                catalogue: catalogue
            ),
            products: Set(state.history.events.map(\.productID))
        )
    }
}
