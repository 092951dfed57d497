@testable import Recommendation

/// A desk over a store of its own, with products that are tops or shoes.
func withDesk(_ body: (PromotionDesk) async throws -> Void) async throws {
    try await withStore { store in
        let products = (0..<6).map { number in
            ProductFacts(
                id: "P\(number)",
                category: number % 2 == 0 ? "tops" : "shoes",
                brand: "",
                priceMinor: 100,
                stock: 5,
                text: "P\(number)"
            )
        }
        let catalogue = Catalogue(
            products: Dictionary(uniqueKeysWithValues: products.map { ($0.id, $0) }),
            content: Catalogue.unknown.content
        )
        try await body(
            PromotionDesk(
                promotions: PromotionStore(file: store.file),
                notices: NoticeStore(file: store.file),
                customers: PromotionCustomers(store: store, catalogue: CatalogueShelf(catalogue)),
                quietHours: QuietHours(from: 1_320, until: 480)
            )
        )
    }
}
