import ItemRecommendation
import Logging
import ServiceLifecycle

/// Reads the catalogue again and again, and embeds the texts that are new in it.
///
/// Without order-tracking the last catalogue stays; without inference products have no likeness by content. Neither
/// stops recommending.
struct CatalogueRefresh: Service {
    let source: CatalogueSource
    let embedder: TextEmbedder
    let shelf: CatalogueShelf
    let interval: Duration
    /// After a failure.
    let retry: Duration
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            var vectors: [String: [Float]] = [:]
            while !Task.isCancelled {
                let isWhole = await refresh(&vectors)
                // Ends early only when the process stops.
                try? await Task.sleep(for: isWhole ? interval : retry)
            }
        }
    }

    /// False where something did not answer.
    func refresh(_ vectors: inout [String: [Float]]) async -> Bool {
        do {
            let products = try await source.products()
            let known = vectors
            shelf.put(Self.catalogue(products, known))
            let missing = Set(products.values.map(\.text)).subtracting(vectors.keys).sorted()
            guard !missing.isEmpty else { return true }
            let embedded = try await embedder.passages(missing)
            for (text, vector) in zip(missing, embedded) { vectors[text] = vector }
            shelf.put(Self.catalogue(products, vectors))
            logger.info(
                "catalogue read",
                metadata: [
                    "recommendation.products": "\(products.count)", "recommendation.embedded": "\(missing.count)",
                ]
            )
            return true
        } catch is CancellationError {
            return true
        } catch {
            logger.debug("catalogue not refreshed", metadata: ["recommendation.reason": "\(error)"])
            return false
        }
    }

    private static func catalogue(_ products: [String: ProductFacts], _ vectors: [String: [Float]]) -> Catalogue {
        let embedded = products.values.sorted { $0.id < $1.id }.compactMap { product in
            vectors[product.text].map { (name: product.id, vector: $0) }
        }
        return Catalogue(products: products, content: VectorIndex(embedded))
    }
}

/// Reads all products.
struct CatalogueSource: Sendable {
    let products: @Sendable () async throws -> [String: ProductFacts]
}

/// Makes vectors of texts.
struct TextEmbedder: Sendable {
    /// One vector a text, in order.
    let passages: @Sendable (_ texts: [String]) async throws -> [[Float]]
    /// The vector of what somebody asks for.
    let query: @Sendable (_ text: String) async throws -> [Float]
}
