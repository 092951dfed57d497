/// All that a decision rests on, read at one moment.
struct AfterSaleFacts: Hashable, Sendable {
    var customer: Customer
    var order: Order
    /// Products of the order's items, by id.
    var products: [String: Product]
    /// Nil while it is on its way, and where the shop has no record of it.
    var deliveredAt: Timestamp?
    /// How often the order went through each action.
    var timesDone: [ActionKind: Int]
    /// The order's cases, oldest first.
    var cases: [AfterSaleCase] = []
    /// Refunds promised by cases that are not settled yet, in the order's currency.
    var promisedRefund: Int64
    var now: Timestamp

    func method(_ id: String) -> PaymentMethod? { customer.paymentMethods.first { $0.id == id } }

    func item(_ id: String) -> OrderItem? { order.items.first { $0.id == id } }

    /// What was given or promised for an item that its customer kept, in minor units.
    func refunded(_ itemID: String) -> Int64 {
        cases.filter { $0.kind == .refund && !$0.status.isFailed }.flatMap(\.items)
            .filter { $0.itemID == itemID }.reduce(0) { $0 + ($1.refund ?? 0) }
    }

    /// The shop has seen for itself that the item was not as it should have been.
    func isProblemAccepted(_ itemID: String) -> Bool {
        cases.contains { report in
            report.kind == .reportItem && report.status == .completed && report.items.map(\.itemID).contains(itemID)
        }
    }

    func variant(_ id: String, of productID: String) -> Variant? {
        products[productID]?.variants.first { $0.id == id }
    }
}

extension Order {
    /// What each payment method has paid and did not get back, in the order of their first charge; none at zero.
    var paidByMethod: [(methodID: String, minorUnits: Int64)] {
        var paid: [(methodID: String, minorUnits: Int64)] = []
        for payment in payments {
            let amount = payment.direction == .charge ? payment.amount.minorUnits : -payment.amount.minorUnits
            if let index = paid.firstIndex(where: { $0.methodID == payment.methodID }) {
                paid[index].minorUnits += amount
            } else {
                paid.append((payment.methodID, amount))
            }
        }
        return paid.filter { $0.minorUnits > 0 }
    }

    /// Charges less refunds.
    var paidMinorUnits: Int64 {
        payments.reduce(0) { sum, payment in
            payment.direction == .charge ? sum + payment.amount.minorUnits : sum - payment.amount.minorUnits
        }
    }
}

extension OrderItem {
    var price: Int64 { unitPrice.minorUnits * Int64(quantity) }

    /// Still the customer's, so that something may be asked for it.
    var isOpen: Bool { status == .ordered || status == .exchanged }
}
