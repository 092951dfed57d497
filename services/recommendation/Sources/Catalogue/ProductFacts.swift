import ItemRecommendation

/// What recommending needs to know of a product; the facts are order-tracking's.
struct ProductFacts: Hashable, Sendable {
    let id: String
    let category: String
    let brand: String
    /// Of the cheapest variant that is sold, in the currency's minor unit; nil where none is.
    let priceMinor: Int64?
    /// Units on hand over all variants.
    let stock: Int
    /// Title and attributes, for likeness by content.
    let text: String
}

/// The shop's products as last read.
struct Catalogue: Sendable {
    let products: [String: ProductFacts]
    /// Empty until texts were embedded.
    let content: VectorIndex

    static let unknown = Catalogue(products: [:], content: VectorIndex([(name: String, vector: [Float])]()))

    /// Rules about products hold only once products are known.
    var isKnown: Bool { !products.isEmpty }

    func isInStock(_ productID: String) -> Bool { (products[productID]?.stock ?? 0) > 0 }

    func category(of productID: String) -> String? {
        products[productID].map(\.category).flatMap { $0.isEmpty ? nil : $0 }
    }
}
