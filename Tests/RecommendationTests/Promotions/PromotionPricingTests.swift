import SeededRandom
import Testing

@testable import Recommendation

@Suite struct PromotionPricingTests {
    private let now = start

    private func promotion(
        _ id: String,
        _ kind: Promotion.Kind,
        change: (inout Promotion) -> Void = { _ in }
    ) -> Promotion {
        var promotion = Promotion(id: id, name: id, kind: kind, currency: "CNY")
        change(&promotion)
        return promotion
    }

    private func basket(_ prices: Int64...) -> Basket {
        Basket(
            currency: "CNY",
            lines: prices.enumerated().map {
                Basket.Line(productID: "P\($0)", category: $0 % 2 == 0 ? "tops" : "shoes", totalMinor: $1)
            }
        )
    }

    private func quote(
        _ promotions: [Promotion],
        _ basket: Basket,
        codes: Set<String> = [],
        segments: Set<String> = ["new"],
        spent: Int64 = 0
    ) -> PromotionQuote {
        PromotionPricing(
            promotions: promotions.map { RunningPromotion(promotion: $0, spentMinor: spent) },
            segments: segments,
            now: now
        ).quote(basket, codes: codes)
    }

    @Test func percentageIsOfWhatItCoversAndFractionsAreNotGiven() {
        let tops = promotion("a", .percent(10)) { $0.categories = ["tops"] }
        #expect(quote([tops], basket(1_009, 5_000)).applied == [.init(promotionID: "a", discountMinor: 100)])
    }

    @Test func amountNeverCostsMoreThanTheBasket() {
        #expect(quote([promotion("a", .amount(50_000))], basket(300, 400)).discountMinor == 700)
    }

    @Test func bestOfThoseThatDoNotStackIsTaken() {
        let quote = quote([promotion("a", .percent(10)), promotion("b", .amount(300))], basket(1_000))
        #expect(quote.applied.map(\.promotionID) == ["b"])
    }

    @Test func stackingNeedsBothToNameEachOther() {
        let one = promotion("a", .percent(10)) { $0.stacksWith = ["b"] }
        let both = promotion("b", .amount(300)) { $0.stacksWith = ["a"] }
        #expect(quote([one, promotion("b", .amount(300))], basket(1_000)).discountMinor == 300)
        let stacked = quote([one, both], basket(1_000))
        // The percentage first, of the whole price.
        #expect(
            stacked.applied == [
                .init(promotionID: "a", discountMinor: 100), .init(promotionID: "b", discountMinor: 300),
            ]
        )
    }

    @Test func everyRefusalNamesItsRule() {
        func rule(spent: Int64 = 0, _ change: (inout Promotion) -> Void) -> PromotionQuote.Rule? {
            let coupon = promotion("a", .amount(500)) {
                $0.couponCode = "CODE"
                change(&$0)
            }
            return quote([coupon], basket(1_000), codes: ["CODE"], spent: spent).refused.first?.rule
        }
        #expect(rule { _ in } == nil)
        #expect(rule { $0.validFrom = now + 1 } == .notStarted)
        #expect(rule { $0.validUntil = now } == .expired)
        #expect(rule { $0.segments = ["lapsed"] } == .segment)
        #expect(rule { $0.productIDs = ["P9"] } == .items)
        #expect(rule { $0.minimumMinor = 1_001 } == .minimum)
        #expect(rule { $0.currency = "USD" } == .currency)
        #expect(rule(spent: 501) { $0.budgetMinor = 1_000 } == .budget)
        #expect(rule(spent: 500) { $0.budgetMinor = 1_000 } == nil)
        #expect(rule { $0.couponCode = "OTHER" } == .unknown)
        let better = promotion("b", .amount(900))
        let coupon = promotion("a", .amount(500)) { $0.couponCode = "CODE" }
        #expect(quote([better, coupon], basket(1_000), codes: ["CODE"]).refused.map(\.rule) == [.stacking])
    }

    @Test func couponsApplyOnlyWhenGiven() {
        let coupon = promotion("a", .amount(500)) { $0.couponCode = "CODE" }
        #expect(quote([coupon], basket(1_000)).applied.isEmpty)
        #expect(quote([coupon], basket(1_000), codes: ["CODE"]).discountMinor == 500)
    }

    @Test func freeShippingAddsToWhatSavesTheSame() {
        let shipping = promotion("s", .freeShipping) { $0.stacksWith = ["a"] }
        let percent = promotion("a", .percent(10)) { $0.stacksWith = ["s"] }
        let quote = quote([shipping, percent], basket(1_000))
        #expect(quote.hasFreeShipping)
        #expect(quote.discountMinor == 100)
    }

    private struct Case {
        let promotions: [Promotion]
        let basket: Basket
        let codes: Set<String>
        let segments: Set<String>
    }

    private func randomCase(_ random: inout SplitMix64) -> Case {
        let ids = (0..<Int.random(in: 1...6, using: &random)).map { "p\($0)" }
        let promotions = ids.map { id in
            promotion(
                id,
                [
                    .percent(Int.random(in: 1...99, using: &random)), .amount(.random(in: 1...900, using: &random)),
                    .freeShipping,
                ]
                .randomElement(using: &random) ?? .freeShipping
            ) { promotion in
                promotion.stacksWith = Set(ids.filter { _ in Bool.random(using: &random) })
                promotion.minimumMinor = Bool.random(using: &random) ? 0 : .random(in: 1...1_500, using: &random)
                promotion.categories = Bool.random(using: &random) ? [] : ["tops"]
                promotion.segments =
                    Bool.random(using: &random) ? [] : [["new", "active"].randomElement(using: &random) ?? ""]
                promotion.couponCode = Bool.random(using: &random) ? "" : "C" + id
                promotion.budgetMinor = Bool.random(using: &random) ? nil : .random(in: 0...600, using: &random)
            }
        }
        let prices = (0..<Int.random(in: 1...4, using: &random)).map { _ in Int64.random(in: 0...1_000, using: &random)
        }
        return Case(
            promotions: promotions,
            basket: Basket(
                currency: "CNY",
                lines: prices.enumerated().map {
                    Basket.Line(productID: "P\($0)", category: $0 % 2 == 0 ? "tops" : "shoes", totalMinor: $1)
                }
            ),
            codes: Set(ids.filter { _ in Bool.random(using: &random) }.map { "C" + $0 }),
            segments: [["new", "active"].randomElement(using: &random) ?? ""]
        )
    }

    /// Over random shops: what every quote keeps to, and that no allowed set would have saved more.
    @Test(arguments: [UInt64(1), 2, 3]) func quotesKeepTheRulesAndMissNoSaving(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        for _ in 0..<300 {
            let shop = randomCase(&random)
            let quote = quote(shop.promotions, shop.basket, codes: shop.codes, segments: shop.segments)
            #expect((0...shop.basket.totalMinor).contains(quote.discountMinor))
            let used = quote.applied.compactMap { applied in shop.promotions.first { $0.id == applied.promotionID } }
            for (index, promotion) in used.enumerated() {
                #expect(promotion.couponCode.isEmpty || shop.codes.contains(promotion.couponCode))
                #expect(promotion.isFor(shop.segments))
                #expect(quote.applied[index].discountMinor <= promotion.budgetMinor ?? .max)
                #expect(used.dropFirst(index + 1).allSatisfy { $0.stacks(with: promotion) })
            }
            for promotion in shop.promotions
            where promotion.couponCode.isEmpty || shop.codes.contains(promotion.couponCode) {
                let alone = self.quote([promotion], shop.basket, codes: shop.codes, segments: shop.segments)
                #expect(alone.discountMinor <= quote.discountMinor)
            }
        }
    }

    /// Equal customers get equal prices and offers, whatever their ids and whenever they came.
    @Test(arguments: [UInt64(11), 12]) func equalCustomersGetEqualPricesAndOffers(seed: UInt64) async throws {
        var random = SplitMix64(seed: seed)
        for round in 0..<10 {
            let shop = randomCase(&random)
            let did = (0..<6).map { step in
                (
                    [BehaviourEvent.Kind.view, .cart, .buy].randomElement(using: &random) ?? .view,
                    "P\(Int.random(in: 0..<4, using: &random))", Int64(step)
                )
            }
            let names = ["zoe", "anna-\(round)", String(UInt64.random(in: 0...UInt64.max, using: &random))]
            try await withDesk { desk in
                for promotion in shop.promotions { _ = try? await desk.promotions.put(promotion) }
                for name in names.shuffled(using: &random) {
                    _ = try await desk.customers.store.record(did.map { event($0.0, $0.1, by: name, onDay: $0.2) })
                }
                var quotes: Set<PromotionQuote> = []
                var offers: Set<PromotionDesk.Answer> = []
                for name in names {
                    quotes.insert(
                        try await desk.quote(shop.basket, codes: shop.codes, customerID: name, now: now + 9 * day)
                    )
                    offers.insert(try await desk.offers(to: name, productIDs: [], now: now + 9 * day))
                }
                #expect(quotes.count == 1)
                #expect(offers.count == 1)
            }
        }
    }
}
