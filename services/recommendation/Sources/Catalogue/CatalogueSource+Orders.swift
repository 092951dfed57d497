import Contracts
import MeshRuntime

extension CatalogueSource {
    /// Order-tracking's products, page by page.
    static func orders(_ client: MeshClient, timeout: Duration, productsMax: Int) -> CatalogueSource {
        let orders = OrdersV1.OrdersClient(client)
        return CatalogueSource {
            var products: [String: ProductFacts] = [:]
            var token = ""
            repeat {
                let page = TypesV1.PageRequest(size: 200, token: token)
                let response = try await orders.searchProducts(
                    OrdersV1.SearchProductsRequest(page: page),
                    options: CallOptions(timeout: timeout)
                )
                for product in response.products { products[product.id] = ProductFacts(product) }
                token = response.nextToken
            } while !token.isEmpty && products.count < productsMax
            return products
        }
    }
}

extension ProductFacts {
    init(_ product: OrdersV1.Product) {
        let sold = product.variants.filter(\.available)
        let attributes = product.attributes.map { "\($0.name) \($0.value)" }
        self.init(
            id: product.id,
            category: product.category,
            brand: product.brand,
            priceMinor: sold.compactMap { $0.price?.amountMinor }.min(),
            stock: sold.reduce(0) { $0 + Int($1.stock) },
            text: ([product.name, product.category, product.brand] + attributes).filter { !$0.isEmpty }
                .joined(separator: "，")
        )
    }
}

extension TextEmbedder {
    /// The inference service's embeddings.
    static func inference(_ client: MeshClient, queryTimeout: Duration, passagesTimeout: Duration) -> TextEmbedder {
        let inference = InferenceV1.InferenceClient(client)
        return TextEmbedder(
            passages: { texts in
                var vectors: [[Float]] = []
                for start in stride(from: 0, to: texts.count, by: textsAtOnce) {
                    let batch = Array(texts[start..<min(start + textsAtOnce, texts.count)])
                    let response = try await inference.embed(
                        InferenceV1.EmbedRequest(texts: batch, purpose: .passage),
                        options: CallOptions(timeout: passagesTimeout)
                    )
                    guard response.embeddings.count == batch.count else {
                        throw CallError(.internalError, "\(response.embeddings.count) vectors for \(batch.count) texts")
                    }
                    vectors += response.embeddings.map(\.values)
                }
                return vectors
            },
            query: { text in
                let response = try await inference.embed(
                    InferenceV1.EmbedRequest(texts: [text], purpose: .query),
                    options: CallOptions(timeout: queryTimeout)
                )
                guard let embedding = response.embeddings.first else {
                    throw CallError(.internalError, "no vector for a text")
                }
                return embedding.values
            }
        )
    }

    /// Few enough that one call does not hold up what customers say.
    private static let textsAtOnce = 16
}
