import NIOCore

/// Names an entry of a `DeadlineHeap` until it is removed or has expired.
struct DeadlineTicket: Hashable, Sendable {
    fileprivate let slot: Int
}

/// The deadlines of one event loop, earliest first: a binary heap whose entries know their place, so that a call that
/// ends early takes its deadline out instead of leaving it to expire.
struct DeadlineHeap<Element> {
    private struct Entry {
        let deadline: NIODeadline
        let slot: Int
        let element: Element
    }

    private var heap: [Entry] = []
    /// Where in `heap` the entry of each slot is. Unused slots are listed in `freeSlots`.
    private var positions: [Int] = []
    private var freeSlots: [Int] = []

    var isEmpty: Bool { heap.isEmpty }
    var count: Int { heap.count }
    var earliest: NIODeadline? { heap.first?.deadline }

    mutating func insert(_ element: Element, at deadline: NIODeadline) -> DeadlineTicket {
        let slot = freeSlots.popLast() ?? positions.count
        if slot == positions.count { positions.append(heap.count) }
        positions[slot] = heap.count
        heap.append(Entry(deadline: deadline, slot: slot, element: element))
        siftUp(from: heap.count - 1)
        return DeadlineTicket(slot: slot)
    }

    /// The ticket must not have been removed or have expired.
    mutating func remove(_ ticket: DeadlineTicket) {
        removeEntry(at: positions[ticket.slot])
    }

    /// Takes out the earliest entry if its time has come.
    mutating func popExpired(now: NIODeadline) -> Element? {
        guard let first = heap.first, first.deadline <= now else { return nil }
        removeEntry(at: 0)
        return first.element
    }

    private mutating func removeEntry(at position: Int) {
        freeSlots.append(heap[position].slot)
        let last = heap.removeLast()
        guard position < heap.count else { return }
        heap[position] = last
        positions[last.slot] = position
        siftDown(from: position)
        siftUp(from: position)
    }

    private mutating func siftUp(from start: Int) {
        var child = start
        while child > 0 {
            let parent = (child - 1) / 2
            guard heap[child].deadline < heap[parent].deadline else { return }
            exchange(child, parent)
            child = parent
        }
    }

    private mutating func siftDown(from start: Int) {
        var parent = start
        while true {
            var smallest = parent
            for child in [2 * parent + 1, 2 * parent + 2] where child < heap.count {
                if heap[child].deadline < heap[smallest].deadline { smallest = child }
            }
            guard smallest != parent else { return }
            exchange(parent, smallest)
            parent = smallest
        }
    }

    private mutating func exchange(_ first: Int, _ second: Int) {
        heap.swapAt(first, second)
        positions[heap[first].slot] = first
        positions[heap[second].slot] = second
    }
}
