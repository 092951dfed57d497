/// Something the shop sells, in one or more variants.
struct Product: Hashable, Sendable {
    var id: String
    var name: String
    var englishName = ""
    /// The shop's own key, "apparel".
    var category = ""
    var brand = ""
    /// What customers call it.
    var aliases: [String] = []
    var attributes: [Attribute] = []
    var description = ""
    var englishDescription = ""
    /// All variants are priced in it.
    var currency: Currency
    var variants: [Variant]
}

/// What is actually bought: one combination of options, with its price and stock.
struct Variant: Hashable, Sendable {
    /// Unique in the whole shop.
    var id: String
    var options: [Attribute]
    var price: Money
    /// Units on hand; nil where the shop does not count them.
    var stock: Int?
    /// False when it is not sold any more, whatever the stock.
    var isListed = true

    var canBeBought: Bool { isListed && stock != 0 }
}
