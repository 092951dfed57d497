/// Everything that is learned about items from sequences; a ranker joins it into one order.
package struct ItemModels: Sendable, Hashable {
    /// The neighbour tables, one a `Table`, in its order.
    package let tables: [NeighbourTable]
    /// Interactions an item has.
    package let frequencies: [UInt32]
    /// Sums of an item's directed weights, as the earlier and as the later item.
    let followingTotals: [Float]
    let precedingTotals: [Float]
    package let embedding: DirectedEmbedding

    package enum Table: Int, CaseIterable, Sendable {
        case following
        case adjacent
        case lengthNormalised
        case undirected
        case joined
        case itemAutoencoder
        case nextItemModel
    }

    package var itemCount: Int { frequencies.count }
    package subscript(table: Table) -> NeighbourTable { tables[table.rawValue] }

    init(
        tables: [NeighbourTable],
        frequencies: [UInt32],
        followingTotals: [Float],
        precedingTotals: [Float],
        embedding: DirectedEmbedding
    ) {
        self.tables = tables
        self.frequencies = frequencies
        self.followingTotals = followingTotals
        self.precedingTotals = precedingTotals
        self.embedding = embedding
    }

    package init(
        fitting sequences: InteractionSequences,
        settings: RecommenderSettings,
        progress: (String) -> Void = { _ in }
    ) throws(ItemRecommendationError) {
        let index = InteractionIndex(sequences, sequenceItemsMax: settings.sequenceItemsMax)
        progress("counting pairs of \(sequences.items.count) interactions")
        let counts = CoOccurrence(index, settings: settings)
        progress("joining neighbours")
        let joined = JoinedNeighbours.table(of: counts.following, totals: counts.followingTotals, settings: settings)
        progress("embedding items")
        let embedding = DirectedEmbedding(counts, settings: settings)
        let linear = LinearAutoencoder(index, settings: settings)
        progress("solving the item autoencoder")
        let itemAutoencoder = try linear.itemAutoencoder()
        progress("solving the next-item model")
        let nextItemModel = try linear.nextItemModel()
        self.init(
            tables: [
                counts.following, counts.adjacent, counts.lengthNormalised, counts.undirected, joined, itemAutoencoder,
                nextItemModel,
            ],
            frequencies: sequences.itemFrequencies(),
            followingTotals: counts.followingTotals,
            precedingTotals: counts.precedingTotals,
            embedding: embedding
        )
    }
}
