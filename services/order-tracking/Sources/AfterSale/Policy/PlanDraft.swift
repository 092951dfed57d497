/// The state after an action, built step by step, with the money and stock that move on the way.
struct PlanDraft {
    private(set) var order: Order
    private(set) var balanceChanges: [String: Int64] = [:]
    private(set) var stockChanges: [String: Int] = [:]
    private let facts: AfterSaleFacts

    init(_ facts: AfterSaleFacts) {
        self.facts = facts
        order = facts.order
        order.revision += 1
    }

    /// Keeps the history in order of time even where the clock was set back.
    mutating func move(to status: OrderStatus) {
        order.status = status
        order.history.append(StatusChange(status: status, at: max(facts.now, order.history.last?.at ?? facts.now)))
    }

    mutating func setAddress(_ address: Address) { order.address = address }

    mutating func setCancelReason(_ reason: String) { order.cancelReason = reason }

    mutating func setStatus(_ status: OrderItem.Status, of ids: [String]) {
        for index in order.items.indices where ids.contains(order.items[index].id) {
            order.items[index].status = status
        }
    }

    /// Swaps an item for another variant.
    mutating func replace(_ item: OrderItem, with variant: Variant, unitPrice: Int64) {
        guard let index = order.items.firstIndex(where: { $0.id == item.id }) else { return }
        order.items[index].variantID = variant.id
        order.items[index].options = variant.options
        setPrice(unitPrice, ofItemAt: index)
    }

    mutating func setPrice(_ unitPrice: Int64, of item: OrderItem) {
        guard let index = order.items.firstIndex(where: { $0.id == item.id }) else { return }
        setPrice(unitPrice, ofItemAt: index)
    }

    private mutating func setPrice(_ unitPrice: Int64, ofItemAt index: Int) {
        let before = order.items[index].price
        order.items[index].unitPrice.minorUnits = unitPrice
        order.total.minorUnits += order.items[index].price - before
    }

    mutating func pay(_ direction: Payment.Direction, _ minorUnits: Int64, with method: PaymentMethod) {
        order.payments.append(
            Payment(
                id: nextPaymentID(),
                direction: direction,
                amount: Money(minorUnits: minorUnits, currency: order.currency),
                methodID: method.id,
                at: facts.now
            )
        )
        guard method.kind == .giftCard else { return }
        balanceChanges[method.id, default: 0] += direction == .charge ? -minorUnits : minorUnits
    }

    /// Counted stock alone changes.
    mutating func moveStock(_ variantID: String, of productID: String, by units: Int) {
        guard facts.variant(variantID, of: productID)?.stock != nil else { return }
        stockChanges[variantID, default: 0] += units
    }

    func items(_ ids: [String]) -> [OrderItem] { order.items.filter { ids.contains($0.id) } }

    func plan(
        _ consequence: Consequence,
        _ caseChange: CaseChange? = nil,
        shipment: Shipment? = nil
    ) -> AfterSalePlan {
        AfterSalePlan(
            consequence: consequence,
            order: order,
            balanceChanges: balanceChanges.filter { $0.value != 0 },
            stockChanges: stockChanges.filter { $0.value != 0 },
            caseChange: caseChange,
            shipment: shipment
        )
    }

    private func nextPaymentID() -> String {
        let taken = Set(order.payments.map(\.id))
        var number = order.payments.count + 1
        while taken.contains("\(order.id)-P\(number)") { number += 1 }
        return "\(order.id)-P\(number)"
    }
}
