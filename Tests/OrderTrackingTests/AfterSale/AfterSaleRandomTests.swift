import SQLStorage
import SeededRandom
import Testing

@testable import OrderTracking

/// Random wishes and steps of cases, confirmed late, twice and out of order, and carriers' events between them, against
/// what must hold whatever happens.
struct AfterSaleRandomTests {
    private static let steps = 150
    static let orderIDs = ["P1", "PG", "D1", "DF", "A1"]
    static let variants = ["S-grey", "S-white", "S-red", "F-1"]

    @Test(arguments: UInt64(1)...12) func moneyStockAndStatusesHold(seed: UInt64) async throws {
        var random = SplitMix64(seed: seed)
        let shop = try await AfterSaleShop()
        let start = try await Books(shop)
        var waiting: [(token: String, action: AfterSaleAction)] = []
        var swapped: [String: Int] = [:]
        var confirmed = 0
        for step in 0..<Self.steps {
            if Int.random(in: 0..<8, using: &random) == 0 {
                let price = Int.random(in: 8_000...11_000, using: &random)
                try await shop.shop.file.write {
                    try $0.run("UPDATE variant SET price = ? WHERE id = 'S-grey'", [price])
                }
            }
            let before = try await Books(shop)
            let text = try await shop.shop.exported()
            do {
                if Int.random(in: 0..<5, using: &random) == 0 {
                    _ = try await shop.logistics.record([Self.scan(at: shop.clock.now, &random)])
                } else if waiting.isEmpty || Bool.random(using: &random) {
                    let (action, orderID) = before.wish(&random)
                    let prepared = try await shop.desk.prepare(action, customerID: "ann", orderID: orderID, by: .agent)
                    waiting.append((prepared.token, action))
                    #expect(try await shop.shop.exported() == text, "preparing writes nothing")
                } else {
                    // Mostly the last one, for the others are soon outdated; now and then one that was carried out.
                    let isLast = Int.random(in: 0..<4, using: &random) > 0
                    let place = isLast ? waiting.count - 1 : Int.random(in: 0..<waiting.count, using: &random)
                    let (token, action) = waiting[place]
                    if Bool.random(using: &random) { waiting.remove(at: place) }
                    let key = "k\(Int.random(in: 0..<step * 10, using: &random))"
                    try await shop.confirm(token, key: key, by: .agent)
                    confirmed += 1
                    let isNew = try await shop.shop.exported() != text
                    if isNew { before.giveUp(action, into: &swapped) }
                }
            } catch is AfterSaleError {
                #expect(try await shop.shop.exported() == text, "an error changes nothing")
            }
            let after = try await Books(shop)
            after.expectSane(since: start, before: before, swapped: swapped)
            // Forward by up to half an hour, or back by a quarter; mostly less than a token lives.
            let range = Int.random(in: 0..<4, using: &random) == 0 ? -900_000...1_800_000 : Int64(-60_000)...120_000
            let jump = Int64.random(in: range, using: &random)
            shop.clock.now = Timestamp(milliseconds: shop.clock.now.milliseconds + jump)
        }
        #expect(confirmed >= 10, "seed \(seed) confirms something")
    }

    /// Of a parcel that some case has announced, or will.
    private static func scan(at time: Timestamp, _ random: inout SplitMix64) -> CarrierEvent {
        let statuses = [ShipmentStatus.collected, .inTransit, .delivered, .delivered, .returned]
        return CarrierEvent(
            carrier: "c",
            trackingNumber: "T\(Int.random(in: 1...9, using: &random))",
            event: ShipmentEvent(
                id: "E\(Int.random(in: 1...4, using: &random))",
                at: time,
                status: statuses.randomElement(using: &random) ?? .delivered
            )
        )
    }
}

/// The little model: what is in the tills, on the shelves, in the orders and in the cases.
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
        for id in AfterSaleRandomTests.variants { stock[id] = try await shop.stock(id) }
    }

    /// What gift card "g" holds and what lies in orders that it paid.
    private var giftCardMoney: Int64 {
        let spent = orders.flatMap(\.payments).filter { $0.methodID == "g" }
        return spent.reduce(giftCard) {
            $1.direction == .charge ? $0 + $1.amount.minorUnits : $0 - $1.amount.minorUnits
        }
    }

    private func items(of afterSaleCase: AfterSaleCase) -> [OrderItem] {
        let order = orders.first { $0.id == afterSaleCase.orderID }
        return afterSaleCase.items.compactMap { entry in order?.items.first { $0.id == entry.itemID } }
    }

    /// On the shelf, sold, or set aside for an exchange whose goods are not accepted yet.
    private func units(_ variantID: String) -> Int {
        let sold = orders.flatMap(\.items).filter { $0.variantID == variantID && $0.status != .cancelled }
        let open = cases.filter { $0.status == .awaitingGoods || $0.status == .inspecting }
        let aside = open.flatMap { exchange in
            zip(exchange.items, items(of: exchange)).filter { $0.0.newVariantID == variantID }.map(\.1)
        }
        return (stock[variantID] ?? 0) + (sold + aside).reduce(0) { $0 + $1.quantity }
    }

    /// An accepted exchange leaves the old goods with the shop, which books them elsewhere.
    func giveUp(_ action: AfterSaleAction, into swapped: inout [String: Int]) {
        guard case .advanceCase(let advance) = action, advance.step == .accept,
            let exchange = cases.first(where: { $0.id == advance.caseID && $0.kind == .exchangeItems })
        else { return }
        for item in items(of: exchange) { swapped[item.variantID, default: 0] += item.quantity }
    }

    func expectSane(since start: Books, before: Books, swapped: [String: Int]) {
        #expect(giftCardMoney == start.giftCardMoney)
        #expect(giftCard >= 0)
        for (variantID, count) in stock {
            #expect(count >= 0)
            #expect(units(variantID) + (swapped[variantID] ?? 0) == start.units(variantID))
        }
        for (order, old) in zip(orders, before.orders) {
            #expect(order.status == old.status || old.status.followers.contains(order.status))
            let promised = cases.filter { $0.orderID == order.id && $0.owesRefund }
                .reduce(0) { $0 + ($1.refund?.minorUnits ?? 0) }
            #expect(order.paidMinorUnits >= promised)
            #expect(order.paidByMethod.allSatisfy { $0.minorUnits > 0 })
            #expect(order.total.minorUnits == order.items.reduce(0) { $0 + $1.price })
            // A parcel that was scanned before it was announced takes its case a step further at once.
            #expect((old.revision...old.revision + 2).contains(order.revision))
            #expect(order.history.map(\.at) == order.history.map(\.at).sorted())
        }
        for afterSaleCase in cases {
            let old = before.cases.first { $0.id == afterSaleCase.id }
            guard let old, old != afterSaleCase else { continue }
            #expect(old.status.followers.contains(afterSaleCase.status))
            #expect((1...2).contains(afterSaleCase.steps.count - old.steps.count))
        }
    }
}

extension Books {
    func wish(_ random: inout SplitMix64) -> (AfterSaleAction, String) {
        if let chosen = cases.filter(\.status.isPending).randomElement(using: &random), Bool.random(using: &random) {
            return (.advanceCase(step(of: chosen, &random)), "")
        }
        let wishes = changes(&random) + afterDelivery(&random)
        return (
            wishes.randomElement(using: &random) ?? wishes[0],
            AfterSaleRandomTests.orderIDs.randomElement(using: &random) ?? ""
        )
    }

    private func step(of chosen: AfterSaleCase, _ random: inout SplitMix64) -> CaseAdvance {
        // A possible step twice as often as any, so that cases come to their end.
        let possible = CaseStep.allCases.filter { chosen.status.after($0, of: chosen.kind) != nil }
        let step = (CaseStep.allCases + possible + possible).randomElement(using: &random) ?? .withdraw
        let number = "T\(Int.random(in: 1...9, using: &random))"
        let parcel = step.needsParcel ? CaseAdvance.Parcel(carrier: "c", trackingNumber: number) : nil
        return CaseAdvance(caseID: chosen.id, step: step, parcel: parcel)
    }

    private func method(_ random: inout SplitMix64) -> String {
        ["w", "c", "g", "g", "u"].randomElement(using: &random) ?? ""
    }

    private func exchanges(_ random: inout SplitMix64) -> [ItemExchange] {
        let variants = AfterSaleRandomTests.variants + ["S-cheap"]
        return chosenItems(&random).map { id in
            ItemExchange(itemID: id, newVariantID: variants.randomElement(using: &random) ?? "")
        }
    }

    private func chosenItems(_ random: inout SplitMix64) -> [String] {
        let items = ["1", "2"].filter { _ in Bool.random(using: &random) }
        return items.isEmpty ? ["1"] : items
    }

    private func changes(_ random: inout SplitMix64) -> [AfterSaleAction] {
        [
            .cancelOrder(reason: "other"),
            .changeAddress(Address(country: "CN", line: "街\(Int.random(in: 1...3, using: &random))号")),
            .changePayment(methodID: method(&random)),
            .changeItems(exchanges(&random), methodID: method(&random)),
        ]
    }

    private func afterDelivery(_ random: inout SplitMix64) -> [AfterSaleAction] {
        let amount = Money(minorUnits: Int64.random(in: 1...25_000, using: &random), currency: .yuan)
        let item = chosenItems(&random)[0]
        return [
            .returnItems(chosenItems(&random), refundMethodID: method(&random), reason: "other"),
            .exchangeItems(exchanges(&random), methodID: method(&random), reason: ""),
            .refund(chosenItems(&random), amount: Bool.random(using: &random) ? amount : nil, reason: "late"),
            .reportItem(item, problem: .damaged, description: ""),
            .requestInvoice(title: "云店", taxpayerNumber: ""),
            .protectPrice(itemID: item),
        ]
    }
}
