/// What promotions a customer may use, and what they are worth.
struct PromotionDesk: Sendable {
    let promotions: PromotionStore
    let notices: NoticeStore
    let customers: PromotionCustomers
    /// Of customers who never said when it is quiet.
    let quietHours: QuietHours

    enum Answer: Hashable, Sendable {
        case offers([RunningPromotion])
        case silent(Silence)
    }

    /// Promotions for these products (any, where none is named), those first that meet what the customer turns to. Nobody
    /// is offered anything while a complaint is open.
    func offers(to customerID: String, productIDs: [String], now: Int64) async throws -> Answer {
        let customer = try await customers.of(customerID, now: now)
        if let silence = customer.silence { return .silent(silence) }
        let all = try await promotions.promotions()
        let pricing = PromotionPricing(promotions: all, segments: customer.segments, now: now)
        let catalogue = customers.catalogue.catalogue
        let usable = all.filter { running in
            pricing.refusal(of: running) == nil
                && (productIDs.isEmpty
                    || productIDs.contains {
                        running.promotion.covers(productID: $0, category: catalogue.category(of: $0))
                    })
        }
        return .offers(
            usable.map { (running: $0, preference: customer.preference(for: $0.promotion)) }
                .sorted { ($1.preference, $0.running.promotion.id) < ($0.preference, $1.running.promotion.id) }
                .map(\.running)
        )
    }

    func quote(_ basket: Basket, codes: Set<String>, customerID: String, now: Int64) async throws -> PromotionQuote {
        try await pricing(for: customerID, now: now).quote(basket, codes: codes)
    }

    func redeem(
        _ basket: Basket,
        codes: Set<String>,
        customerID: String,
        orderID: String,
        now: Int64
    ) async throws -> PromotionQuote {
        let segments = try await customers.of(customerID, now: now).segments
        return try await promotions.redeem(orderID: orderID, customerID: customerID) { running in
            PromotionPricing(promotions: running, segments: segments, now: now).quote(basket, codes: codes)
        }
    }

    struct CouponCheck: Hashable, Sendable {
        let currency: String
        let refusal: PromotionQuote.Rule?
        /// By the coupon alone.
        let discountMinor: Int64
    }

    /// - Parameter beside: ids of promotions that are to apply too.
    func check(
        _ code: String,
        basket: Basket,
        beside: [String],
        customerID: String,
        now: Int64
    ) async throws -> CouponCheck {
        let pricing = try await pricing(for: customerID, now: now)
        guard !code.isEmpty, let named = pricing.promotions.first(where: { $0.promotion.couponCode == code }) else {
            return CouponCheck(currency: basket.currency, refusal: .unknown, discountMinor: 0)
        }
        if let rule = pricing.refusal(of: named, basket) {
            return CouponCheck(currency: basket.currency, refusal: rule, discountMinor: 0)
        }
        let others = pricing.promotions.filter {
            beside.contains($0.promotion.id) && $0.promotion.id != named.promotion.id
        }
        guard others.allSatisfy({ $0.promotion.stacks(with: named.promotion) }) else {
            return CouponCheck(currency: basket.currency, refusal: .stacking, discountMinor: 0)
        }
        let alone = PromotionPricing(promotions: [named], segments: pricing.segments, now: now)
            .quote(basket, codes: [code])
        return CouponCheck(currency: basket.currency, refusal: nil, discountMinor: alone.discountMinor)
    }

    /// - Parameter days: after their assignment, in which customers' purchases count.
    func effect(of promotionID: String, days: Int) async throws -> (PromotionEffect, [Notice.State: Int]) {
        guard
            let promotion = try await promotions.promotions().first(where: { $0.promotion.id == promotionID })?
                .promotion
        else { throw PromotionError.unknownPromotion(promotionID) }
        let notices = try await notices.notices(of: promotionID)
        let catalogue = customers.catalogue.catalogue
        let buyers = try await self.notices.buyers(notices, within: Int64(days) * CountingRules.millisecondsOfDay) {
            promotion.covers(productID: $0, category: catalogue.category(of: $0))
        }
        func group(_ members: [Notice]) -> PromotionEffect.Group {
            PromotionEffect.Group(
                customers: members.count,
                buyers: members.count { buyers.contains($0.customerID) }
            )
        }
        return (
            PromotionEffect(
                told: group(notices.filter { $0.state != .heldOut }),
                heldOut: group(notices.filter { $0.state == .heldOut })
            ),
            Dictionary(notices.map { ($0.state, 1) }, uniquingKeysWith: +)
        )
    }

    private func pricing(for customerID: String, now: Int64) async throws -> PromotionPricing {
        PromotionPricing(
            promotions: try await promotions.promotions(),
            segments: try await customers.of(customerID, now: now).segments,
            now: now
        )
    }
}
