/// For each item, the items that go with it, the strongest first.
package struct NeighbourTable: Sendable, Hashable {
    /// Where each item's entries start; one more entry than there are items.
    package private(set) var starts: [UInt64] = [0]
    package private(set) var items: [UInt32] = []
    package private(set) var weights: [Float] = []

    package var itemCount: Int { starts.count - 1 }

    package init() {}

    init(starts: [UInt64], items: [UInt32], weights: [Float]) {
        self.starts = starts
        self.items = items
        self.weights = weights
    }

    /// Joins the lists of all items, in their order.
    init(lists: [NeighbourList]) {
        let count = lists.reduce(0) { $0 + $1.items.count }
        starts.reserveCapacity(lists.count + 1)
        items.reserveCapacity(count)
        weights.reserveCapacity(count)
        for list in lists {
            items += list.items
            weights += list.weights
            starts.append(UInt64(items.count))
        }
    }

    package func range(of item: Int) -> Range<Int> { Int(starts[item])..<Int(starts[item + 1]) }

    /// The weight of `target` in the list of `item`; 0 where it is not in it.
    package func weight(from item: Int, to target: UInt32) -> Float {
        for entry in range(of: item) where items[entry] == target { return weights[entry] }
        return 0
    }
}

/// One item's entries.
struct NeighbourList: Sendable {
    var items: [UInt32] = []
    var weights: [Float] = []

    init() {}

    init(_ entries: [(score: Float, item: UInt32)]) {
        items = entries.map(\.item)
        weights = entries.map(\.score)
    }
}

/// Sums weights by item for one list at a time, then keeps the strongest.
struct NeighbourAccumulator {
    private var sums: [Float]
    private var touched: [UInt32] = []

    init(itemCount: Int) {
        sums = [Float](repeating: 0, count: itemCount)
    }

    mutating func add(_ weight: Float, to item: UInt32) {
        if sums[Int(item)] == 0 { touched.append(item) }
        sums[Int(item)] += weight
    }

    /// The `limit` largest positive sums, the largest first, equal ones in `TieOrder`; starts anew.
    mutating func take(limit: Int, except item: Int) -> NeighbourList {
        var selection = StrongestSelection(limit: max(1, min(limit, touched.count)))
        for target in touched {
            let weight = sums[Int(target)]
            if weight > 0, Int(target) != item { selection.offer(weight, target) }
            sums[Int(target)] = 0
        }
        touched.removeAll(keepingCapacity: true)
        return NeighbourList(selection.sorted)
    }
}
