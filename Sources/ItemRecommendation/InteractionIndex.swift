/// Where each item occurs: the sequences turned around, so that one item's pairs are counted without storing any pair.
struct InteractionIndex: Sendable {
    let itemCount: Int
    /// Items of all users, each user cut to its last interactions.
    let items: [UInt32]
    /// For each position in `items`, where its user's items start and end.
    private let userStarts: [UInt32]
    private let userEnds: [UInt32]
    private let itemStarts: [Int]
    private let positions: [UInt32]

    init(_ sequences: InteractionSequences, sequenceItemsMax: Int) {
        var items: [UInt32] = []
        var userStarts: [UInt32] = []
        var userEnds: [UInt32] = []
        items.reserveCapacity(sequences.items.count)
        for user in 0..<sequences.userCount {
            let sequence = sequences[user].suffix(sequenceItemsMax)
            let start = UInt32(items.count)
            items += sequence
            userStarts += repeatElement(start, count: sequence.count)
            userEnds += repeatElement(start + UInt32(sequence.count), count: sequence.count)
        }
        var itemStarts = [Int](repeating: 0, count: sequences.itemCount + 1)
        for item in items { itemStarts[Int(item) + 1] += 1 }
        for item in 0..<sequences.itemCount { itemStarts[item + 1] += itemStarts[item] }
        var next = itemStarts
        var positions = [UInt32](repeating: 0, count: items.count)
        for (position, item) in items.enumerated() {
            positions[next[Int(item)]] = UInt32(position)
            next[Int(item)] += 1
        }
        itemCount = sequences.itemCount
        self.items = items
        self.userStarts = userStarts
        self.userEnds = userEnds
        self.itemStarts = itemStarts
        self.positions = positions
    }

    /// The user's interactions around one occurrence of an item.
    struct Occurrence {
        let position: Int
        let user: Range<Int>
    }

    func frequency(of item: Int) -> Int { itemStarts[item + 1] - itemStarts[item] }

    func occurrences(of item: Int) -> some Sequence<Occurrence> {
        positions[itemStarts[item]..<itemStarts[item + 1]].lazy.map { position in
            let position = Int(position)
            return Occurrence(position: position, user: Int(userStarts[position])..<Int(userEnds[position]))
        }
    }
}
