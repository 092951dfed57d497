/// Rules about the items that an action names, and about what takes their place.
extension RuleCheck {
    /// At least one item could be asked for.
    mutating func anyItem() {
        guard [.returnItems, .exchangeItems, .refund, .reportItem, .protectPrice].contains(kind) else { return }
        let open = facts.order.items.filter(\.isOpen)
        guard !open.isEmpty else { return refuse("item_status", ["status": "none left"]) }
        let excluded = open.compactMap { excludedCategory(of: $0) }
        guard excluded.count < open.count else {
            return refuse("category", ["category": Set(excluded).sorted().listed])
        }
        guard kind == .protectPrice, open.allSatisfy({ cheaperVariant(of: $0) == nil }) else { return }
        refuse("price")
    }

    /// The items named, in the order of the request; those that do not exist or may not are left out.
    mutating func items(_ ids: [String]) -> [OrderItem] {
        var found: [OrderItem] = []
        for id in ids {
            guard let item = facts.item(id) else {
                refuse("item", ["item": id])
                continue
            }
            guard item.isOpen else {
                refuse("item_status", ["item": id, "status": item.status.rawValue])
                continue
            }
            if let category = excludedCategory(of: item) {
                refuse("category", ["item": id, "category": category])
            }
            found.append(item)
        }
        return found
    }

    /// What the shop accepted as damaged or wrong comes back whatever it is.
    private func excludedCategory(of item: OrderItem) -> String? {
        if kind == .returnItems || kind == .exchangeItems, facts.isProblemAccepted(item.id) { return nil }
        guard let category = facts.products[item.productID]?.category else { return nil }
        return rule.excludedCategories.contains(category) ? category : nil
    }

    /// The variant that takes an item's place: of the same product, another one, and there in the quantity wanted.
    mutating func newVariant(_ id: String, for item: OrderItem, taken: inout [String: Int]) -> Variant? {
        guard let variant = facts.variant(id, of: item.productID) else {
            refuse("same_product", ["item": item.id, "product": item.productID, "variant": id])
            return nil
        }
        guard variant.id != item.variantID else {
            refuse("other_variant", ["item": item.id, "variant": id])
            return nil
        }
        let wanted = taken[id, default: 0] + item.quantity
        taken[id] = wanted
        guard variant.isListed, variant.stock.map({ $0 >= wanted }) ?? true else {
            let stock = variant.isListed ? variant.stock ?? 0 : 0
            refuse("available", ["item": item.id, "variant": id, "stock": "\(stock)", "wanted": "\(wanted)"])
            return nil
        }
        return variant
    }

    /// An item for which money came back already cannot be given back or swapped as if it had not.
    mutating func refunded(_ item: OrderItem) {
        refuse("refunded", ["item": item.id, "refunded": "\(facts.refunded(item.id))", "price": "\(item.price)"])
    }

    /// One problem is one report.
    mutating func notReported(_ item: OrderItem) {
        let reports = facts.cases.filter { $0.kind == .reportItem && !$0.status.isFailed }
        guard let report = reports.first(where: { $0.items.map(\.itemID).contains(item.id) }) else { return }
        refuse("reported", ["item": item.id, "case": report.id])
    }

    /// The item's own variant where it is sold for less today.
    func cheaperVariant(of item: OrderItem) -> Variant? {
        guard let variant = facts.variant(item.variantID, of: item.productID), variant.isListed,
            variant.price.minorUnits < item.unitPrice.minorUnits
        else { return nil }
        return variant
    }
}
