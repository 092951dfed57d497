import ItemRecommendation
import Synchronization

/// The catalogue that questions are answered from; replaced as a whole.
final class CatalogueShelf: Sendable {
    private struct State {
        var catalogue: Catalogue
        /// Made when first asked for, for one model.
        var newProducts: (modelVersion: String, index: VectorIndex)?
    }

    private let state: Mutex<State>

    init(_ catalogue: Catalogue = .unknown) {
        state = Mutex(State(catalogue: catalogue))
    }

    var catalogue: Catalogue { state.withLock(\.catalogue) }

    func put(_ catalogue: Catalogue) {
        state.withLock { $0 = State(catalogue: catalogue) }
    }

    /// The vectors of products that a model does not know (all, without one): few enough to look through for each answer.
    func newProducts(beside model: ServingModel?) -> VectorIndex {
        let version = model?.summary.version ?? ""
        let (catalogue, known) = state.withLock { ($0.catalogue, $0.newProducts) }
        if let known, known.modelVersion == version { return known.index }
        let names = catalogue.content.names.filter { model?.recommender.number(of: $0) == nil }
        let index = VectorIndex(catalogue.content, keeping: names.prefix(Self.newProductsMax))
        state.withLock { $0.newProducts = (version, index) }
        return index
    }

    private static let newProductsMax = 5_000
}
