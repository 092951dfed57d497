import SQLStorage
import Testing

@testable import OrderTracking

struct ConfirmationTests {
    private let cancel = AfterSaleAction.cancelOrder(reason: "other")

    private func failure(_ body: () async throws -> Void) async -> AfterSaleError? {
        await #expect(throws: AfterSaleError.self) { try await body() }
    }

    @Test func preparingChangesNothing() async throws {
        let shop = try await AfterSaleShop()
        let before = try await shop.shop.exported()
        let first = try await shop.desk.prepare(cancel, customerID: "ann", orderID: "P1")
        #expect(try await shop.desk.prepare(cancel, customerID: "ann", orderID: "p1") == first)
        #expect(try await shop.shop.exported() == before)
    }

    @Test func aConfirmedActionIsCarriedOutWithMoneyAndStock() async throws {
        let shop = try await AfterSaleShop()
        try await shop.execute(cancel, "PG")
        let order = try await shop.order("PG")
        #expect(order.status == .cancelled)
        #expect(order.revision == 2)
        #expect(order.history.map(\.status) == [.pending, .cancelled])
        #expect(try await shop.balance() == 60_000)
        #expect(try await shop.stock("S-grey") == 8)
    }

    @Test func theSameKeyGetsTheSameAnswerAndNothingHappensTwice() async throws {
        let shop = try await AfterSaleShop()
        let token = try await shop.desk.prepare(cancel, customerID: "ann", orderID: "PG").token
        let first = try await shop.confirm(token)
        let state = try await shop.shop.exported()
        // Even long after the token expired.
        shop.clock.now = shop.clock.now.adding(days: 30)
        #expect(try await shop.confirm(token) == first)
        #expect(try await shop.shop.exported() == state)
    }

    @Test func aKeyOfAnotherConfirmationIsRefused() async throws {
        let shop = try await AfterSaleShop()
        try await shop.execute(cancel, "PG")
        let other = try await shop.desk.prepare(cancel, customerID: "ann", orderID: "P1").token
        #expect(await failure { try await shop.confirm(other) } == .keyReused("k"))
        #expect(try await shop.order("P1").status == .pending)
    }

    @Test func aTokenIsCarriedOutUnderOneKeyAlone() async throws {
        let shop = try await AfterSaleShop()
        let token = try await shop.desk.prepare(cancel, customerID: "ann", orderID: "PG").token
        try await shop.confirm(token)
        #expect(await failure { try await shop.confirm(token, key: "k2") } == .alreadyExecuted)
        #expect(try await shop.balance() == 60_000)
    }

    @Test func aTokenExpires() async throws {
        let shop = try await AfterSaleShop()
        let prepared = try await shop.desk.prepare(cancel, customerID: "ann", orderID: "P1")
        #expect(prepared.expiresAt == AfterSaleShop.now.adding(.seconds(900)))
        shop.clock.now = prepared.expiresAt
        #expect(await failure { try await shop.confirm(prepared.token) } == .tokenExpired(at: prepared.expiresAt))
        shop.clock.now = Timestamp(milliseconds: prepared.expiresAt.milliseconds - 1)
        try await shop.confirm(prepared.token)
    }

    @Test func aTokenIsItsCustomersAlone() async throws {
        let shop = try await AfterSaleShop()
        let token = try await shop.desk.prepare(cancel, customerID: "ann", orderID: "P1").token
        #expect(await failure { try await shop.confirm(token, customerID: "bob") } == .foreignToken)
    }

    @Test func aTokenThatWasTouchedIsNone() async throws {
        let shop = try await AfterSaleShop()
        let token = try await shop.desk.prepare(cancel, customerID: "ann", orderID: "P1").token
        let otherShop = try await AfterSaleShop()
        let other = try await otherShop.desk.prepare(cancel, customerID: "ann", orderID: "P1").token
        let touched = token.dropLast(8) + "AAAAAAAA"
        for text in ["", "x", String(touched), token + "A", " " + token, other, String(token.dropFirst(4))] {
            #expect(await failure { try await shop.confirm(text) } == .invalidToken)
        }
    }

    @Test func anOrderThatChangedSinceIsNotTouched() async throws {
        let shop = try await AfterSaleShop()
        let token = try await shop.desk.prepare(cancel, customerID: "ann", orderID: "P1").token
        let address = Address(country: "CN", city: "上海市", line: "南京路2号")
        try await shop.execute(.changeAddress(address), "P1", key: "k1")
        #expect(await failure { try await shop.confirm(token, key: "k2") } == .factsChanged)
        #expect(try await shop.order("P1").status == .pending)
    }

    @Test func stockGoneSinceIsARefusal() async throws {
        let shop = try await AfterSaleShop()
        let change = AfterSaleAction.changeItems([.init(itemID: "1", newVariantID: "S-white")], methodID: "w")
        let token = try await shop.desk.prepare(change, customerID: "ann", orderID: "P1").token
        try await shop.execute(change, "PG", key: "k1")
        #expect(try await shop.stock("S-white") == 0)
        let error = await failure { try await shop.confirm(token, key: "k2") }
        guard case .refused(let violations) = error else { return #expect(Bool(false), "refused, not \(error as Any)") }
        #expect(violations.map(\.rule) == ["change_items.available"])
        #expect(try await shop.order("P1").status == .pending)
    }

    @Test func aPriceChangedSinceIsNotCharged() async throws {
        let shop = try await AfterSaleShop()
        let change = AfterSaleAction.changeItems([.init(itemID: "1", newVariantID: "S-white")], methodID: "w")
        let token = try await shop.desk.prepare(change, customerID: "ann", orderID: "P1").token
        try await shop.shop.file.write { try $0.run("UPDATE variant SET price = 13000 WHERE id = 'S-white'", []) }
        #expect(await failure { try await shop.confirm(token) } == .factsChanged)
    }

    @Test func aDefaultAddressChangesUnlessItDidSince() async throws {
        let shop = try await AfterSaleShop()
        let first = Address(country: "CN", city: "上海市", line: "南京路2号")
        let second = Address(country: "CN", city: "北京市", line: "长安街3号")
        let old = try await shop.desk.prepare(.changeDefaultAddress(second), customerID: "ann", orderID: "").token
        try await shop.execute(.changeDefaultAddress(first), "")
        #expect(try await shop.shop.customers.find(.id("ann")).addresses == [first])
        #expect(await failure { try await shop.confirm(old, key: "k2") } == .factsChanged)
        // Orders keep the address that they were placed with.
        #expect(try await shop.order("P1").address.city == "杭州市")
    }

    @Test func theAuditSaysWhoWhenWhyAndWhat() async throws {
        let shop = try await AfterSaleShop()
        let address = Address(country: "CN", city: "上海市", line: "南京路2号")
        try await shop.execute(.changeAddress(address), "P1", key: "k1")
        try await shop.execute(cancel, "P1", key: "k2")
        let page = try await shop.desk.audit(orderID: "P1", pageSize: 1, pageToken: "")
        let first = try #require(page.elements.first)
        #expect(first.kind == .changeAddress)
        #expect(first.at == AfterSaleShop.now)
        #expect(first.customerID == "ann")
        #expect(first.actor == (try Actor(role: "bot", id: "clerk", conversationID: "c1")))
        #expect(first.before.contains("文三路1号"))
        #expect(first.after.contains("南京路2号"))
        let rest = try await shop.desk.audit(orderID: "P1", pageSize: 1, pageToken: try #require(page.nextToken))
        #expect(rest.elements.map(\.reason) == ["other"])
        #expect(rest.elements.map(\.idempotencyKey) == ["k2"])
        #expect(rest.nextToken == nil)
    }

    @Test func ordersAndCasesComeThroughAnExportAndAnImport() async throws {
        let shop = try await AfterSaleShop()
        try await shop.execute(.returnItems(["1"], refundMethodID: "g", reason: "damaged"), "D1", key: "k1")
        try await shop.execute(cancel, "P1", key: "k2")
        let change = AfterSaleAction.changeItems([.init(itemID: "1", newVariantID: "S-white")], methodID: "w")
        try await shop.execute(change, "PG", key: "k3")
        let text = try await shop.shop.exported()
        #expect(text.contains(#""kind":"case","id":"D1-R1""#))
        let copy = try TestShop()
        _ = try await copy.importText(text)
        #expect(try await copy.exported() == text)
    }

    @Test func nobodyElsesOrderIsActedOn() async throws {
        let shop = try await AfterSaleShop()
        await #expect(throws: ShopError.orderNotFound("P1")) {
            try await shop.desk.prepare(cancel, customerID: "bob", orderID: "P1")
        }
        await #expect(throws: ShopError.orderNotFound("")) {
            try await shop.desk.prepare(cancel, customerID: "ann", orderID: "")
        }
    }

    @Test(arguments: [
        AfterSaleAction.returnItems([], refundMethodID: "w", reason: "other"),
        .returnItems(["1", "1"], refundMethodID: "w", reason: "other"),
        .changeItems([], methodID: "w"),
        .changeAddress(Address(country: "CN")),
        .changeAddress(Address(country: "China", line: "x")),
        .cancelOrder(reason: String(repeating: "x", count: 513)),
    ]) func whatNobodyCanMeanIsInvalid(action: AfterSaleAction) async throws {
        let shop = try await AfterSaleShop()
        await #expect(throws: ShopError.self) {
            try await shop.desk.prepare(action, customerID: "ann", orderID: "D1")
        }
    }

    @Test func optionsNameEachRule() async throws {
        let shop = try await AfterSaleShop()
        let options = try await shop.desk.options(customerID: "ann", orderID: "D1")
        #expect(options.count == 10)
        #expect(
            options.filter(\.violations.isEmpty).map(\.kind) == [
                .returnItems, .exchangeItems, .refund, .reportItem, .requestInvoice,
            ]
        )
        let until = Timestamp(milliseconds: AfterSaleShop.now.milliseconds).adding(days: 5)
        #expect(options.first { $0.kind == .returnItems }?.until == until)
        let food = try await shop.desk.options(customerID: "ann", orderID: "DF")
        #expect(food.first { $0.kind == .cancelOrder }?.violations.map(\.rule) == ["cancel.status"])
    }
}
