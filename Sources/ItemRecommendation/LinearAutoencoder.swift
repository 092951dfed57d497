import CItemRecommendation

/// Linear item-to-item models with a closed form: one inverse of an item-by-item matrix.
///
/// EASE (Steck, "Embarrassingly Shallow Autoencoders for Sparse Data", 2019) predicts each item of a user from the
/// user's other items. SLIT (Choi et al., "Session-aware Linear Item-Item Models for Session-based Recommendation",
/// 2021) predicts the next item from the earlier ones, which fade with their distance. Unlike counts, both explain away:
/// an item that is bought with everything gets no credit for it.
struct LinearAutoencoder {
    private let index: InteractionIndex
    private let settings: RecommenderSettings
    /// The items that are covered, and for each item its place among them or -1.
    private let covered: [Int]
    private let places: [Int32]

    init(_ index: InteractionIndex, settings: RecommenderSettings) {
        self.index = index
        self.settings = settings
        let seen = (0..<index.itemCount).filter { index.frequency(of: $0) > 0 }
        let frequent = seen.sorted {
            (index.frequency(of: $0), TieOrder.of(UInt32($1))) > (index.frequency(of: $1), TieOrder.of(UInt32($0)))
        }
        covered = frequent.prefix(settings.autoencoderItemsMax).sorted()
        var places = [Int32](repeating: -1, count: index.itemCount)
        for (place, item) in covered.enumerated() { places[item] = Int32(place) }
        self.places = places
    }

    /// The weights of EASE: -P[i][j] / P[j][j] with P the inverse of (X'X + penalty).
    func itemAutoencoder() throws(ItemRecommendationError) -> NeighbourTable {
        let matrix = SymmetricMatrix(count: covered.count, diagonal: settings.autoencoderPenalty)
        addPairs(to: matrix) { _, _ in 1 }
        try matrix.invertNegated(threads: settings.threads)
        let rows = InverseRows(matrix)
        return table(rows) { panel, _ in
            for place in 0..<covered.count {
                let scale = -1 / rows[place, place]
                for lane in 0..<InverseRows.lanes { panel[place * InverseRows.lanes + lane] *= scale }
            }
            return panel
        }
    }

    /// The weights of SLIT: inverse(S'S + penalty) S'T, with S the faded earlier items of each next item in T.
    func nextItemModel() throws(ItemRecommendationError) -> NeighbourTable {
        let distanceMax = settings.sequenceDistanceMax
        let matrix = SymmetricMatrix(count: covered.count, diagonal: settings.sequencePenalty)
        let overlaps = Self.overlaps(distanceMax: distanceMax)
        addPairs(to: matrix) { gap, after in
            gap < distanceMax ? overlaps[gap][min(after, distanceMax - gap)] : 0
        }
        let targets = nextItems()
        try matrix.invertNegated(threads: settings.threads)
        let rows = InverseRows(matrix)
        return table(rows) { panel, sums in
            ir_accumulate_rows(panel, targets.starts, targets.items, targets.weights, covered.count, sums)
            for position in 0..<covered.count * InverseRows.lanes { sums[position] = -sums[position] }
            return sums
        }
    }

    /// How much an item weighs as the source of a prediction `distance` steps ahead, from 1.
    private static func fading(_ distance: Int) -> Float { 1 / Float(distance) }

    /// overlaps[gap][after]: the sum, over the next items that both of two interactions see, of the product of their
    /// weights, where `gap` interactions lie between them and `after` come after the later one.
    private static func overlaps(distanceMax: Int) -> [[Float]] {
        (0..<distanceMax).map { gap in
            var sums: [Float] = [0]
            for ahead in 1...(distanceMax - gap) { sums.append(sums[ahead - 1] + fading(ahead) * fading(ahead + gap)) }
            return sums
        }
    }

    /// Adds `weight(gap, interactions after the later one)` of each two interactions of a user to the lower half.
    private func addPairs(to matrix: SymmetricMatrix, weight: @Sendable (Int, Int) -> Float) {
        let rows = InverseRows(matrix)
        _ = mapRanges(covered.count, chunk: 64, threads: settings.threads) { range in
            for place in range {
                let row = rows.start(of: place)
                for occurrence in index.occurrences(of: covered[place]) {
                    for other in occurrence.user {
                        let column = Int(places[Int(index.items[other])])
                        guard column >= 0, column <= place else { continue }
                        let after = occurrence.user.upperBound - 1 - max(other, occurrence.position)
                        row[column] += weight(abs(other - occurrence.position), after)
                    }
                }
            }
        }
    }

    /// S'T: for each covered item, the covered items that come after it, faded by distance.
    private func nextItems() -> NeighbourTable {
        let chunks = mapRanges(covered.count, chunk: 512, threads: settings.threads) { range in
            var accumulator = NeighbourAccumulator(itemCount: covered.count)
            return range.map { place in
                for occurrence in index.occurrences(of: covered[place]) {
                    let end = min(occurrence.user.upperBound, occurrence.position + settings.sequenceDistanceMax + 1)
                    for later in (occurrence.position + 1)..<max(end, occurrence.position + 1) {
                        let column = places[Int(index.items[later])]
                        if column >= 0 { accumulator.add(Self.fading(later - occurrence.position), to: UInt32(column)) }
                    }
                }
                return accumulator.take(limit: covered.count, except: -1)
            }
        }
        return NeighbourTable(lists: chunks.flatMap { $0 })
    }

    /// The strongest weights of every covered item, from the weights of 16 items at a time that `weights` makes of their
    /// rows of the inverse (both are items x 16; the second comes zeroed).
    private func table(
        _ inverse: InverseRows,
        weights: @Sendable (UnsafeMutablePointer<Float>, UnsafeMutablePointer<Float>) -> UnsafeMutablePointer<Float>
    ) -> NeighbourTable {
        let chunks = mapRanges(covered.count, chunk: InverseRows.lanes, threads: settings.threads) { range in
            let count = inverse.size * InverseRows.lanes
            let panel = UnsafeMutablePointer<Float>.allocateZeroed(2 * count)
            defer { panel.deallocateZeroed() }
            inverse.gather(range.lowerBound, into: panel)
            let result = weights(panel, panel + count)
            return range.map { strongest(of: $0, lane: $0 - range.lowerBound, in: result) }
        }
        var lists = [NeighbourList](repeating: NeighbourList(), count: index.itemCount)
        for (place, list) in chunks.joined().enumerated() { lists[covered[place]] = list }
        return NeighbourTable(lists: lists)
    }

    private func strongest(of place: Int, lane: Int, in weights: UnsafeMutablePointer<Float>) -> NeighbourList {
        var selection = StrongestSelection(limit: settings.neighboursMax)
        for other in 0..<covered.count where other != place {
            let weight = weights[other * InverseRows.lanes + lane]
            if weight > 0 { selection.offer(weight, UInt32(covered[other])) }
        }
        return NeighbourList(selection.sorted)
    }
}

/// A view of a `SymmetricMatrix` for several threads.
// Safe: threads that run at once write to different rows or only read, and the view keeps the matrix alive.
private struct InverseRows: @unchecked Sendable {
    static let lanes = Int(ir_lanes)
    private let matrix: SymmetricMatrix
    var size: Int { matrix.size }

    init(_ matrix: SymmetricMatrix) {
        self.matrix = matrix
    }

    subscript(row: Int, column: Int) -> Float { matrix.values[row * size + column] }
    func start(of row: Int) -> UnsafeMutablePointer<Float> { matrix.values + row * size }
    func gather(_ first: Int, into panel: UnsafeMutablePointer<Float>) {
        ir_gather_rows(matrix.values, size, first, panel)
    }
}
