/// Which variant is wanted instead of the one that the customer has.
struct VariantWish {
    let said: Said
    let item: OrderItem
    let product: Product
    /// Values that were named, by the place of their kind among the options.
    private let named: [Int: [String]]
    private let extreme: PriceExtreme?

    /// `besides` are the names of all goods that the task is about: each has its own part of what was said.
    init(said: Said, item: OrderItem, product: Product, besides names: [String] = []) {
        (self.said, self.item, self.product) = (said, item, product)
        let part = Self.part(of: said.text, about: item.name, besides: names)
        let wanted = SwapWords.pivot(in: part, from: 0).map { start in
            String(String.UnicodeScalarView(Array(part.unicodeScalars)[start...]))
        }
        let kinds = product.optionNames ?? []
        named = OptionWords(wanted ?? part).values(of: product.variants, names: kinds)
        extreme = PriceExtreme(part)
    }

    /// True where the customer said anything that tells one variant from another.
    var isStated: Bool { said.describesVariant || extreme != nil || !wantedValues.isEmpty }

    /// Those that have every option that was named and keep the others where they can; all where nothing was named.
    func fitting(_ variants: [ProductVariant]) -> [ProductVariant] {
        if !wantedValues.isEmpty || extreme != nil { return fittingValues(variants) }
        var wanted = said.newOptions
        if wanted.isEmpty, said.sizeStep != 0, let size = steppedSize { wanted = [size] }
        guard !wanted.isEmpty else { return said.sizeStep == 0 ? variants : [] }
        let named = variants.filter { variant in wanted.allSatisfy { variant.has($0) } }
        let kept = item.options.filter { own in !wanted.contains { isSameKind($0, own) } }
        let keeping = named.filter { variant in kept.allSatisfy { variant.has($0) } }
        return keeping.isEmpty ? named : keeping
    }

    /// The cheapest or dearest of those that can be had, where that was asked for.
    func chosen(of variants: [ProductVariant]) -> [ProductVariant] { extreme?.chosen(of: variants) ?? variants }

    /// What the customer has already is what is to be replaced, unless it is all that was named of its kind.
    private var wantedValues: [Int: String] {
        named.compactMapValues { values in
            let others = values.filter { !item.options.contains($0) }
            return others.last ?? values.last
        }
    }

    private func fittingValues(_ variants: [ProductVariant]) -> [ProductVariant] {
        let wanted = wantedValues
        let fitting = variants.filter { variant in
            wanted.allSatisfy { place, value in
                variant.options.indices.contains(place) && variant.options[place] == value
            }
        }
        guard extreme == nil, let present = product.variants.first(where: { $0.id == item.variantID }) else {
            return fitting
        }
        let keeping = fitting.filter { variant in
            variant.options.indices.allSatisfy { place in
                wanted[place] != nil
                    || present.options.indices.contains(place) && variant.options[place] == present.options[place]
            }
        }
        return keeping.isEmpty ? fitting : keeping
    }

    /// From the item's name up to the name of another one; all of it where only one is talked about.
    private static func part(of text: String, about name: String, besides names: [String]) -> String {
        let others = Set(names)
        let words = text.split(separator: " ").map { String($0) }
        guard others.count > 1 else { return text }
        let places = words.indices.flatMap { index in
            NamedGoods(words[index...].prefix(4).joined(separator: " ")).positions(of: names)
                .filter { $0.position == 0 }.map { (name: $0.name, position: index) }
        }
        guard let start = places.first(where: { $0.name == name })?.position else { return text }
        let end = places.first { $0.position > start && $0.name != name }?.position ?? words.count
        return words[start..<end].joined(separator: " ")
    }

    /// The next size of the product in its own order, among variants that keep the other options.
    private var steppedSize: String? {
        guard let present = item.options.first(where: { product.sizes.contains($0) }),
            let place = product.sizes.firstIndex(of: present)
        else { return nil }
        let next = place + said.sizeStep
        return product.sizes.indices.contains(next) ? product.sizes[next] : nil
    }

    /// A size replaces a size, anything else replaces what is no size.
    private func isSameKind(_ wanted: String, _ own: String) -> Bool {
        product.isSize(wanted) == product.isSize(own)
    }
}

/// "The cheapest one", "最便宜的".
enum PriceExtreme: String, Codable, Hashable, Sendable {
    case lowest
    case highest

    func chosen(of variants: [ProductVariant]) -> [ProductVariant] {
        let prices = variants.map(\.price.minorUnits)
        let price = self == .lowest ? prices.min() : prices.max()
        return variants.filter { $0.price.minorUnits == price }
    }

    init?(_ text: String) {
        let plain = PlainText(text).text
        if ["cheapest", "least expensive", "lowest price", "最便宜"].contains(where: { plain.contains($0) }) {
            self = .lowest
        } else if ["most expensive", "priciest", "highest price", "最贵"].contains(where: { plain.contains($0) }) {
            self = .highest
        } else {
            return nil
        }
    }
}

extension Product {
    fileprivate func isSize(_ option: String) -> Bool {
        sizes.contains { PlainText($0).text == PlainText(option).text || PlainText($0 + "码") == PlainText(option) }
    }
}

extension ProductVariant {
    func has(_ option: String) -> Bool {
        OrderItem(productID: "", name: "", options: options).has(option)
    }
}
