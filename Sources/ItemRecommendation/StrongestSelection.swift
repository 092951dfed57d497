/// Keeps the `limit` largest of the scores it is offered; equal ones are in `TieOrder`.
struct StrongestSelection {
    private let limit: Int
    /// A heap with the weakest kept entry on top.
    private var heap: [(score: Float, item: UInt32)] = []

    init(limit: Int) {
        precondition(limit > 0, "limit must be positive (is \(limit))")
        self.limit = limit
        heap.reserveCapacity(limit)
    }

    mutating func offer(_ score: Float, _ item: UInt32) {
        if heap.count < limit {
            heap.append((score, item))
            siftUp(heap.count - 1)
        } else if Self.isWeaker(heap[0], (score, item)) {
            heap[0] = (score, item)
            siftDown()
        }
    }

    /// What was kept, in no order.
    var entries: [(score: Float, item: UInt32)] { heap }

    /// What was kept, the largest first.
    var sorted: [(score: Float, item: UInt32)] { heap.sorted { Self.isWeaker($1, $0) } }

    private static func isWeaker(_ left: (score: Float, item: UInt32), _ right: (score: Float, item: UInt32)) -> Bool {
        left.score != right.score ? left.score < right.score : TieOrder.of(left.item) > TieOrder.of(right.item)
    }

    private mutating func siftUp(_ start: Int) {
        var child = start
        while child > 0, case let parent = (child - 1) / 2, Self.isWeaker(heap[child], heap[parent]) {
            heap.swapAt(child, parent)
            child = parent
        }
    }

    private mutating func siftDown() {
        var parent = 0
        while case let left = 2 * parent + 1, left < heap.count {
            let right = left + 1
            let weaker = right < heap.count && Self.isWeaker(heap[right], heap[left]) ? right : left
            guard Self.isWeaker(heap[weaker], heap[parent]) else { return }
            heap.swapAt(weaker, parent)
            parent = weaker
        }
    }
}
