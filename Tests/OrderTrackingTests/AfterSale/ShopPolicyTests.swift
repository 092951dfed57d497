import Testing

@testable import OrderTracking

struct ShopPolicyTests {
    @Test func theDemoShopsPolicyIsRead() throws {
        let policy = try ShopPolicy.demo
        #expect(Set(policy.rules.keys) == Set(ActionKind.allCases).subtracting([.advanceCase]))
        let returning = try #require(policy.rules[.returnItems])
        #expect(returning.windowDays == 7)
        #expect(returning.statuses == [.delivered, .returned])
        #expect(returning.fee?.amount.minorUnits == 1000)
        #expect(policy.refund.days(to: .giftCard) == 0)
        #expect(policy.refund.days(to: .card) == 7)
    }

    @Test func theRetailShopsPolicyIsRead() throws {
        let policy = try ShopPolicy.retail
        #expect(policy.rules[.cancelOrder]?.reasons == ["no longer needed", "ordered by mistake"])
        #expect(policy.rules[.returnItems]?.windowDays == nil)
        #expect(policy.refund.destinations == [.original, .giftCard])
    }

    @Test func whatThePolicyLeavesOutIsNotOffered() throws {
        let policy = try ShopPolicy(yaml: Self.refund, path: "p")
        #expect(policy.rules.isEmpty)
    }

    @Test(arguments: [
        ("", ""),
        ("cancel: {}", "cancel.statuses"),
        ("cancel: {statuses: [delivered]}", "cancel.statuses"),
        ("cancel: {statuses: [lost]}", "cancel.statuses"),
        ("cancel: {statuses: [pending], window_days: 3}", "cancel.window_days"),
        ("exchange: {statuses: [pending]}", "exchange.statuses"),
        ("return: {statuses: [delivered], window_days: 0}", "return.window_days"),
        ("return: {statuses: [delivered], window_days: soon}", "return.window_days"),
        ("return: {statuses: [delivered], fee: {amount: -1, currency: CNY}}", "return.fee.amount"),
        (
            "return: {statuses: [delivered], fee: {amount: 1, currency: CNY, free_reasons: [x]}}",
            "return.fee.free_reasons"
        ),
        ("change_items: {statuses: [pending], times_max: 0}", "change_items.times_max"),
        ("change_default_address: {statuses: [pending]}", "change_default_address.statuses"),
        ("refund_only: {statuses: [shipped]}", "refund_only.statuses"),
        ("refund_only: {statuses: [delivered], at_once_max: {amount: 5}}", "refund_only.at_once_max.currency"),
        ("report_item: {statuses: [delivered], reasons: [x]}", "report_item.reasons"),
        ("request_invoice: {statuses: [cancelled]}", "request_invoice.statuses"),
        ("protect_price: {statuses: [pending], window_days: 0}", "protect_price.window_days"),
        ("case: {}", "case"),
        ("gifts: {}", "gifts"),
        ("- 1", ""),
    ]) func aMistakeIsNamed(yaml: String, field: String) {
        let text = yaml.isEmpty || yaml.hasPrefix("-") ? yaml : yaml + "\n" + Self.refund
        let error = #expect(throws: PolicyFileError.self) { try ShopPolicy(yaml: text, path: "p") }
        guard case .invalid(_, let named, _) = error else { return #expect(Bool(false), "not named: \(error as Any)") }
        #expect(named == field)
    }

    @Test(arguments: [
        ("refund: {destinations: [], days_max: {card: 7, wallet: 7, gift_card: 0}}", "refund.destinations"),
        ("refund: {destinations: [cash], days_max: {card: 7, wallet: 7, gift_card: 0}}", "refund.destinations"),
        ("refund: {destinations: [original], days_max: {card: 7, wallet: 7}}", "refund.days_max.gift_card"),
        ("cancel: {statuses: [pending]}", "refund"),
    ]) func aRefundRuleIsWhole(yaml: String, field: String) {
        let error = #expect(throws: PolicyFileError.self) { try ShopPolicy(yaml: yaml, path: "p") }
        guard case .invalid(_, let named, _) = error else { return #expect(Bool(false), "not named: \(error as Any)") }
        #expect(named == field)
    }

    @Test func aFileThatIsNotThereIsNamed() {
        #expect(throws: PolicyFileError.self) { try ShopPolicy.load(path: "/nowhere/policy.yaml") }
        #expect(throws: PolicyFileError.self) { try ShopPolicy(yaml: "a: [", path: "p") }
    }

    private static let refund = "refund: {destinations: [original], days_max: {card: 7, wallet: 7, gift_card: 0}}"
}
