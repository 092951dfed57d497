import MeshRuntime
import Testing

@testable import Contracts
@testable import Recommendation

@Suite struct PromotionsServiceTests {
    private func withService(
        _ body: (RecommendationV1.PromotionsClient, TestBench) async throws -> Void
    ) async throws {
        try await withServices { _, promotions, bench in try await body(promotions, bench) }
    }

    private func yuan(_ minor: Int64) -> TypesV1.Money { TypesV1.Money(amountMinor: minor, currency: "CNY") }

    private func coupon(_ id: String = "p1", code: String = "SAVE") -> RecommendationV1.Promotion {
        RecommendationV1.Promotion(
            id: id,
            name: "满减",
            kind: .amount,
            amountOff: yuan(2_000),
            minimum: yuan(10_000),
            valid: TypesV1.TimeRange(startUnixMs: start - 1, endUnixMs: start + 1),
            productIds: ["tent"],
            segments: ["new"],
            budget: yuan(3_000),
            couponCode: code
        )
    }

    private func item(_ product: String = "tent", _ price: Int64 = 12_000) -> RecommendationV1.CouponItem {
        RecommendationV1.CouponItem(productId: product, quantity: 1, unitPrice: yuan(price))
    }

    @Test func promotionComesBackAsItWasPut() async throws {
        try await withService { service, _ in
            let put = try await service.putPromotion(.init(promotion: coupon())).promotion
            var expected = coupon()
            expected.spent = yuan(0)
            #expect(put == expected)
            #expect(try await service.listPromotions(.init(customerId: "C1")).promotions == [expected])
        }
    }

    @Test func couponIsCheckedQuotedAndRedeemedOnce() async throws {
        try await withService { service, _ in
            _ = try await service.putPromotion(.init(promotion: coupon()))
            let check = try await service.checkCoupon(.init(customerId: "C1", couponCode: "SAVE", items: [item()]))
            #expect(check == .init(valid: true, discount: yuan(2_000)))
            let small = try await service.checkCoupon(
                .init(customerId: "C1", couponCode: "SAVE", items: [item("tent", 9_999)])
            )
            #expect(small.refusedBy == "coupon.minimum" && !small.valid)
            let request = RecommendationV1.QuoteRequest(customerId: "C1", items: [item()], couponCodes: ["SAVE", "NO"])
            let quote = try await service.quote(request)
            #expect(quote.discount == yuan(2_000) && quote.total == yuan(12_000))
            #expect(quote.applied == [.init(promotionId: "p1", discount: yuan(2_000))])
            #expect(quote.refused == [.init(couponCode: "NO", refusedBy: "coupon.unknown")])
            for _ in 0..<2 {
                #expect(try await service.redeem(.init(orderId: "o1", quote: request)).discount == yuan(2_000))
            }
            // 1,000 of the budget are left.
            let second = try await service.redeem(.init(orderId: "o2", quote: request))
            #expect(second.refused.contains(.init(couponCode: "SAVE", refusedBy: "coupon.budget")))
        }
    }

    @Test func consentIsAskedForByChannelAndKept() async throws {
        try await withService { service, _ in
            let before = try await service.getConsent(.init(customerId: "C1")).consents
            #expect(before.map(\.channel) == ["chat", "sms", "email"])
            #expect(before.allSatisfy { !$0.granted && $0.quietFromMinutes == 1_320 })
            let consent = RecommendationV1.Consent(
                channel: "chat",
                granted: true,
                quietFromMinutes: 60,
                quietUntilMinutes: 120
            )
            let set = try await service.setConsent(.init(customerId: "C1", consent: consent)).consent
            #expect(set?.granted == true && set?.changedUnixMs == start)
            #expect(try await service.getConsent(.init(customerId: "C1")).consents[0] == set)
        }
    }

    @Test func effectOfAnUnknownPromotionIsNotFound() async throws {
        try await withService { service, _ in
            let error = await #expect(throws: CallError.self) {
                try await service.measureEffect(.init(promotionId: "none"))
            }
            #expect(error?.code == .notFound)
            _ = try await service.putPromotion(.init(promotion: coupon()))
            let effect = try await service.measureEffect(.init(promotionId: "p1", days: 3))
            #expect(effect.told == .init() && effect.lower == -1 && effect.upper == 1)
        }
    }

    @Test func wrongInputIsRefusedByTheFieldsName() async throws {
        try await withService { service, _ in
            func message(_ body: () async throws -> Void) async -> String {
                let error = await #expect(throws: CallError.self) { try await body() }
                #expect(error?.code == .invalidArgument)
                return error?.message ?? ""
            }
            var dollars = coupon()
            dollars.minimum = TypesV1.Money(amountMinor: 1, currency: "USD")
            let words = [
                await message { _ = try await service.putPromotion(.init()) },
                await message { _ = try await service.putPromotion(.init(promotion: dollars)) },
                await message { _ = try await service.quote(.init(customerId: "C1")) },
                await message { _ = try await service.quote(.init(customerId: "C1", items: [item("tent", -1)])) },
                await message {
                    _ = try await service.setConsent(.init(customerId: "C1", consent: .init(channel: "fax")))
                },
                await message { _ = try await service.listPromotions(.init()) },
            ]
            for (word, name) in zip(words, ["kind", "currency", "items", "items[0]", "channel", "customer_id"]) {
                #expect(word.contains(name))
            }
        }
    }
}
