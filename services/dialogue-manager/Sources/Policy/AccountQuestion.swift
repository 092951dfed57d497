/// Questions about the customer's own money and goods that are heard by their words: what an order holds, what all
/// changes of this conversation come to, what is left on a gift card.
enum AccountQuestion: String, Codable, Hashable, Sendable {
    case orderContents = "order_contents"
    case totals
    case giftCardBalance = "gift_card_balance"

    init?(_ text: String) {
        let plain = PlainText(text)
        func says(_ words: [String]) -> Bool { words.contains { plain.mentions($0) } }
        if says(["gift card", "giftcard", "礼品卡"]), says(["balance", "left on", "余额", "还剩"]) {
            self = .giftCardBalance
        } else if says(["in total", "altogether", "total amount", "total refund", "一共", "总共"]),
            says(["back", "refund", "refunded", "charged", "退", "付"])
        {
            self = .totals
        } else if says([
            "details of", "details for", "what is in order", "what's in order", "total price of", "明细", "订单详情",
        ]),
            says(["order", "orders", "订单"])
        {
            self = .orderContents
        } else {
            return nil
        }
    }
}

extension Policy {
    func answer(
        _ question: AccountQuestion,
        _ number: String?,
        tracker: Tracker,
        findings: Findings
    ) throws(Need) -> Decision {
        switch question {
        case .orderContents: try tellContents(number ?? tracker.focus.orderNumber, tracker: tracker, findings: findings)
        case .totals: try tellTotals(tracker: tracker, findings: findings)
        case .giftCardBalance: try tellGiftCards(findings)
        }
    }

    /// All that an order holds, with prices, the way it goes and its parcel.
    private func tellContents(_ number: String?, tracker: Tracker, findings: Findings) throws(Need) -> Decision {
        guard let number else { return try listOrders(tracker: tracker, findings: findings) }
        guard let order = try findings.order(number: number) else {
            return say(.orderNotFound, [.orderNumber: .text(number)], because: "the customer has no such order")
        }
        let context = TaskContext(tracker: tracker, findings: findings)
        var items: [Facts] = []
        for item in order.items { items.append(try described(item, context)) }
        var facts: Facts = [
            .orderNumber: .text(order.number), .status: .word(.orderStatus, code: order.status.rawValue),
            .total: .money(order.total), .items: .list(items),
        ]
        facts[.address] = order.address.map { .text($0.text) }
        if let shipment = try findings.shipment(.order(number)), !shipment.trackingNumber.isEmpty {
            facts[.trackingNumber] = .text(shipment.trackingNumber)
        }
        let reply = Reply(
            Answer(.orderContents, facts),
            focus: Focus(orderNumber: order.number),
            cards: [.order(order)]
        )
        return Decision(.reply(reply), because: "what the order holds was asked for")
    }

    /// What the changes made in this conversation come to.
    private func tellTotals(tracker: Tracker, findings: Findings) throws(Need) -> Decision {
        var facts: Facts = [:]
        facts[.refund] = tracker.settled.sum(of: \.refund).map { .money($0) }
        facts[.charge] = tracker.settled.sum(of: \.charge).map { .money($0) }
        guard !facts.isEmpty else { return try listCases(tracker: tracker, findings: findings) }
        return say(.conversationTotals, facts, because: "the sums of this conversation were asked for")
    }

    private func tellGiftCards(_ findings: Findings) throws(Need) -> Decision {
        let cards = try findings.customer()?.paymentMethods.filter { $0.balance != nil } ?? []
        let listed = cards.compactMap { card -> Facts? in
            card.balance.map { [.method: .method(card), .balance: .money($0)] }
        }
        guard !listed.isEmpty else { return say(.noGiftCard, because: "the customer has no gift card") }
        return say(.giftCardBalance, [.methods: .list(listed)], because: "the gift card's balance was asked for")
    }
}

/// Money that a change of this conversation moves.
struct Settlement: Codable, Hashable, Sendable {
    var refund: Money?
    var charge: Money?
}

extension [Settlement] {
    /// Nil where nothing moved, or in more than one currency.
    fileprivate func sum(of part: (Settlement) -> Money?) -> Money? {
        let amounts = compactMap(part)
        guard let currency = amounts.first?.currency, amounts.allSatisfy({ $0.currency == currency }) else {
            return nil
        }
        return Money(amounts.map(\.minorUnits).reduce(0, +), currency)
    }
}
