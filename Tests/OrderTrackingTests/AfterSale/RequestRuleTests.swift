import Testing

@testable import OrderTracking

/// Refunds without return, reports, invoices and price protection: each rule with a case that it refuses and the
/// nearest one that it allows.
struct RequestRuleTests {
    private let money = AfterSaleAction.refund(["1"], amount: nil, reason: "damaged")
    private let report = AfterSaleAction.reportItem("1", problem: .damaged, description: "碎了")
    private let invoice = AfterSaleAction.requestInvoice(title: "云店", taxpayerNumber: "")
    private let protect = AfterSaleAction.protectPrice(itemID: "1")

    private func violations(
        _ action: AfterSaleAction,
        _ orderID: String = "D1",
        facts: (inout AfterSaleFacts) -> Void = { _ in },
        policy: (inout ShopPolicy) -> Void = { _ in }
    ) async throws -> [String] {
        try await AfterSaleShop.violations(action, orderID, policy: policy, facts: facts)
    }

    private static func sellForLess(_ facts: inout AfterSaleFacts) {
        facts.products["S"]?.variants[0].price.minorUnits = 9000
    }

    private static func openCase(
        _ kind: ActionKind,
        status: CaseStatus,
        refund: Int64? = nil
    ) -> (inout AfterSaleFacts) -> Void {
        { facts in
            facts.cases.append(
                AfterSaleCase(
                    id: "D1-X1",
                    orderID: "D1",
                    kind: kind,
                    status: status,
                    openedAt: facts.now,
                    currency: facts.order.currency,
                    items: [.init(itemID: "1", refund: refund)],
                    steps: [.init(at: facts.now, status: status)]
                )
            )
        }
    }

    @Test(arguments: [ActionKind.refund, .reportItem, .requestInvoice, .protectPrice])
    func notOffered(kind: ActionKind) async throws {
        let action = [.refund: money, .reportItem: report, .requestInvoice: invoice, .protectPrice: protect][kind]
        let asked = try #require(action)
        #expect(try await violations(asked, facts: Self.sellForLess) == [])
        let rules = try await violations(asked, facts: Self.sellForLess, policy: { $0.rules[kind] = nil })
        #expect(rules == ["\(kind.rawValue).not_offered"])
    }

    @Test func status() async throws {
        #expect(try await violations(money, "P1") == ["refund_only.status"])
        #expect(try await violations(report, "P1") == ["report_item.status"])
        #expect(try await violations(invoice, "P1") == [])
        #expect(try await violations(invoice, "A1") == ["request_invoice.status", "request_invoice.paid"])
        #expect(try await violations(protect, "P1", facts: Self.sellForLess) == [])
        #expect(try await violations(protect, "A1", facts: Self.sellForLess) == ["protect_price.status"])
    }

    @Test(arguments: [
        (AfterSaleAction.refund(["1"], amount: nil, reason: "late"), 15),
        (.reportItem("1", problem: .wrong, description: ""), 15),
    ]) func theDaysCountFromTheDelivery(action: AfterSaleAction, days: Int) async throws {
        for (delay, expected) in [(Int64(0), [String]()), (1, ["\(action.kind.rawValue).window"])] {
            let rules = try await violations(action) { facts in
                facts.deliveredAt = AfterSaleShop.now.adding(days: -days)
                facts.order.createdAt = nil
                facts.now = Timestamp(milliseconds: facts.now.milliseconds + delay)
            }
            #expect(rules == expected)
        }
    }

    @Test(arguments: [
        (AfterSaleAction.protectPrice(itemID: "1"), 15), (.requestInvoice(title: "云店", taxpayerNumber: ""), 180),
    ]) func theDaysCountFromThePurchase(action: AfterSaleAction, days: Int) async throws {
        for (delay, expected) in [(Int64(0), [String]()), (1, ["\(action.kind.rawValue).window"])] {
            let rules = try await violations(action) { facts in
                Self.sellForLess(&facts)
                facts.order.createdAt = AfterSaleShop.now.adding(days: -days)
                facts.deliveredAt = nil
                facts.now = Timestamp(milliseconds: facts.now.milliseconds + delay)
            }
            #expect(rules == expected)
        }
        let unknown = try await violations(action) { facts in
            Self.sellForLess(&facts)
            facts.order.createdAt = nil
        }
        #expect(unknown == ["\(action.kind.rawValue).window"])
    }

    @Test func reason() async throws {
        #expect(try await violations(.refund(["1"], amount: nil, reason: "bored")) == ["refund_only.reason"])
        #expect(try await violations(.refund(["1"], amount: nil, reason: "late")) == [])
    }

    @Test func times() async throws {
        #expect(try await violations(money, facts: { $0.timesDone[.refund] = 2 }) == [])
        #expect(try await violations(money, facts: { $0.timesDone[.refund] = 3 }) == ["refund_only.times"])
        #expect(
            try await violations(invoice, facts: { $0.timesDone[.requestInvoice] = 1 }) == ["request_invoice.times"]
        )
    }

    @Test func category() async throws {
        let rules = try await violations(protect, "DF") { facts in
            facts.products["F"]?.variants[0].price.minorUnits = 1
        }
        #expect(rules == ["protect_price.category"])
    }

    @Test func paid() async throws {
        let rules = try await violations(money, facts: { $0.promisedRefund = 30_000 })
        #expect(rules == ["refund_only.paid"])
        #expect(try await violations(invoice, facts: { $0.order.payments = [] }) == ["request_invoice.paid"])
    }

    @Test func itemAndItsStatus() async throws {
        #expect(try await violations(.refund(["9"], amount: nil, reason: "late")) == ["refund_only.item"])
        #expect(try await violations(.reportItem("9", problem: .missing, description: "")) == ["report_item.item"])
        #expect(try await violations(.protectPrice(itemID: "9")) == ["protect_price.item"])
        #expect(
            try await violations(money, facts: { $0.order.items[0].status = .returned }) == ["refund_only.item_status"]
        )
    }

    @Test func amount() async throws {
        func ask(_ amount: Int64, _ currency: String = "CNY") throws -> AfterSaleAction {
            let money = Money(minorUnits: amount, currency: try #require(Currency(currency)))
            return .refund(["1"], amount: money, reason: "late")
        }
        #expect(try await violations(ask(20_000)) == [])
        #expect(try await violations(ask(20_001)) == ["refund_only.amount"])
        #expect(try await violations(ask(100, "USD")) == ["refund_only.currency"])
        #expect(try await violations(ask(5_001), facts: { $0.promisedRefund = 25_000 }) == ["refund_only.refund_limit"])
        #expect(try await violations(ask(5_000), facts: { $0.promisedRefund = 25_000 }) == [])
    }

    @Test func whatWasRefundedIsNotGivenBackAgain() async throws {
        let all = Self.openCase(.refund, status: .completed, refund: 20_000)
        let half = Self.openCase(.refund, status: .completed, refund: 10_000)
        let refused = Self.openCase(.refund, status: .rejected, refund: 20_000)
        let giveBack = AfterSaleAction.returnItems(["1"], refundMethodID: "w", reason: "other")
        let swap = AfterSaleAction.exchangeItems(
            [.init(itemID: "1", newVariantID: "S-white")],
            methodID: "w",
            reason: ""
        )
        for (action, section) in [(money, "refund_only"), (giveBack, "return"), (swap, "exchange")] {
            #expect(try await violations(action, facts: all) == ["\(section).refunded"])
            #expect(try await violations(action, facts: refused) == [])
        }
        #expect(try await violations(giveBack, facts: half) == [])
        #expect(try await violations(swap, facts: half) == ["exchange.refunded"])
        let protected = try await violations(protect) { facts in
            Self.sellForLess(&facts)
            half(&facts)
        }
        #expect(protected == ["protect_price.refunded"])
    }

    @Test func oneProblemIsOneReport() async throws {
        #expect(
            try await violations(report, facts: Self.openCase(.reportItem, status: .open)) == ["report_item.reported"]
        )
        #expect(try await violations(report, facts: Self.openCase(.reportItem, status: .rejected)) == [])
    }

    @Test func anAcceptedReportOpensTheReturnOfAnyCategory() async throws {
        let giveBack = AfterSaleAction.returnItems(["1"], refundMethodID: "w", reason: "other")
        #expect(try await violations(giveBack, "DF") == ["return.category"])
        #expect(
            try await violations(giveBack, "DF", facts: Self.openCase(.reportItem, status: .open)) == [
                "return.category"
            ]
        )
        #expect(try await violations(giveBack, "DF", facts: Self.openCase(.reportItem, status: .completed)) == [])
    }

    @Test func price() async throws {
        #expect(try await violations(protect) == ["protect_price.price"])
        let unlisted = try await violations(protect) { facts in
            Self.sellForLess(&facts)
            facts.products["S"]?.variants[0].isListed = false
        }
        #expect(unlisted == ["protect_price.price"])
    }

    @Test func refundLimit() async throws {
        let rules = try await violations(protect) { facts in
            Self.sellForLess(&facts)
            facts.promisedRefund = 28_001
        }
        #expect(rules == ["protect_price.refund_limit"])
    }

    @Test(arguments: [
        AfterSaleAction.refund([], amount: nil, reason: "late"),
        .refund(["1"], amount: Money(minorUnits: 0, currency: .yuan), reason: "late"),
        .refund(["1"], amount: Money(minorUnits: -5, currency: .yuan), reason: "late"),
        .reportItem("1", problem: .wrong, description: String(repeating: "x", count: 2001)),
        .requestInvoice(title: "", taxpayerNumber: ""),
        .requestInvoice(title: "云店", taxpayerNumber: "91110108"),
        .requestInvoice(title: "云店", taxpayerNumber: "9111010855 1385082"),
        .advanceCase(.init(caseID: "", step: .approve)),
        .advanceCase(.init(caseID: "x", step: .goodsSent)),
        .advanceCase(.init(caseID: "x", step: .approve, parcel: .init(carrier: "a", trackingNumber: "b"))),
        .advanceCase(.init(caseID: "x", step: .goodsSent, parcel: .init(carrier: "a", trackingNumber: "b c"))),
    ]) func whatNobodyCanMeanIsInvalid(action: AfterSaleAction) async throws {
        let shop = try await AfterSaleShop()
        await #expect(throws: ShopError.self) {
            try await shop.desk.prepare(action, customerID: "ann", orderID: "D1")
        }
    }
}

extension Currency {
    static var yuan: Currency {
        guard let yuan = Currency("CNY") else { preconditionFailure("CNY is a currency") }
        return yuan
    }
}
