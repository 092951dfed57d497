/// An item of the order and the variant that takes its place, both checked.
struct ItemSwap {
    var item: OrderItem
    var variant: Variant

    /// What the new variant costs more; negative when it costs less.
    var difference: Int64 { (variant.price.minorUnits - item.unitPrice.minorUnits) * Int64(item.quantity) }
}

extension [ItemSwap] {
    var difference: Int64 { reduce(0) { $0 + $1.difference } }

    var facts: [Attribute] {
        flatMap { swap in
            [
                Attribute(name: "\(swap.item.id).variant_before", value: swap.item.variantID),
                Attribute(name: "\(swap.item.id).variant_after", value: swap.variant.id),
                Attribute(name: "\(swap.item.id).price_after", value: "\(swap.variant.price.minorUnits)"),
            ]
        }
    }
}

extension AfterSalePolicy {
    /// Nil where one of them breaks a rule; each that does is named.
    func swaps(_ exchanges: [ItemExchange], _ check: inout RuleCheck) -> [ItemSwap]? {
        let items = check.items(exchanges.map(\.itemID))
        var taken: [String: Int] = [:]
        var swaps: [ItemSwap] = []
        for item in items {
            guard let exchange = exchanges.first(where: { $0.itemID == item.id }),
                let variant = check.newVariant(exchange.newVariantID, for: item, taken: &taken)
            else { continue }
            swaps.append(ItemSwap(item: item, variant: variant))
        }
        return swaps.count == exchanges.count ? swaps : nil
    }
}

extension RuleCheck {
    /// A difference must be payable by the method, or be covered by what was paid.
    mutating func settlement(_ difference: Int64, _ method: PaymentMethod) {
        if difference > 0 { balance(of: method, covers: difference) } else { refundable(-difference) }
    }
}

extension Consequence {
    /// Charges a positive difference, refunds a negative one.
    mutating func settle(_ difference: Int64, _ method: PaymentMethod, _ check: RuleCheck) {
        methodID = method.id
        let amount = Money(minorUnits: abs(difference), currency: check.facts.order.currency)
        if difference > 0 { charge = amount }
        if difference < 0 {
            refund = amount
            refundDaysMax = check.policy.refund.days(to: method.kind)
        }
    }
}
