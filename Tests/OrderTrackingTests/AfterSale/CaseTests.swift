import SQLStorage
import Testing

@testable import OrderTracking

/// Cases from their opening to their end, through the desk.
struct CaseTests {
    private func refusal(_ body: () async throws -> Void) async -> [String] {
        do {
            try await body()
            return []
        } catch AfterSaleError.refused(let violations) {
            return violations.map(\.rule)
        } catch {
            return ["\(error)"]
        }
    }

    private func returned(to method: String = "g") async throws -> AfterSaleShop {
        let shop = try await AfterSaleShop()
        try await shop.execute(.returnItems(["1"], refundMethodID: method, reason: "other"), "D1")
        return shop
    }

    private func exchanged(for variant: String = "S-white", method: String = "g") async throws -> AfterSaleShop {
        let shop = try await AfterSaleShop()
        let swap = ItemExchange(itemID: "1", newVariantID: variant)
        try await shop.execute(.exchangeItems([swap], methodID: method, reason: ""), "D1")
        return shop
    }

    @Test func aReturnIsPaidWhenItsGoodsWereAccepted() async throws {
        let shop = try await returned()
        try await shop.advance(
            "D1-R1",
            .goodsSent,
            by: .customer,
            parcel: .init(carrier: "顺丰速运", trackingNumber: "SF1")
        )
        try await shop.advance("D1-R1", .goodsReceived)
        #expect(try await shop.balance() == 30_000)
        try await shop.advance("D1-R1", .accept)
        #expect(try await shop.order("D1").status == .returned)
        #expect(try await shop.order("D1").items.map(\.status) == [.returned, .ordered])
        #expect(try await shop.balance() == 30_000)
        try await shop.advance("D1-R1", .refunded)
        #expect(try await shop.balance() == 49_000)
        let ended = try await shop.afterSaleCase("D1-R1")
        #expect(ended.steps.map(\.status) == [.awaitingGoods, .awaitingGoods, .inspecting, .refunding, .completed])
        #expect(await refusal { try await shop.advance("D1-R1", .refunded) } == ["case.step"])
        #expect(try await shop.order("D1").paidMinorUnits == 11_000)
    }

    @Test func whatComesBackIsFollowedAsAParcelOfItsCase() async throws {
        let shop = try await returned()
        let parcel = CaseAdvance.Parcel(carrier: "顺丰速运", trackingNumber: "SF1")
        try await shop.advance("D1-R1", .goodsSent, by: .customer, parcel: parcel)
        let shipment = try #require(
            try await shop.shop.orders.order(id: "D1", customerID: "ann").shipments.first { $0.trackingNumber == "SF1" }
        )
        #expect(shipment.caseID == "D1-R1")
        #expect(shipment.isTowardShop)
        #expect(shipment.itemIDs == ["1"])
        let again = await refusal { try await shop.advance("D1-R1", .goodsSent, parcel: parcel) }
        #expect(again == ["case.tracking_number"])
    }

    @Test(arguments: [CaseStep.withdraw, .reject]) func aReturnThatFailsLeavesTheGoodsAndTheMoney(
        step: CaseStep
    ) async throws {
        let shop = try await returned()
        if step == .reject { try await shop.advance("D1-R1", .goodsReceived) }
        try await shop.advance("D1-R1", step)
        let order = try await shop.order("D1")
        #expect(order.status == .delivered)
        #expect(order.items.map(\.status) == [.ordered, .ordered])
        #expect(order.paidMinorUnits == 30_000)
        // A return that came to nothing does not count, and the next one has a number of its own.
        try await shop.execute(.returnItems(["1"], refundMethodID: "g", reason: "other"), "D1", key: "k2")
        #expect(try await shop.afterSaleCase("D1-R2").refund?.minorUnits == 19_000)
    }

    @Test func anExchangeIsSettledAtThePriceThatWasAgreed() async throws {
        let shop = try await exchanged()
        try await shop.shop.file.write { try $0.run("UPDATE variant SET price = 99999 WHERE id = 'S-white'", []) }
        try await shop.advance("D1-E1", .goodsReceived)
        try await shop.advance("D1-E1", .accept)
        let order = try await shop.order("D1")
        #expect(order.status == .delivered)
        #expect(order.items[0].variantID == "S-white")
        #expect(order.items[0].unitPrice.minorUnits == 12_000)
        #expect(order.items[0].status == .exchanged)
        #expect(order.total.minorUnits == 34_000)
        #expect(order.paidMinorUnits == 34_000)
        #expect(try await shop.balance() == 26_000)
        let parcel = CaseAdvance.Parcel(carrier: "顺丰速运", trackingNumber: "SF2")
        try await shop.advance("D1-E1", .replacementSent, parcel: parcel)
        try await shop.advance("D1-E1", .replacementReceived)
        #expect(try await shop.afterSaleCase("D1-E1").status == .completed)
    }

    @Test func aCheaperExchangePaysTheDifferenceOnceAndPromisesItNoLonger() async throws {
        let shop = try await exchanged(for: "S-cheap")
        #expect(try await shop.facts("D1").promisedRefund == 6000)
        try await shop.advance("D1-E1", .goodsReceived)
        try await shop.advance("D1-E1", .accept)
        #expect(try await shop.balance() == 36_000)
        #expect(try await shop.facts("D1").promisedRefund == 0)
    }

    @Test func anExchangeThatFailsPutsTheNewGoodsBack() async throws {
        let shop = try await exchanged()
        #expect(try await shop.stock("S-white") == 0)
        try await shop.advance("D1-E1", .withdraw, by: .customer)
        #expect(try await shop.stock("S-white") == 2)
        #expect(try await shop.order("D1").status == .delivered)
    }

    @Test func anExchangeThatTheGiftCardCannotPayAnyMoreWaits() async throws {
        let shop = try await exchanged()
        try await shop.advance("D1-E1", .goodsReceived)
        try await shop.shop.file.write { try $0.run("UPDATE payment_method SET balance = 3999 WHERE id = 'g'", []) }
        #expect(await refusal { try await shop.advance("D1-E1", .accept) } == ["case.gift_card_balance"])
        #expect(try await shop.afterSaleCase("D1-E1").status == .inspecting)
    }

    @Test func aSmallRefundIsPaidAtOnceAndALargeOneWhenApproved() async throws {
        let shop = try await AfterSaleShop()
        let small = Money(minorUnits: 3000, currency: .yuan)
        try await shop.execute(.refund(["1"], amount: small, reason: "late"), "D1", key: "k1")
        #expect(try await shop.order("D1").paidMinorUnits == 27_000)
        #expect(try await shop.afterSaleCase("D1-F1").status == .completed)
        try await shop.execute(.refund(["1"], amount: nil, reason: "damaged"), "D1", key: "k2")
        #expect(try await shop.order("D1").paidMinorUnits == 27_000)
        #expect(try await shop.afterSaleCase("D1-F2").refund?.minorUnits == 17_000)
        try await shop.advance("D1-F2", .approve)
        try await shop.advance("D1-F2", .refunded)
        let order = try await shop.order("D1")
        #expect(order.paidMinorUnits == 10_000)
        #expect(order.payments.last?.methodID == "w")
        #expect(order.status == .delivered)
    }

    @Test func aProtectedPriceIsTheItemsPriceFromThenOn() async throws {
        let shop = try await AfterSaleShop()
        try await shop.shop.file.write { try $0.run("UPDATE variant SET price = 9000 WHERE id = 'S-grey'", []) }
        try await shop.execute(.protectPrice(itemID: "1"), "P1", key: "k1")
        let order = try await shop.order("P1")
        #expect(order.items[0].unitPrice.minorUnits == 9000)
        #expect(order.total.minorUnits == 28_000)
        #expect(order.paidMinorUnits == 28_000)
        let again = await refusal { try await shop.execute(.protectPrice(itemID: "1"), "P1", key: "k2") }
        #expect(again == ["protect_price.price"])
    }

    @Test func aReportAndAnInvoiceWaitForAnAnswer() async throws {
        let shop = try await AfterSaleShop()
        try await shop.execute(.reportItem("1", problem: .missing, description: "少了一件"), "D1", key: "k1")
        let report = try await shop.afterSaleCase("D1-D1")
        #expect(report.status == .open)
        #expect(report.details.map(\.value) == ["missing", "少了一件"])
        try await shop.execute(.requestInvoice(title: "云店", taxpayerNumber: "911101085513850821"), "D1", key: "k2")
        let invoice = try await shop.afterSaleCase("D1-I1")
        #expect(invoice.details.first { $0.name == "amount" }?.value == "30000")
        try await shop.advance("D1-I1", .approve)
        #expect(try await shop.afterSaleCase("D1-I1").status == .completed)
        try await shop.advance("D1-D1", .reject)
        // What was refused may be asked for again.
        try await shop.execute(.reportItem("1", problem: .missing, description: ""), "D1", key: "k3")
    }

    @Test func anOrderThatIsNotWhereItsCaseSaysIsNotMoved() async throws {
        let shop = try await AfterSaleShop()
        try await shop.shop.importLines([
            #"{"kind":"case","id":"D1-R1","order":"D1","action":"return","status":"awaiting_goods","opened_at":"2025-06-09T08:00:00Z","method":"w","currency":"CNY","refund":20000,"items":[{"item":"1"}],"steps":[{"at":"2025-06-09T08:00:00Z","status":"awaiting_goods"}]}"#
        ])
        #expect(await refusal { try await shop.advance("D1-R1", .withdraw) } == ["case.status"])
        #expect(try await shop.order("D1").status == .delivered)
    }

    @Test func onlyTheStaffDecides() async throws {
        let shop = try await returned()
        for step in [CaseStep.goodsReceived, .accept, .refunded, .reject] {
            let rules = await refusal { try await shop.advance("D1-R1", step, by: .customer) }
            #expect(rules.first == "case.actor")
        }
        // What an agent prepared is not confirmed by a customer.
        let received = AfterSaleAction.advanceCase(.init(caseID: "D1-R1", step: .goodsReceived))
        let prepared = try await shop.desk.prepare(received, customerID: "ann", orderID: "", by: .agent)
        #expect(await refusal { try await shop.confirm(prepared.token, key: "x", by: .bot) } == ["case.actor"])
        #expect(try await shop.afterSaleCase("D1-R1").status == .awaitingGoods)
    }

    @Test func aCaseOfSomebodyElseDoesNotExist() async throws {
        let shop = try await returned()
        let withdraw = AfterSaleAction.advanceCase(.init(caseID: "D1-R1", step: .withdraw))
        await #expect(throws: AfterSaleError.caseNotFound("D1-R1")) {
            try await shop.desk.prepare(withdraw, customerID: "bob", orderID: "")
        }
        await #expect(throws: AfterSaleError.caseNotFound("D1-R1")) {
            try await shop.desk.prepare(withdraw, customerID: "ann", orderID: "P1")
        }
    }

    @Test func casesComeThroughAnExportAndAnImport() async throws {
        let shop = try await exchanged()
        try await shop.advance("D1-E1", .goodsSent, parcel: .init(carrier: "顺丰速运", trackingNumber: "SF1"))
        try await shop.execute(.requestInvoice(title: "云店", taxpayerNumber: ""), "P1", key: "k2")
        let text = try await shop.shop.exported()
        let copy = try TestShop()
        _ = try await copy.importText(text)
        #expect(try await copy.exported() == text)
    }

    @Test func theAuditHoldsTheCaseBesideTheOrder() async throws {
        let shop = try await returned()
        try await shop.advance("D1-R1", .withdraw)
        let records = try await shop.desk.audit(orderID: "D1", pageSize: 0, pageToken: "").elements
        #expect(records.map(\.kind) == [.returnItems, .advanceCase])
        let lines = try #require(records.last).after.split(separator: "\n")
        #expect(lines.count == 2)
        #expect(lines[1].contains(#""id":"D1-R1","order":"D1","action":"return","status":"withdrawn""#))
    }
}
