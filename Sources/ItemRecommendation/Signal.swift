/// One way to score an item for a history: a neighbour table, how the history's items weigh, and what a weight is
/// divided by.
package struct Signal: Sendable, Hashable {
    package let name: String
    package let table: ItemModels.Table
    let fading: Fading
    let normalisation: Normalisation
    /// Whether its best items become candidates.
    let proposes: Bool

    /// What the history's items weigh, the latest first.
    enum Fading: Sendable, Hashable {
        /// 1, 1/2, 1/3, ...
        case harmonic
        case uniform
        /// Only the item this far back counts, from 0.
        case only(Int)

        func weight(_ back: Int) -> Float {
            switch self {
            case .harmonic: 1 / Float(back + 1)
            case .uniform: 1
            case .only(let position): back == position ? 1 : 0
            }
        }
    }

    enum Normalisation: Sendable, Hashable {
        case none
        /// By the source's total: the share of what follows it.
        case source
        /// By the roots of both totals.
        case bothTotals
        /// By the roots of both frequencies.
        case bothFrequencies
    }

    init(
        _ name: String,
        _ table: ItemModels.Table,
        _ fading: Fading = .harmonic,
        _ normalisation: Normalisation = .none,
        proposes: Bool = false
    ) {
        self.name = name
        self.table = table
        self.fading = fading
        self.normalisation = normalisation
        self.proposes = proposes
    }

    /// The signals of every model, in the order of the ranker's features; signals of one table are beside each other.
    package static let all: [Signal] = [
        Signal("following", .following, proposes: true),
        Signal("following-last", .following, .only(0)),
        Signal("following-second", .following, .only(1)),
        Signal("following-third", .following, .only(2)),
        Signal("following-cosine", .following, .harmonic, .bothTotals),
        Signal("following-share", .following, .harmonic, .source),
        Signal("following-share-uniform", .following, .uniform, .source, proposes: true),
        Signal("adjacent", .adjacent),
        Signal("following-by-length", .lengthNormalised),
        Signal("undirected", .undirected),
        Signal("undirected-cosine", .undirected, .harmonic, .bothFrequencies),
        Signal("joined", .joined, proposes: true),
        Signal("item-autoencoder", .itemAutoencoder, proposes: true),
        Signal("item-autoencoder-uniform", .itemAutoencoder, .uniform),
        Signal("next-item-model", .nextItemModel, proposes: true),
    ]

    func sourceScale(_ item: Int, in models: ItemModels) -> Float {
        switch normalisation {
        case .none: 1
        case .source: 1 / max(models.followingTotals[item], 1)
        case .bothTotals: 1 / max(models.followingTotals[item], 1).squareRoot()
        case .bothFrequencies: 1 / Float(max(models.frequencies[item], 1)).squareRoot()
        }
    }

    func targetScale(_ item: Int, in models: ItemModels) -> Float {
        switch normalisation {
        case .none, .source: 1
        case .bothTotals: 1 / max(models.precedingTotals[item], 1).squareRoot()
        case .bothFrequencies: 1 / Float(max(models.frequencies[item], 1)).squareRoot()
        }
    }
}
