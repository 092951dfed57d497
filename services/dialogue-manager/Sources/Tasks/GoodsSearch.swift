/// One item of one order.
struct Goods: Hashable, Sendable {
    var order: Order
    var item: OrderItem
}

/// Which of a customer's orders and items a message means.
///
/// What was said narrows step by step: order number, product, colour and size, "that one", "the other one". A word
/// that fits nothing is not ignored: then nothing is meant that the customer has.
struct GoodsSearch {
    enum Nothing: Hashable {
        case noOrders
        case noSuchOrder(String)
        case noSuchProduct(String)
    }

    enum Outcome<Value> {
        case some(Value)
        case none(Nothing)
    }

    private let orders_: [Order]
    private let said: Said
    private let focus: Focus

    init(_ orders: [Order], said: Said, focus: Focus) {
        orders_ = orders
        self.said = said
        self.focus = focus
    }

    /// Orders that hold something that fits, newest first; at least one.
    var orders: Outcome<[Order]> {
        switch matching {
        case .none(let nothing): .none(nothing)
        case .some(let goods):
            .some(
                goods.reduce(into: []) { orders, goods in
                    if !orders.contains(goods.order) { orders.append(goods.order) }
                }
            )
        }
    }

    /// Items that fit and are still the customer's; at least one.
    var items: Outcome<[Goods]> {
        switch matching {
        case .none(let nothing): return .none(nothing)
        case .some(let goods):
            let open = goods.filter(\.item.isOpen)
            return .some(open.isEmpty ? goods : open)
        }
    }

    /// True when each of them was named by itself, "衬衫和T恤": then all are meant without asking.
    func isExact(_ goods: [Goods]) -> Bool {
        let names = NamedGoods(said.text).names(among: goods.map(\.item.name))
        if names.count > 1, names.count == goods.count, Set(goods.map(\.item.name)) == names { return true }
        guard said.mentions.count > 1, goods.count == said.mentions.count else { return false }
        return said.mentions.allSatisfy { mention in goods.filter { $0.fits(mention) }.count == 1 }
    }

    private var matching: Outcome<[Goods]> {
        if orders_.isEmpty, let number = said.orderNumbers.first { return .none(.noSuchOrder(number)) }
        var goods = orders_.flatMap { order in order.items.map { Goods(order: order, item: $0) } }
        guard !goods.isEmpty else { return .none(.noOrders) }
        let names = NamedGoods(said.text).names(among: goods.map(\.item.name))
        if !names.isEmpty {
            goods = goods.filter { one in names.contains(one.item.name) || said.mentions.contains { one.fits($0) } }
        } else if !said.mentions.isEmpty {
            goods = goods.filter { one in said.mentions.contains { one.fits($0) } }
            if goods.isEmpty { return .none(.noSuchProduct(said.mentions[0].text)) }
        } else if let named = named(goods) {
            goods = named
        }
        if !said.options.isEmpty {
            let all = goods.filter { one in said.options.allSatisfy(one.item.has) }
            let any = goods.filter { one in said.options.contains(where: one.item.has) }
            goods = all.isEmpty ? any : all
            if goods.isEmpty { return .none(.noSuchProduct(said.options.joined(separator: " "))) }
        }
        return .some(narrowedByFocus(goods))
    }

    /// Items whose name shares words with the text, where the nlu found no product; nil when none or all do.
    private func named(_ goods: [Goods]) -> [Goods]? {
        let text = PlainText(said.text)
        let shared = goods.map { text.longestSharedRun(with: PlainText($0.item.name)) }
        guard let longest = shared.max(), longest >= 2 else { return nil }
        return zip(goods, shared).filter { $0.1 == longest }.map(\.0)
    }

    private func narrowedByFocus(_ goods: [Goods]) -> [Goods] {
        let inFocus = goods.filter { $0.order.number == focus.orderNumber }
        if said.isOther { return inFocus.count < goods.count ? goods.filter { !inFocus.contains($0) } : goods }
        return said.isPronoun && !inFocus.isEmpty ? inFocus : goods
    }
}

extension Goods {
    func fits(_ mention: Said.Mention) -> Bool {
        mention.productIDs.contains(item.productID)
            || (!mention.text.isEmpty && item.name.lowercased().contains(mention.text.lowercased()))
    }
}

extension OrderItem {
    func has(_ option: String) -> Bool {
        let wanted = PlainText(option).text
        return options.contains { own in
            let plain = PlainText(own).text
            return plain == wanted || (wanted.count >= 2 && plain.contains(wanted)) || plain + "码" == wanted
        }
    }
}
