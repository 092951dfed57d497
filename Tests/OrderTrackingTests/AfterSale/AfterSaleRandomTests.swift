import Storage
import Testing

@testable import OrderTracking

/// Random wishes, confirmed late, twice and out of order, against what must hold whatever happens.
struct AfterSaleRandomTests {
    private static let steps = 40
    private static let orderIDs = ["P1", "PG", "D1", "DF", "A1"]

    @Test(arguments: UInt64(1)...12) func moneyStockAndStatusesHold(seed: UInt64) async throws {
        var random = SeededGenerator(seed: seed)
        let shop = try await AfterSaleShop()
        let start = try await Books(shop)
        var tokens: [String] = []
        var confirmed = 0
        for step in 0..<Self.steps {
            let before = try await Books(shop)
            let text = try await shop.shop.exported()
            do {
                if tokens.isEmpty || Bool.random(using: &random) {
                    let (action, orderID) = Self.wish(&random)
                    let prepared = try await shop.desk.prepare(action, customerID: "ann", orderID: orderID)
                    tokens.append(prepared.token)
                    #expect(try await shop.shop.exported() == text, "preparing writes nothing")
                } else {
                    let token = tokens.randomElement(using: &random) ?? ""
                    let key = "k\(Int.random(in: 0..<step * 2, using: &random))"
                    try await shop.confirm(token, key: key)
                    confirmed += 1
                }
            } catch is AfterSaleError {
                #expect(try await shop.shop.exported() == text, "an error changes nothing")
            }
            let after = try await Books(shop)
            after.expectSane(since: start, before: before)
            // Forward by up to two hours, or back by one.
            let jump = Int64.random(in: -3_600_000...7_200_000, using: &random) / 4
            shop.clock.now = Timestamp(milliseconds: shop.clock.now.milliseconds + jump)
        }
        #expect(confirmed > 0, "seed \(seed) confirms something")
    }

    private static func wish(_ random: inout SeededGenerator) -> (AfterSaleAction, String) {
        let variants = ["S-grey", "S-white", "S-red", "S-cheap", "F-1"]
        let method = ["w", "c", "g", "g", "u"].randomElement(using: &random) ?? ""
        let items = ["1", "2"].filter { _ in Bool.random(using: &random) }
        let chosen = items.isEmpty ? ["1"] : items
        let exchanges = chosen.map {
            ItemExchange(itemID: $0, newVariantID: variants.randomElement(using: &random) ?? "")
        }
        let line = "街\(Int.random(in: 1...3, using: &random))号"
        let wishes: [AfterSaleAction] = [
            .cancelOrder(reason: "other"),
            .changeAddress(Address(country: "CN", line: line)),
            .changePayment(methodID: method),
            .changeItems(exchanges, methodID: method),
            .returnItems(chosen, refundMethodID: method, reason: "other"),
            .exchangeItems(exchanges, methodID: method, reason: ""),
        ]
        return (wishes.randomElement(using: &random) ?? wishes[0], orderIDs.randomElement(using: &random) ?? "")
    }

    /// The little model: what is in the tills, on the shelves and in the orders.
    private struct Books {
        var orders: [Order] = []
        var cases: [AfterSaleCase] = []
        var giftCard: Int64
        var stock: [String: Int] = [:]

        init(_ shop: AfterSaleShop) async throws {
            giftCard = try await shop.balance() ?? 0
            for id in AfterSaleRandomTests.orderIDs { orders.append(try await shop.order(id)) }
            cases = try await shop.shop.file.read { database in
                try AfterSaleRandomTests.orderIDs.flatMap { try AfterSaleCase.fetchAll(database, orderID: $0) }
            }
            for id in ["S-grey", "S-white", "S-red", "F-1"] { stock[id] = try await shop.stock(id) }
        }

        /// What gift card "g" holds and what lies in orders that it paid.
        var giftCardMoney: Int64 {
            let spent = orders.flatMap(\.payments).filter { $0.methodID == "g" }
            return spent.reduce(giftCard) {
                $1.direction == .charge ? $0 + $1.amount.minorUnits : $0 - $1.amount.minorUnits
            }
        }

        /// On the shelf, sold, or set aside.
        func units(_ variantID: String) -> Int {
            let sold = orders.flatMap(\.items).filter { $0.variantID == variantID && $0.status != .cancelled }
            let asideItems = cases.flatMap { exchange in
                exchange.items.filter { $0.newVariantID == variantID }.compactMap { item in
                    orders.first { $0.id == exchange.orderID }?.items.first { $0.id == item.itemID }
                }
            }
            return (stock[variantID] ?? 0) + (sold + asideItems).reduce(0) { $0 + $1.quantity }
        }

        func expectSane(since start: Books, before: Books) {
            #expect(giftCardMoney == start.giftCardMoney)
            #expect(giftCard >= 0)
            for (variantID, count) in stock {
                #expect(count >= 0)
                #expect(units(variantID) == start.units(variantID))
            }
            for (order, old) in zip(orders, before.orders) {
                #expect(order.status == old.status || old.status.followers.contains(order.status))
                let promised = cases.filter { $0.orderID == order.id }.reduce(0) { $0 + ($1.refund?.minorUnits ?? 0) }
                #expect(order.paidMinorUnits >= promised)
                #expect(order.paidByMethod.allSatisfy { $0.minorUnits > 0 })
                #expect(order.revision == old.revision || order.revision == old.revision + 1)
                #expect(order.history.map(\.at) == order.history.map(\.at).sorted())
            }
        }
    }
}
