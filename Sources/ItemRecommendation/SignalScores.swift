/// The signals of every item that one history reaches; made once and used again, since it has a slot an item.
package struct SignalScores: Sendable {
    static let width = Signal.all.count
    /// Items with any signal, in the order they were reached; an item's slot is its place here.
    package private(set) var items: [UInt32] = []
    /// Slots x signals.
    private var values: [Float] = []
    /// An item's slot; -1 where it has none.
    private var slots: [Int32]

    package init(itemCount: Int) {
        slots = [Int32](repeating: -1, count: itemCount)
    }

    /// The signal's score of an item; 0 where the history does not reach it.
    package func score(of item: UInt32, signal: Int) -> Float {
        let slot = slots[Int(item)]
        return slot < 0 ? 0 : values[Int(slot) * Self.width + signal]
    }

    func score(slot: Int, signal: Int) -> Float { values[slot * Self.width + signal] }

    /// The signal's positive scores of all items but some, in no order.
    func positiveScores(signal: Int, except known: Set<UInt32>) -> [Float] {
        items.enumerated().compactMap { slot, item in
            let score = score(slot: slot, signal: signal)
            return score > 0 && !known.contains(item) ? score : nil
        }
    }

    func slot(of item: UInt32) -> Int? {
        let slot = slots[Int(item)]
        return slot < 0 ? nil : Int(slot)
    }

    /// Scores every item for a history, oldest first.
    package mutating func fill(
        _ history: some BidirectionalCollection<UInt32>,
        models: ItemModels,
        historyItemsMax: Int
    ) {
        for item in items { slots[Int(item)] = -1 }
        items.removeAll(keepingCapacity: true)
        values.removeAll(keepingCapacity: true)
        for (back, item) in history.reversed().prefix(historyItemsMax).enumerated() {
            for group in Self.groups { add(group, item: Int(item), back: back, models: models) }
        }
        scaleTargets(models)
    }

    private mutating func add(_ group: SignalGroup, item: Int, back: Int, models: ItemModels) {
        let factors = group.signals.map { signal in
            Signal.all[signal].fading.weight(back) * Signal.all[signal].sourceScale(item, in: models)
        }
        let table = models[group.table]
        for entry in table.range(of: item) {
            let slot = reach(table.items[entry])
            let weight = table.weights[entry]
            let start = slot * Self.width + group.signals.lowerBound
            for offset in 0..<factors.count { values[start + offset] += weight * factors[offset] }
        }
    }

    private mutating func reach(_ item: UInt32) -> Int {
        if slots[Int(item)] >= 0 { return Int(slots[Int(item)]) }
        let slot = items.count
        slots[Int(item)] = Int32(slot)
        items.append(item)
        values.append(contentsOf: repeatElement(0, count: Self.width))
        return slot
    }

    private mutating func scaleTargets(_ models: ItemModels) {
        for signal in 0..<Self.width where Self.scalesTargets[signal] {
            for (slot, item) in items.enumerated() {
                values[slot * Self.width + signal] *= Signal.all[signal].targetScale(Int(item), in: models)
            }
        }
    }

    private static let scalesTargets = Signal.all.map {
        $0.normalisation == .bothTotals || $0.normalisation == .bothFrequencies
    }

    /// Signals of the same table, so that each table is walked once.
    private static let groups: [SignalGroup] = ItemModels.Table.allCases.compactMap { table in
        let signals = Signal.all.indices.filter { Signal.all[$0].table == table }
        guard let first = signals.first, let last = signals.last else { return nil }
        precondition(signals.count == last - first + 1, "the signals of \(table) are not beside each other")
        return SignalGroup(table: table, signals: first..<(last + 1))
    }
}

private struct SignalGroup: Sendable {
    let table: ItemModels.Table
    let signals: Range<Int>
}
