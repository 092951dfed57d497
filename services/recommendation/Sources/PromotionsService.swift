import Contracts
import MeshRuntime

/// Decodes a call, asks once, encodes the answer.
struct PromotionsService: RecommendationV1.PromotionsService {
    let desk: PromotionDesk
    /// Unix milliseconds.
    let now: @Sendable () -> Int64

    func listPromotions(
        _ request: RecommendationV1.ListPromotionsRequest,
        context: CallContext
    ) async throws -> RecommendationV1.ListPromotionsResponse {
        try await mappingErrors {
            let customerID = try RequestRules.id(request.customerId, named: "customer_id")
            let products = try RequestRules.products(request.productIds)
            switch try await desk.offers(to: customerID, productIDs: products, now: now()) {
            case .offers(let promotions):
                return RecommendationV1.ListPromotionsResponse(
                    promotions: promotions.map(RecommendationV1.Promotion.init)
                )
            case .silent(let silence):
                return RecommendationV1.ListPromotionsResponse(silentBecause: silence.rawValue)
            }
        }
    }

    func putPromotion(
        _ request: RecommendationV1.PutPromotionRequest,
        context: CallContext
    ) async throws -> RecommendationV1.PutPromotionResponse {
        try await mappingErrors {
            let promotion = try Promotion(request.promotion ?? RecommendationV1.Promotion())
            let running = try await desk.promotions.put(promotion)
            return RecommendationV1.PutPromotionResponse(promotion: RecommendationV1.Promotion(running))
        }
    }

    func checkCoupon(
        _ request: RecommendationV1.CheckCouponRequest,
        context: CallContext
    ) async throws -> RecommendationV1.CheckCouponResponse {
        try await mappingErrors {
            let customerID = try RequestRules.id(request.customerId, named: "customer_id")
            let check = try await desk.check(
                request.couponCode,
                basket: try desk.basket(request.items),
                beside: request.withPromotionIds,
                customerID: customerID,
                now: now()
            )
            return RecommendationV1.CheckCouponResponse(check)
        }
    }

    func quote(
        _ request: RecommendationV1.QuoteRequest,
        context: CallContext
    ) async throws -> RecommendationV1.QuoteResponse {
        try await mappingErrors {
            let quote = try await desk.quote(
                try desk.basket(request.items),
                codes: try RequestRules.codes(request.couponCodes),
                customerID: try RequestRules.id(request.customerId, named: "customer_id"),
                now: now()
            )
            return RecommendationV1.QuoteResponse(quote)
        }
    }

    func redeem(
        _ request: RecommendationV1.RedeemRequest,
        context: CallContext
    ) async throws -> RecommendationV1.QuoteResponse {
        try await mappingErrors {
            let wanted = request.quote ?? RecommendationV1.QuoteRequest()
            let quote = try await desk.redeem(
                try desk.basket(wanted.items),
                codes: try RequestRules.codes(wanted.couponCodes),
                customerID: try RequestRules.id(wanted.customerId, named: "quote.customer_id"),
                orderID: try RequestRules.id(request.orderId, named: "order_id"),
                now: now()
            )
            return RecommendationV1.QuoteResponse(quote)
        }
    }

    func measureEffect(
        _ request: RecommendationV1.MeasureEffectRequest,
        context: CallContext
    ) async throws -> RecommendationV1.MeasureEffectResponse {
        try await mappingErrors {
            let id = try RequestRules.id(request.promotionId, named: "promotion_id")
            let (effect, states) = try await desk.effect(of: id, days: try RequestRules.days(request.days))
            return RecommendationV1.MeasureEffectResponse(effect, states)
        }
    }

    func getConsent(
        _ request: RecommendationV1.GetConsentRequest,
        context: CallContext
    ) async throws -> RecommendationV1.GetConsentResponse {
        try await mappingErrors {
            let customerID = try RequestRules.id(request.customerId, named: "customer_id")
            let consents = try await desk.promotions.consents(of: customerID, quietHours: desk.quietHours)
            return RecommendationV1.GetConsentResponse(consents: consents.map(RecommendationV1.Consent.init))
        }
    }

    func setConsent(
        _ request: RecommendationV1.SetConsentRequest,
        context: CallContext
    ) async throws -> RecommendationV1.SetConsentResponse {
        try await mappingErrors {
            let customerID = try RequestRules.id(request.customerId, named: "customer_id")
            let consent = try Consent(request.consent ?? RecommendationV1.Consent(), now: now())
            try await desk.promotions.put(consent, of: customerID)
            return RecommendationV1.SetConsentResponse(consent: RecommendationV1.Consent(consent))
        }
    }
}
