import Testing

@testable import OrderTracking

/// What allowed actions mean and do, by the demo shop's policy.
struct ConsequenceTests {
    private func plan(_ action: AfterSaleAction, _ orderID: String) async throws -> AfterSalePlan {
        let facts = try await AfterSaleShop().facts(orderID)
        guard case .allowed(let plan) = AfterSalePolicy(shop: try .demo).decide(action, facts) else {
            throw AfterSaleError.refused([])
        }
        return plan
    }

    @Test func aCancelledOrderGivesAllBackTheWayItCame() async throws {
        let plan = try await plan(.cancelOrder(reason: "other"), "PG")
        #expect(plan.consequence.refund?.minorUnits == 30_000)
        #expect(plan.consequence.methodID == "g")
        #expect(plan.consequence.refundDaysMax == 0)
        #expect(plan.consequence.statusAfter == .cancelled)
        #expect(
            plan.consequence.blocks
                == [
                    .cancelOrder, .changeAddress, .changePayment, .changeItems, .requestInvoice, .protectPrice,
                ]
        )
        #expect(plan.balanceChanges == ["g": 30_000])
        #expect(plan.stockChanges == ["S-grey": 3])
        #expect(plan.order.cancelReason == "other")
        #expect(plan.order.items.allSatisfy { $0.status == .cancelled })
        #expect(plan.order.revision == 2)
    }

    @Test func anUnpaidOrderIsCancelledWithoutARefund() async throws {
        let plan = try await plan(.cancelOrder(reason: "other"), "A1")
        #expect(plan.consequence.refund == nil)
        #expect(plan.order.payments.isEmpty)
    }

    @Test func aCancelledOrderGivesBackNoMoreThanIsStillPaid() async throws {
        var facts = try await AfterSaleShop().facts("P1")
        var refund = facts.order.payments[0]
        refund.id = "2"
        refund.direction = .refund
        refund.amount.minorUnits = 6000
        refund.methodID = "g"
        facts.order.payments.append(refund)
        let decision = AfterSalePolicy(shop: try .demo).decide(.cancelOrder(reason: "other"), facts)
        guard case .allowed(let plan) = decision else { return #expect(Bool(false), "a pending order is cancelled") }
        #expect(plan.consequence.refund?.minorUnits == 24_000)
        #expect(plan.order.paidMinorUnits == 0)
    }

    @Test func anotherMethodPaysAndTheOldOneIsPaidBack() async throws {
        let plan = try await plan(.changePayment(methodID: "g"), "P1")
        #expect(plan.order.payments.map(\.direction) == [.charge, .charge, .refund])
        #expect(plan.order.payments.map(\.methodID) == ["w", "g", "w"])
        #expect(plan.balanceChanges == ["g": -30_000])
        #expect(plan.consequence.refundDaysMax == 3)
        #expect(plan.order.status == .pending)
    }

    @Test func changedItemsPayTheDifferenceOnce() async throws {
        let plan = try await plan(
            .changeItems([.init(itemID: "1", newVariantID: "S-white")], methodID: "g"),
            "P1"
        )
        #expect(plan.consequence.charge?.minorUnits == 4000)
        #expect(plan.consequence.statusAfter == .itemsModified)
        #expect(plan.consequence.blocks == [.cancelOrder, .changePayment, .changeItems])
        #expect(plan.order.total.minorUnits == 34_000)
        #expect(plan.order.items[0].variantID == "S-white")
        #expect(plan.order.items[0].options == [Attribute(name: "颜色", value: "白色")])
        #expect(plan.balanceChanges == ["g": -4000])
        #expect(plan.stockChanges == ["S-grey": 2, "S-white": -2])
    }

    @Test func aReturnPromisesItsPriceLessTheFee() async throws {
        let plan = try await plan(.returnItems(["1"], refundMethodID: "g", reason: "does_not_fit"), "D1")
        #expect(plan.consequence.refund?.minorUnits == 19_000)
        #expect(plan.consequence.facts == [Attribute(name: "fee", value: "1000")])
        #expect(plan.order.payments.count == 1)
        #expect(plan.balanceChanges.isEmpty)
        let opened = try #require(plan.caseChange?.after)
        #expect(opened.id == "D1-R1")
        #expect(opened.status == .awaitingGoods)
        #expect(opened.refund?.minorUnits == 19_000)
    }

    @Test func theShopBearsTheFeeOfItsOwnMistake() async throws {
        let plan = try await plan(.returnItems(["2"], refundMethodID: "w", reason: "damaged"), "D1")
        #expect(plan.consequence.refund?.minorUnits == 10_000)
    }

    @Test func aReturnNeverPromisesMoreThanIsStillPaid() async throws {
        var facts = try await AfterSaleShop().facts("D1")
        facts.promisedRefund = 25_000
        let action = AfterSaleAction.returnItems(["1"], refundMethodID: "w", reason: "damaged")
        guard case .allowed(let plan) = AfterSalePolicy(shop: try .demo).decide(action, facts) else {
            return #expect(Bool(false), "a return is allowed")
        }
        #expect(plan.consequence.refund?.minorUnits == 5000)
    }

    @Test func anExchangeSetsTheNewGoodsAside() async throws {
        let plan = try await plan(
            .exchangeItems([.init(itemID: "1", newVariantID: "S-white")], methodID: "c", reason: ""),
            "D1"
        )
        #expect(plan.consequence.charge?.minorUnits == 4000)
        #expect(plan.stockChanges == ["S-white": -2])
        #expect(plan.order.status == .exchangeRequested)
        #expect(plan.order.items[0].variantID == "S-grey")
        #expect(plan.caseChange?.after.items == [.init(itemID: "1", newVariantID: "S-white", newUnitPrice: 12_000)])
    }
}
