import ItemRecommendation
import Testing

@testable import Recommendation

/// What the trained model, the catalogue and the words of the moment do to answers.
@Suite struct RecommenderModelTests {
    /// Themes of the small shop are every sixth product; here they are categories too.
    private func catalogue(
        stock: (Int) -> Int = { _ in 5 },
        extra: [ProductFacts] = [],
        vectors: Bool = false
    ) -> Catalogue {
        let products =
            (0..<60).map { number in
                ProductFacts(
                    id: "P\(number)",
                    category: "theme \(number % 6)",
                    brand: "",
                    priceMinor: 1_000,
                    stock: stock(number),
                    text: "P\(number)"
                )
            } + extra
        let content = VectorIndex(
            !vectors
                ? []
                : products.map { product in
                    (name: product.id, vector: (0..<8).map { product.category == "theme \($0)" ? Float(1) : 0.01 })
                }
        )
        return Catalogue(products: Dictionary(uniqueKeysWithValues: products.map { ($0.id, $0) }), content: content)
    }

    private func theme(_ product: String) -> Int { (Int(product.dropFirst()) ?? 0) % 6 }

    private func withTrained(
        _ catalogue: Catalogue = .unknown,
        business: BusinessRules = BusinessRules(),
        intents: IntentEmbedder? = nil,
        _ body: (TestBench) async throws -> Void
    ) async throws {
        try await TestBench.with(catalogue: catalogue, business: business, intents: intents) { bench in
            _ = try await bench.store.record(SmallShop.events())
            #expect(try await bench.train() != nil)
            try await body(bench)
        }
    }

    @Test func newCustomerIsKnownFromTheFirstEventOn() async throws {
        try await withTrained { bench in
            let stranger = try await bench.products(for: "new")
            #expect(!stranger.isEmpty)
            _ = try await bench.store.record([
                event(.view, "P8", by: "new", onDay: 39), event(.buy, "P14", by: "new", onDay: 39),
            ])
            let known = try await bench.products(for: "new")
            #expect(known != stranger)
            // P8 and P14 are of the second theme.
            #expect(known.prefix(5).count { theme($0.productID) == 2 } >= 3)
            #expect(!known.map(\.productID).contains("P14"))
        }
    }

    @Test func reasonsNameWhatTheCustomerDid() async throws {
        try await withTrained { bench in
            _ = try await bench.store.record([event(.buy, "P8", by: "new", onDay: 39)])
            let products = try await bench.products(for: "new", limit: 5)
            let named = products.flatMap(\.reasons).compactMap(\.otherProductID)
            #expect(Set(named) == ["P8"])
        }
    }

    @Test func soldOutAndUnknownProductsAreLeftOut() async throws {
        try await withTrained(catalogue(stock: { $0 % 2 })) { bench in
            let products = try await bench.products(for: "U3", limit: 20)
            #expect(!products.isEmpty)
            #expect(products.allSatisfy { (Int($0.productID.dropFirst()) ?? 0) % 2 == 1 })
        }
    }

    @Test func oneCategoryDoesNotFillAnAnswerButMayBeAskedFor() async throws {
        try await withTrained(catalogue()) { bench in
            let all = try await bench.products(for: "U3", limit: 10)
            let counts = Dictionary(all.map { (theme($0.productID), 1) }, uniquingKeysWith: +)
            #expect((counts.values.max() ?? 0) <= 6)
            let one = try await bench.products(for: "U3", limit: 5, category: "theme 4")
            #expect(!one.isEmpty && one.allSatisfy { theme($0.productID) == 4 })
        }
    }

    @Test func shopsExclusionsHold() async throws {
        let first = try await firstProduct()
        var rules = BusinessRules()
        rules.excludedProducts = [first]
        try await withTrained(catalogue(), business: rules) { bench in
            #expect(!(try await bench.products(for: "U3", limit: 20)).map(\.productID).contains(first))
            let explanation = try await bench.recommender.explain(first, to: "U3", now: start + 40 * day)
            #expect(explanation.exclusion == .shopRule)
        }
    }

    private func firstProduct() async throws -> String {
        var first = ""
        try await withTrained(catalogue()) { first = try await $0.products(for: "U3")[0].productID }
        return first
    }

    @Test func whatComesBackForTheCustomersReasonIsLeftOut() async throws {
        try await withTrained(catalogue()) { bench in
            _ = try await bench.store.record([event(.view, "P8", by: "new", onDay: 30)])
            let target = try await bench.products(for: "new")[0].productID
            let returns = (0..<40).flatMap { number in
                [
                    event(.buy, target, by: "R\(number)", onDay: 1, order: "o"),
                    returned(target, by: "R\(number)", because: "too_small", onDay: 2),
                ]
            }
            _ = try await bench.store.record(
                returns + [
                    event(.buy, "P50", by: "new", onDay: 31, order: "x"),
                    returned("P50", by: "new", because: "too_small", onDay: 32),
                ]
            )
            let late = start + 41 * day
            let request = Recommender.Request(customerID: "new", limit: 20)
            guard case .ranked(let products) = try await bench.recommender.recommend(request, now: late) else { return }
            #expect(!products.map(\.productID).contains(target))
            #expect(
                try await bench.recommender.explain(target, to: "new", now: late).exclusion == .returnedForSameReason
            )
            // Somebody without that reason may still like it.
            #expect(try await bench.recommender.explain(target, to: "else", now: late).exclusion == nil)
        }
    }

    private func returned(
        _ product: String,
        by customer: String,
        because reason: String,
        onDay day: Int64
    ) -> BehaviourEvent {
        BehaviourEvent(
            id: "return-\(customer)-\(product)",
            customerID: customer,
            productID: product,
            kind: .return,
            at: start + day * CountingRules.millisecondsOfDay,
            text: reason
        )
    }

    @Test func newProductIsRecommendedForBeingLikeWhatTheCustomerTurnedTo() async throws {
        let new = ProductFacts(id: "NEW", category: "theme 2", brand: "", priceMinor: 1_000, stock: 1, text: "NEW")
        try await withTrained(catalogue(extra: [new], vectors: true)) { bench in
            _ = try await bench.store.record([event(.view, "P8", by: "new", onDay: 39)])
            let products = try await bench.products(for: "new", limit: 20)
            let found = try #require(products.first { $0.productID == "NEW" })
            #expect(found.reasons == [.similarContent(to: "P8")])
            // Nobody ever turned to it, so there is nothing else that could have brought it.
            let explanation = try await bench.recommender.explain("NEW", to: "new", now: start + 40 * day)
            #expect(explanation.contributions.map(\.feature) == ["source.content"])
        }
    }

    @Test func wordsOfTheMomentSetTheContext() async throws {
        let embedder = TextEmbedder(
            passages: { _ in [] },
            query: { text in
                guard let theme = Int(text) else { throw ModelError.unknownVersion(text) }
                return (0..<8).map { $0 == theme ? 1 : 0.01 }
            }
        )
        let intents = IntentEmbedder(embedder: embedder, cacheSize: 10, pause: .milliseconds(0))
        try await withTrained(catalogue(vectors: true), intents: intents) { bench in
            let asked = try await bench.products(for: "U3", limit: 3, words: "5")
            #expect(asked.contains { theme($0.productID) == 5 && $0.reasons.first == .lastIntent })
            // Where the words cannot be embedded in time the answer is the one without them.
            #expect(try await bench.products(for: "U3", words: "hm") == bench.products(for: "U3"))
        }
    }

    @Test func explanationHoldsTheTreesFeaturesAndTheParts() async throws {
        try await withTrained(catalogue()) { bench in
            let best = try await bench.products(for: "U3")[0]
            let explanation = try await bench.recommender.explain(best.productID, to: "U3", now: start + 40 * day)
            #expect(explanation.exclusion == nil)
            #expect(explanation.product.reasons == best.reasons)
            #expect(abs(explanation.product.score - best.score) < 1e-9)
            let features = explanation.contributions.map(\.feature)
            #expect(features.contains("source.learned"))
            #expect(features.contains { !$0.hasPrefix("source.") && !$0.hasPrefix("rule.") })
            let parts = explanation.contributions.filter {
                $0.feature.hasPrefix("source.") || $0.feature.hasPrefix("rule.")
            }
            let sum = parts.reduce(0) { $0 + $1.contribution }
            #expect(abs(sum - best.score) < 0.1)
        }
    }

    @Test func similarProductsDoNotDependOnWhoAsks() async throws {
        try await withTrained(catalogue()) { bench in
            let similar = try await bench.recommender.similar(to: "P8", limit: 5, now: start + 40 * day)
            #expect(similar.count == 5)
            #expect(similar.count { theme($0.productID) == 2 } >= 3)
            #expect(!similar.map(\.productID).contains("P8"))
        }
    }

    /// The same history gives the same answer, whatever the customer's id.
    @Test func equalCustomersGetEqualRecommendations() async throws {
        try await withTrained(catalogue()) { bench in
            var answers: Set<[RankedProduct]> = []
            for name in ["zoe", "anna", "12"] {
                _ = try await bench.store.record(
                    [event(.view, "P8", by: name, onDay: 30), event(.buy, "P9", by: name, onDay: 31)]
                )
            }
            for name in ["zoe", "anna", "12"] { answers.insert(try await bench.products(for: name)) }
            #expect(answers.count == 1)
        }
    }
}
