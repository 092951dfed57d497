import Testing

@testable import Recommendation

@Suite struct CandidateBlendTests {
    @Test func firstRankGivesTheWholeWeightAndLaterOnesLess() {
        var blend = CandidateBlend(rankOffset: 20)
        blend.add(["a", "b"], from: .learned, weight: 1)
        blend.add(["b"], from: .intent, weight: 0.5)
        #expect(blend.score(of: "a") == 1)
        #expect(blend.score(of: "b") == 20.0 / 21 + 0.5)
        #expect(blend.score(of: "c") == 0)
    }

    @Test func shopsWishesAreReadAndHeldToTheirRange() throws {
        let rules = try BusinessRules(
            yaml: """
                excluded: {products: [P1], categories: [gift cards]}
                boosts: {brands: {Ours: 1.2}, categories: {shoes: 1.2}}
                """
        )
        func product(_ id: String, _ category: String, brand: String = "") -> ProductFacts {
            ProductFacts(id: id, category: category, brand: brand, priceMinor: 1, stock: 1, text: id)
        }
        #expect(!rules.allows(product("P1", "shoes")))
        #expect(!rules.allows(product("P2", "gift cards")))
        #expect(rules.allows(product("P2", "shoes")))
        // Together the two would go past what one wish may do.
        #expect(rules.factor(of: product("P2", "shoes", brand: "Ours")) == 1.25)
        #expect(rules.factor(of: product("P2", "hats")) == 1)
    }

    @Test func wishesOutOfRangeAreRefusedByName() {
        #expect(throws: BusinessRulesError.boostOutOfRange(name: "shoes", value: 3)) {
            try BusinessRules(yaml: "boosts: {categories: {shoes: 3}}")
        }
        #expect(throws: BusinessRulesError.self) { try BusinessRules(yaml: "boosts: [1]") }
    }

    @Test func fileWithoutWishesHasNone() throws {
        #expect(try BusinessRules(yaml: "# nothing\n") == BusinessRules())
    }

    @Test func priceFarFromTheUsualOneAndReturnsCostSomeOfTheScore() {
        func factor(price: Int64?, usual: Int64?, returns: Double = 0) -> Double {
            ScoreFactors(
                of: ProductFacts(id: "P", category: "", brand: "", priceMinor: price, stock: 1, text: ""),
                usualPriceMinor: usual,
                returnShare: returns,
                rules: RankingRules(),
                business: BusinessRules()
            ).product
        }
        #expect(factor(price: 100, usual: 100) == 1)
        #expect(factor(price: 200, usual: 100) == factor(price: 50, usual: 100))
        #expect(factor(price: 200, usual: 100) == 0.9)
        #expect(factor(price: 1_000_000, usual: 1) == 0.7)
        #expect(factor(price: nil, usual: 100) == 1)
        #expect(factor(price: 100, usual: nil, returns: 0.2) == 0.8)
        #expect(factor(price: 100, usual: nil, returns: 0.9) == 0.5)
    }
}
