import Testing

@testable import Recommendation

@Suite struct PromotionStoreTests {
    private let basket = Basket(
        currency: "CNY",
        lines: [Basket.Line(productID: "P0", category: "tops", totalMinor: 1_000)]
    )

    private func promotion(budget: Int64? = 700, code: String = "") -> Promotion {
        var promotion = Promotion(id: "a", name: "a", kind: .amount(300), currency: "CNY")
        promotion.budgetMinor = budget
        promotion.couponCode = code
        return promotion
    }

    private func redeem(_ desk: PromotionDesk, order: String, customer: String = "C1") async throws -> PromotionQuote {
        try await desk.redeem(basket, codes: [], customerID: customer, orderID: order, now: start)
    }

    @Test func budgetIsTakenOncePerOrderAndNeverExceeded() async throws {
        try await withDesk { desk in
            _ = try await desk.promotions.put(promotion())
            for order in ["o1", "o1", "o2", "o1"] { #expect(try await redeem(desk, order: order).discountMinor == 300) }
            #expect(try await desk.promotions.promotions().first?.spentMinor == 600)
            // What is left does not suffice for a whole discount.
            #expect(try await redeem(desk, order: "o3").discountMinor == 0)
            #expect(try await desk.promotions.promotions().first?.spentMinor == 600)
        }
    }

    /// Many orders at once: the budget is one number for all of them.
    @Test func ordersAtOnceShareTheBudget() async throws {
        try await withDesk { desk in
            _ = try await desk.promotions.put(promotion(budget: 1_500))
            let discounts = try await withThrowingTaskGroup(of: Int64.self) { group in
                for order in 0..<20 { group.addTask { try await redeem(desk, order: "o\(order)").discountMinor } }
                return try await group.reduce(0, +)
            }
            #expect(discounts == 1_500)
            #expect(try await desk.promotions.promotions().first?.spentMinor == 1_500)
        }
    }

    @Test func orderOfAnotherCustomerIsNotTold() async throws {
        try await withDesk { desk in
            _ = try await redeem(desk, order: "o1")
            await #expect(throws: PromotionError.otherOrder("o1")) {
                try await redeem(desk, order: "o1", customer: "C2")
            }
        }
    }

    @Test func changedPromotionKeepsWhatWasSpent() async throws {
        try await withDesk { desk in
            _ = try await desk.promotions.put(promotion())
            _ = try await redeem(desk, order: "o1")
            #expect(try await desk.promotions.put(promotion(budget: 900)).spentMinor == 300)
        }
    }

    @Test func codeBelongsToOnePromotion() async throws {
        try await withDesk { desk in
            _ = try await desk.promotions.put(promotion(code: "CODE"))
            var other = promotion(code: "CODE")
            other = Promotion(id: "b", name: "b", kind: other.kind, currency: "CNY", couponCode: "CODE")
            await #expect(throws: PromotionError.couponCodeTaken(code: "CODE", by: "a")) {
                try await desk.promotions.put(other)
            }
        }
    }

    @Test func nobodyConsentsUnasked() async throws {
        try await withDesk { desk in
            let consents = try await desk.promotions.consents(of: "C1", quietHours: desk.quietHours)
            #expect(consents.map(\.channel) == CustomerConsent.Channel.allCases)
            #expect(consents.allSatisfy { !$0.isGranted })
        }
    }

    @Test func sayingSoUnsubscribesAndALaterConsentStands() async throws {
        try await withDesk { desk in
            func isGranted() async throws -> Bool {
                try await desk.promotions.consents(of: "C1", quietHours: desk.quietHours)[0].isGranted
            }
            let consent = CustomerConsent(
                channel: .chat,
                isGranted: true,
                changedAt: start,
                quietHours: desk.quietHours
            )
            try await desk.promotions.put(consent, of: "C1")
            #expect(try await isGranted())
            let said = BehaviourEvent(id: "m1", customerID: "C1", productID: "", kind: .say, at: start + 1, text: "退订")
            _ = try await EventIntake(store: desk.customers.store).record([said])
            #expect(try await !isGranted())
            let again = CustomerConsent(
                channel: .chat,
                isGranted: true,
                changedAt: start + 2,
                quietHours: desk.quietHours
            )
            try await desk.promotions.put(again, of: "C1")
            // The same sentence delivered again is old news.
            _ = try await EventIntake(store: desk.customers.store).record([said])
            #expect(try await isGranted())
        }
    }

    @Test func complaintSilencesOffers() async throws {
        try await withDesk { desk in
            _ = try await desk.promotions.put(promotion())
            let store = desk.customers.store
            guard case .offers(let offers) = try await desk.offers(to: "C1", productIDs: [], now: start) else {
                Issue.record("silent without a complaint")
                return
            }
            #expect(offers.map(\.promotion.id) == ["a"])
            _ = try await store.record([event(.complaintOpened, by: "C1")])
            #expect(try await desk.offers(to: "C1", productIDs: [], now: start) == .silent(.complaintOpen))
            _ = try await store.record([event(.complaintClosed, by: "C1", onDay: 1)])
            #expect(try await desk.offers(to: "C1", productIDs: [], now: start) == .offers(offers))
        }
    }

    @Test func offersThatMeetWhatTheCustomerTurnsToComeFirst() async throws {
        try await withDesk { desk in
            for (id, categories) in [("a-tops", ["tops"]), ("b-shoes", ["shoes"])] {
                var promotion = Promotion(id: id, name: id, kind: .percent(5), currency: "CNY")
                promotion.categories = Set(categories)
                _ = try await desk.promotions.put(promotion)
            }
            _ = try await desk.customers.store.record([event(.buy, "P1"), event(.view, "P3")])
            guard case .offers(let offers) = try await desk.offers(to: "C1", productIDs: [], now: start) else { return }
            #expect(offers.map(\.promotion.id) == ["b-shoes", "a-tops"])
            guard case .offers(let some) = try await desk.offers(to: "C1", productIDs: ["P0"], now: start) else {
                return
            }
            #expect(some.map(\.promotion.id) == ["a-tops"])
        }
    }

    typealias Change = @Sendable (inout Promotion) -> Void

    /// Each with the field that the refusal names first.
    private static let wrong: [(field: String, change: Change)] = [
        ("id", { $0 = Promotion(id: "", name: "a", kind: .freeShipping, currency: "CNY") }),
        ("currency", { $0.currency = "yuan" }),
        ("percent_off", { $0.kind = .percent(100) }),
        ("amount_off", { $0.kind = .amount(0) }),
        ("minimum", { $0.minimumMinor = -1 }),
        ("budget", { $0.budgetMinor = -1 }),
        ("valid.end_unix_ms", { ($0.validFrom, $0.validUntil) = (5, 5) }),
        ("held_out_percent", { $0.announcement = .init(text: "", englishText: "", heldOutPercent: 51) }),
    ]

    @Test(arguments: wrong)
    func wrongPromotionIsRefusedByTheFieldsName(field: String, change: Change) {
        var promotion = promotion()
        change(&promotion)
        let error = #expect(throws: PromotionError.self) { try promotion.validate() }
        #expect(error?.description.hasPrefix(field) == true)
    }
}
