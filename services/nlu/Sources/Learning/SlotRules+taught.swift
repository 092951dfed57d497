import IntentPipeline

extension SlotRules {
    /// Words that can be taught, by the kind of slot they name.
    static let taughtKinds = ["colour", "size", "carrier", "payment_method", "product"]

    /// The rules with taught words; products belong to the catalogue.
    func adding(_ words: [TaughtWord]) -> SlotRules {
        var rules = self
        for word in words {
            switch word.kind {
            case "colour": rules.words.colour[word.value, default: []].append(word.text)
            case "size": rules.words.size[word.value, default: []].append(word.text)
            case "carrier": rules.words.carrier[word.value, default: []].append(word.text)
            case "payment_method": rules.words.paymentMethod[word.value, default: []].append(word.text)
            default: break
            }
        }
        return rules
    }
}

extension ProductCatalogue {
    /// The catalogue with taught names of its products; names of products it lacks are left out.
    func adding(_ words: [TaughtWord]) -> ProductCatalogue {
        let names = Dictionary(grouping: words.filter { $0.kind == "product" }, by: \.value)
        return ProductCatalogue(
            products: products.map { product in
                var product = product
                product.aliases += (names[product.id] ?? []).map(\.text)
                return product
            }
        )
    }
}
