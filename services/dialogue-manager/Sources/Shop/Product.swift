/// A product of the catalogue with its variants.
struct Product: Codable, Hashable, Sendable {
    var id: String
    var name: LocalizedText
    var variants: [ProductVariant]
    /// What the places of the variants' options are called, "colour"; nil in events recorded before they were kept.
    var optionNames: [String]?
    var attributes: [ProductAttribute]
    var description: LocalizedText

    init(
        id: String,
        name: LocalizedText,
        variants: [ProductVariant],
        attributes: [ProductAttribute] = [],
        description: LocalizedText = LocalizedText("")
    ) {
        self.id = id
        self.name = name
        self.variants = variants
        self.attributes = attributes
        self.description = description
    }

    /// The lowest and highest price of the variants in the first one's currency; nil without a variant.
    var priceRange: (lowest: Money, highest: Money)? {
        guard let currency = variants.first?.price.currency else { return nil }
        let prices = variants.map(\.price).filter { $0.currency == currency }.map(\.minorUnits)
        guard let lowest = prices.min(), let highest = prices.max() else { return nil }
        return (Money(lowest, currency), Money(highest, currency))
    }

    /// True where at least one variant can be bought.
    var isForSale: Bool { variants.contains { $0.has(units: 1) } }

    /// Units on hand over all variants that are for sale and counted.
    var stock: Int { variants.map(\.stock).reduce(0, +) }

    /// Its sizes in catalogue order, each once.
    var sizes: [String] {
        variants.map(\.size).reduce(into: []) { sizes, size in
            if !size.isEmpty, !sizes.contains(size) { sizes.append(size) }
        }
    }
}

/// A text of the shop in each language; the English one may be missing, then the Chinese one stands for it.
struct LocalizedText: Codable, Hashable, Sendable {
    var chinese: String
    var english: String

    init(_ chinese: String, english: String = "") {
        self.chinese = chinese
        self.english = english
    }

    var isEmpty: Bool { chinese.isEmpty && english.isEmpty }

    func text(in language: Language) -> String {
        switch language {
        case .chinese: chinese.isEmpty ? english : chinese
        case .english: english.isEmpty ? chinese : english
        }
    }
}

/// "材质: 纯棉", in the shop's words.
struct ProductAttribute: Codable, Hashable, Sendable {
    var name: String
    var value: String
}

struct ProductVariant: Codable, Hashable, Sendable {
    /// Option values in catalogue order, "灰色", "L"; empty for a product with one variant.
    var options: [String]
    /// Which of the options is its size; empty where the product has no sizes.
    var size: String
    var price: Money
    /// Units on hand; 0 as well when it is not for sale, and where nobody counts them.
    var stock: Int
    /// True where it is for sale and its units are not counted; nil otherwise.
    var isUncounted: Bool?
    /// Nil in events that were recorded before variants had one.
    var id: String?

    init(options: [String] = [], size: String = "", price: Money, stock: Int, id: String? = nil) {
        self.options = options
        self.size = size
        self.price = price
        self.stock = stock
        self.id = id
    }

    /// True where so many units can be bought.
    func has(units: Int) -> Bool { isUncounted == true || stock >= units }

    /// What an answer says about the units on hand; nil where they are not counted.
    var stockFact: FactValue? { isUncounted == true ? nil : .number(stock) }
}
