import Testing

@testable import OrderTracking

/// Each rule with a case that it refuses and, beside it, the nearest one that it allows.
struct AfterSaleRuleTests {
    /// Decides under the demo shop's policy; `change` makes the facts of the case.
    private func violations(
        _ action: AfterSaleAction,
        _ orderID: String,
        policy change: (inout ShopPolicy) -> Void = { _ in },
        facts changeFacts: (inout AfterSaleFacts) -> Void = { _ in }
    ) async throws -> [String] {
        try await AfterSaleShop.violations(action, orderID, policy: change, facts: changeFacts)
    }

    private let cancel = AfterSaleAction.cancelOrder(reason: "no_longer_needed")
    private let giveBack = AfterSaleAction.returnItems(["1"], refundMethodID: "w", reason: "other")
    private let elsewhere = Address(country: "CN", city: "上海市", line: "南京路2号")

    private func change(_ variant: String, item: String = "1", method: String = "w") -> AfterSaleAction {
        .changeItems([.init(itemID: item, newVariantID: variant)], methodID: method)
    }

    private func exchange(_ variant: String, item: String = "1", method: String = "w") -> AfterSaleAction {
        .exchangeItems([.init(itemID: item, newVariantID: variant)], methodID: method, reason: "")
    }

    @Test func notOffered() async throws {
        #expect(try await violations(cancel, "P1") == [])
        let rules = try await violations(cancel, "P1", policy: { $0.rules[.cancelOrder] = nil })
        #expect(rules == ["cancel.not_offered"])
    }

    @Test func status() async throws {
        #expect(try await violations(cancel, "A1") == [])
        #expect(try await violations(cancel, "D1") == ["cancel.status"])
        #expect(try await violations(.changeAddress(elsewhere), "P1") == [])
        #expect(try await violations(.changeAddress(elsewhere), "D1") == ["change_address.status"])
        #expect(try await violations(.changePayment(methodID: "c"), "P1") == [])
        #expect(try await violations(.changePayment(methodID: "c"), "D1") == ["change_payment.status"])
        #expect(try await violations(change("S-white"), "P1") == [])
        #expect(try await violations(change("S-white"), "D1") == ["change_items.status"])
        #expect(try await violations(giveBack, "D1") == [])
        #expect(try await violations(giveBack, "P1") == ["return.status"])
        #expect(try await violations(exchange("S-white"), "D1") == [])
        #expect(try await violations(exchange("S-white"), "P1") == ["exchange.status"])
    }

    @Test func reason() async throws {
        #expect(try await violations(.cancelOrder(reason: "bored"), "P1") == ["cancel.reason"])
        #expect(try await violations(.cancelOrder(reason: ""), "P1") == ["cancel.reason"])
        let rules = try await violations(
            .cancelOrder(reason: ""),
            "P1",
            policy: { $0.rules[.cancelOrder]?.reasons = nil }
        )
        #expect(rules == [])
    }

    @Test func windowEndsWithItsLastMoment() async throws {
        for (delay, expected) in [(Int64(0), [String]()), (1, ["return.window"])] {
            let rules = try await violations(
                giveBack,
                "D1",
                facts: { facts in
                    facts.now = Timestamp(milliseconds: facts.now.milliseconds + delay)
                    facts.deliveredAt = AfterSaleShop.now.adding(days: -7)
                }
            )
            #expect(rules == expected)
        }
    }

    @Test func aWindowWithoutADeliveryIsClosed() async throws {
        #expect(try await violations(giveBack, "D1", facts: { $0.deliveredAt = nil }) == ["return.window"])
        let rules = try await violations(
            giveBack,
            "D1",
            policy: { $0.rules[.returnItems]?.windowDays = nil },
            facts: { $0.deliveredAt = nil }
        )
        #expect(rules == [])
    }

    @Test func times() async throws {
        let rules = try await violations(change("S-white"), "P1", facts: { $0.timesDone[.changeItems] = 1 })
        #expect(rules == ["change_items.times"])
        let again = try await violations(
            change("S-white"),
            "P1",
            policy: { $0.rules[.changeItems]?.timesMax = 2 },
            facts: { $0.timesDone[.changeItems] = 1 }
        )
        #expect(again == [])
    }

    @Test func category() async throws {
        #expect(try await violations(giveBack, "DF", facts: { $0.order.items.removeLast() }) == ["return.category"])
        let rules = try await violations(giveBack, "DF", policy: { $0.rules[.returnItems]?.excludedCategories = [] })
        #expect(rules == [])
    }

    @Test func item() async throws {
        #expect(try await violations(change("S-white", item: "9"), "P1") == ["change_items.item"])
    }

    @Test func itemStatus() async throws {
        let rules = try await violations(giveBack, "D1", facts: { $0.order.items[0].status = .returned })
        #expect(rules == ["return.item_status"])
        #expect(try await violations(giveBack, "D1", facts: { $0.order.items[0].status = .exchanged }) == [])
    }

    @Test func sameProduct() async throws {
        #expect(try await violations(change("F-1"), "P1") == ["change_items.same_product"])
        #expect(try await violations(exchange("nothing"), "D1") == ["exchange.same_product"])
    }

    @Test func otherVariant() async throws {
        #expect(try await violations(change("S-grey"), "P1") == ["change_items.other_variant"])
    }

    @Test func available() async throws {
        #expect(try await violations(change("S-red"), "P1") == ["change_items.available"])
        #expect(try await violations(change("S-old"), "P1") == ["change_items.available"])
        #expect(try await violations(change("S-cheap"), "P1") == [])
    }

    @Test func stockIsCountedOverAllItems() async throws {
        // Two white shirts are there: enough for the first item, not for both.
        let both = AfterSaleAction.changeItems(
            [.init(itemID: "1", newVariantID: "S-white"), .init(itemID: "2", newVariantID: "S-white")],
            methodID: "w"
        )
        #expect(try await violations(both, "P1") == ["change_items.available"])
    }

    @Test func paymentMethod() async throws {
        #expect(try await violations(.changePayment(methodID: "x"), "P1") == ["change_payment.payment_method"])
        #expect(try await violations(change("S-white", method: "x"), "P1") == ["change_items.payment_method"])
    }

    @Test func currency() async throws {
        #expect(try await violations(.changePayment(methodID: "u"), "P1") == ["change_payment.currency"])
    }

    @Test func otherMethod() async throws {
        #expect(try await violations(.changePayment(methodID: "w"), "P1") == ["change_payment.other_method"])
    }

    @Test func singlePayment() async throws {
        let rules = try await violations(
            .changePayment(methodID: "c"),
            "P1",
            facts: { facts in
                facts.order.payments[0].amount.minorUnits = 20_000
                var second = facts.order.payments[0]
                second.id = "2"
                second.methodID = "g"
                facts.order.payments.append(second)
            }
        )
        #expect(rules == ["change_payment.single_payment"])
    }

    @Test func giftCardBalance() async throws {
        #expect(try await violations(.changePayment(methodID: "g"), "P1") == [])
        func hold(_ amount: Int64) -> (inout AfterSaleFacts) -> Void {
            { $0.customer.paymentMethods[2].balance?.minorUnits = amount }
        }
        let rules = try await violations(.changePayment(methodID: "g"), "P1", facts: hold(29_999))
        #expect(rules == ["change_payment.gift_card_balance"])
        // Two white shirts cost 4,000 more.
        #expect(try await violations(change("S-white", method: "g"), "P1", facts: hold(4000)) == [])
        #expect(
            try await violations(change("S-white", method: "g"), "P1", facts: hold(3999))
                == ["change_items.gift_card_balance"]
        )
        #expect(
            try await violations(exchange("S-white", method: "g"), "D1", facts: hold(3999))
                == ["exchange.gift_card_balance"]
        )
    }

    @Test func refundDestination() async throws {
        func give(to method: String) -> AfterSaleAction {
            .returnItems(["1"], refundMethodID: method, reason: "other")
        }
        #expect(try await violations(give(to: "w"), "D1") == [])
        #expect(try await violations(give(to: "g"), "D1") == [])
        #expect(try await violations(give(to: "c"), "D1") == ["return.refund_destination"])
        let rules = try await violations(give(to: "g"), "D1", policy: { $0.refund.destinations = [.original] })
        #expect(rules == ["return.refund_destination"])
    }

    @Test func refundLimit() async throws {
        // Two cheap shirts give 6,000 back.
        #expect(try await violations(change("S-cheap"), "P1") == [])
        let rules = try await violations(
            change("S-cheap"),
            "P1",
            facts: { $0.order.payments[0].amount.minorUnits = 5999 }
        )
        #expect(rules == ["change_items.refund_limit"])
    }

    @Test func defaultAddress() async throws {
        #expect(AfterSalePolicy(shop: try .demo).violationsOfDefaultAddress() == [])
        var policy = try ShopPolicy.demo
        policy.rules[.changeDefaultAddress] = nil
        let violations = AfterSalePolicy(shop: policy).violationsOfDefaultAddress()
        #expect(violations.map(\.rule) == ["change_default_address.not_offered"])
    }

    @Test func everyRuleBrokenIsNamed() async throws {
        let rules = try await violations(
            .exchangeItems(
                [.init(itemID: "1", newVariantID: "S-red"), .init(itemID: "9", newVariantID: "S-red")],
                methodID: "x",
                reason: ""
            ),
            "D1"
        )
        #expect(rules == ["exchange.item", "exchange.available"])
    }
}
