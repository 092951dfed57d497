import Testing

@testable import OrderTracking

/// The retail shop's rules, each with a case that it allows and the nearest that it refuses.
struct RetailPolicyTests {
    private let elsewhere = Address(country: "CN", city: "上海市", line: "南京路2号")
    private let white = [ItemExchange(itemID: "1", newVariantID: "S-white")]

    /// Rules broken; none when it is allowed.
    private func refusals(
        _ action: AfterSaleAction,
        _ orderID: String,
        _ change: (inout AfterSaleFacts) -> Void = { _ in }
    ) async throws -> [String] {
        let shop = try await AfterSaleShop(policy: .retail)
        var facts = try await shop.facts(orderID)
        change(&facts)
        guard case .refused(let violations) = AfterSalePolicy(shop: try .retail).decide(action, facts) else {
            return []
        }
        return violations.map(\.rule)
    }

    @Test(arguments: ["no longer needed", "ordered by mistake"]) func twoReasonsCancel(reason: String) async throws {
        #expect(try await refusals(.cancelOrder(reason: reason), "P1") == [])
    }

    @Test(arguments: ["found it cheaper", "No longer needed", ""]) func noOtherReasonCancels(
        reason: String
    ) async throws {
        #expect(try await refusals(.cancelOrder(reason: reason), "P1") == ["cancel.reason"])
    }

    @Test func onlyAPendingOrderIsCancelledOrModified() async throws {
        let actions: [AfterSaleAction] = [
            .cancelOrder(reason: "no longer needed"), .changeAddress(elsewhere), .changePayment(methodID: "c"),
            .changeItems(white, methodID: "w"),
        ]
        for action in actions {
            for status in OrderStatus.allCases {
                let rules = try await refusals(action, "P1") { $0.order.status = status }
                #expect(rules == (status == .pending ? [] : ["\(action.kind.rawValue).status"]))
            }
        }
    }

    @Test func onlyADeliveredOrderIsReturnedOrExchanged() async throws {
        let actions: [AfterSaleAction] = [
            .returnItems(["1"], refundMethodID: "w", reason: ""), .exchangeItems(white, methodID: "w", reason: ""),
        ]
        for action in actions {
            for status in OrderStatus.allCases {
                let rules = try await refusals(action, "D1") { $0.order.status = status }
                #expect(rules == (status == .delivered ? [] : ["\(action.kind.rawValue).status"]))
            }
        }
    }

    @Test func itemsAreChangedOnceAndThenNothingIs() async throws {
        let shop = try await AfterSaleShop(policy: .retail)
        try await shop.execute(.changeItems(white, methodID: "w"), "P1")
        #expect(try await shop.order("P1").status == .itemsModified)
        let options = try await shop.desk.options(customerID: "ann", orderID: "P1")
        #expect(options.allSatisfy { !$0.violations.isEmpty })
        let changing = try #require(options.first { $0.kind == .changeItems })
        #expect(changing.violations.map(\.rule) == ["change_items.status", "change_items.times"])
    }

    @Test func anExchangeHappensOnce() async throws {
        let exchange = AfterSaleAction.exchangeItems(white, methodID: "w", reason: "")
        #expect(try await refusals(exchange, "D1") { $0.timesDone[.exchangeItems] = 1 } == ["exchange.times"])
    }

    @Test func aNewPaymentMethodIsAnotherOneThatCanPay() async throws {
        #expect(try await refusals(.changePayment(methodID: "g"), "P1") == [])
        #expect(try await refusals(.changePayment(methodID: "w"), "P1") == ["change_payment.other_method"])
        let rules = try await refusals(.changePayment(methodID: "g"), "P1") {
            $0.customer.paymentMethods[2].balance?.minorUnits = 29_999
        }
        #expect(rules == ["change_payment.gift_card_balance"])
    }

    @Test func aReturnIsPaidToTheOriginalMethodOrAGiftCard() async throws {
        for (method, expected) in [("w", [String]()), ("g", []), ("c", ["return.refund_destination"])] {
            #expect(try await refusals(.returnItems(["1"], refundMethodID: method, reason: ""), "D1") == expected)
        }
    }

    @Test func anItemBecomesAnotherVariantOfItsProductThatIsThere() async throws {
        let cases = [
            ("S-white", ""), ("F-1", "same_product"), ("S-grey", "other_variant"), ("S-old", "available"),
            ("S-red", "available"),
        ]
        for (variant, rule) in cases {
            let exchanges = [ItemExchange(itemID: "1", newVariantID: variant)]
            let expected = { (section: String) in rule.isEmpty ? [] : ["\(section).\(rule)"] }
            #expect(try await refusals(.changeItems(exchanges, methodID: "w"), "P1") == expected("change_items"))
            #expect(
                try await refusals(.exchangeItems(exchanges, methodID: "w", reason: ""), "D1") == expected("exchange")
            )
        }
    }

    @Test func aRefundIsAtOnceToAGiftCardAndInDaysElsewhere() async throws {
        let shop = try await AfterSaleShop(policy: .retail)
        for (orderID, days) in [("PG", 0), ("P1", 7)] {
            let cancel = AfterSaleAction.cancelOrder(reason: "ordered by mistake")
            let prepared = try await shop.desk.prepare(cancel, customerID: "ann", orderID: orderID)
            #expect(prepared.consequence.refundDaysMax == days)
        }
    }
}
