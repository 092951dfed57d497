/// Rules about what pays, what is paid back, and how much.
extension RuleCheck {
    /// What an amount gives back to each method that paid, in the order of their first charges.
    mutating func originalShares(of minorUnits: Int64) -> [RefundShare] {
        var shares: [RefundShare] = []
        var left = minorUnits
        for (methodID, paid) in facts.order.paidByMethod {
            // A difference may have gone back to another method than the one that paid it.
            let amount = min(paid, left)
            guard amount > 0, let method = method(methodID) else { continue }
            shares.append(RefundShare(method: method, minorUnits: amount))
            left -= amount
        }
        return shares
    }

    mutating func amount(_ minorUnits: Int64, upTo most: Int64) {
        guard minorUnits > most else { return }
        refuse("amount", ["amount": "\(minorUnits)", "items_cost": "\(most)"])
    }

    mutating func method(_ id: String) -> PaymentMethod? {
        guard let method = facts.method(id) else {
            refuse("payment_method", ["payment_method": id])
            return nil
        }
        if let balance = method.balance, balance.currency != facts.order.currency {
            refuse("currency", ["currency": facts.order.currency.code, "gift_card_currency": balance.currency.code])
            return nil
        }
        return method
    }

    /// A gift card must hold what it is to pay.
    mutating func balance(of method: PaymentMethod, covers minorUnits: Int64) {
        guard let balance = method.balance, balance.minorUnits < minorUnits else { return }
        refuse(
            "gift_card_balance",
            ["balance": "\(balance.minorUnits)", "needed": "\(minorUnits)", "currency": balance.currency.code]
        )
    }

    mutating func destination(_ method: PaymentMethod) {
        let isOriginal = facts.order.paidByMethod.contains { $0.methodID == method.id }
        let allowed = policy.refund.destinations
        if allowed.contains(.original), isOriginal { return }
        if allowed.contains(.giftCard), method.kind == .giftCard { return }
        refuse(
            "refund_destination",
            ["payment_method": method.id, "allowed": allowed.map(\.rawValue).sorted().listed]
        )
    }

    /// No more goes back than is still paid and not promised already.
    mutating func refundable(_ minorUnits: Int64) {
        let left = facts.order.paidMinorUnits - facts.promisedRefund
        guard minorUnits > left else { return }
        refuse("refund_limit", ["refund": "\(minorUnits)", "paid": "\(left)"])
    }
}
